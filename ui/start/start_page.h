// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window shows while nothing is open: ways to open, the sample, recent files, keys and formats. UI
// thread.
#pragma once

#include <QScrollArea>

#include "ui/common/look.h"
#include "ui/session/recent_files.h"

class QBoxLayout;

namespace spanloupe::start {

class DropArea;
class RecentList;

class StartPage : public QScrollArea {
  Q_OBJECT
 public:
  StartPage(const ui::Look& look, session::RecentFiles& recent, QWidget* parent = nullptr);

  void setDropActive(bool active);
  /// How to send spans here, above what is there; takes it.
  void setListenPanel(QWidget* panel);
  [[nodiscard]] RecentList& recentList() const { return *m_recentList; }

 signals:
  void openFileRequested();
  void openFolderRequested();
  void pasteRequested();
  void sampleRequested();
  void openRequested(const QStringList& paths);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  [[nodiscard]] QWidget* openColumn(session::RecentFiles& recent);
  [[nodiscard]] QWidget* referenceColumn();
  void showRecent(const session::RecentFiles& recent);
  void place();

  const ui::Look& m_look;
  QWidget* m_content;
  QBoxLayout* m_columns;
  QBoxLayout* m_reference = nullptr;
  DropArea* m_drop = nullptr;
  QWidget* m_recentTitle = nullptr;
  RecentList* m_recentList = nullptr;
};

}  // namespace spanloupe::start
