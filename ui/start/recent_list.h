// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Recently opened files on the start page: two lines each, a click or Enter opens, Delete forgets. UI thread.
#pragma once

#include <QAbstractListModel>
#include <QListView>
#include <QStyledItemDelegate>

#include "ui/common/icons.h"
#include "ui/common/look.h"
#include "ui/session/recent_files.h"

namespace spanloupe::start {

/// "just now", "12 min ago", "today 09:14", "yesterday", "10 Mar", "10 Mar 2025".
[[nodiscard]] QString whenText(const QDateTime& when, const QDateTime& now);

/// A recent file in words.
struct RecentText {
  QString name;   ///< "incident.json", "incident.json and 2 more"
  QString place;  ///< "~/Downloads", "~/traces · 14 files"
  ui::Icon icon = ui::Icon::Json;
};
[[nodiscard]] RecentText recentText(const session::RecentFile& file);

class RecentModel : public QAbstractListModel {
  Q_OBJECT
 public:
  explicit RecentModel(session::RecentFiles& recent, QObject* parent = nullptr);
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] const session::RecentFile& file(int row) const;

 private:
  session::RecentFiles& m_recent;
};

class RecentDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  RecentDelegate(const ui::Look& look, const RecentModel& model, QObject* parent);
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  const ui::Look& m_look;
  const RecentModel& m_model;
};

class RecentList : public QListView {
  Q_OBJECT
 public:
  RecentList(const ui::Look& look, session::RecentFiles& recent, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 signals:
  void openRequested(const QStringList& paths);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  const ui::Look& m_look;
  session::RecentFiles& m_recent;
  RecentModel* m_model;
};

}  // namespace spanloupe::start
