// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The list of cached sessions: one line each, several can be selected, Delete wants them removed. UI thread.
#pragma once

#include <QListView>
#include <QStyledItemDelegate>

#include "ui/common/look.h"
#include "ui/settings/cache_model.h"

namespace spanloupe::settings {

class CacheDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  CacheDelegate(const ui::Look& look, const CacheModel& model, QObject* parent);
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  const ui::Look& m_look;
  const CacheModel& m_model;
};

class CacheList : public QListView {
  Q_OBJECT
 public:
  CacheList(const ui::Look& look, CacheModel& model, QWidget* parent = nullptr);
  /// Of selected rows, but never the open session's.
  [[nodiscard]] std::vector<int> removableSelection() const;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 signals:
  void selectionMoved();
  void removeRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;

 private:
  const ui::Look& m_look;
  CacheModel& m_model;
};

}  // namespace spanloupe::settings
