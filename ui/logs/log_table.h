// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A list of log records on screen: scrolling, selection, keys, tool tips, and staying where it is when the
// list grows under the reader. Rows come from a LogRowSource, places from LogTableLayout, ink from
// LogTablePainter. A view of its own because Qt's keep memory for every row. UI thread.
#pragma once

#include <QAbstractScrollArea>

#include "ui/logs/log_row_source.h"
#include "ui/logs/log_table_painter.h"

class QMenu;

namespace spanloupe::logs {

class LogTable : public QAbstractScrollArea {
  Q_OBJECT
 public:
  /// Both must outlive the table.
  LogTable(const ui::Look& look, LogRowSource& source, LogTableOf of, QWidget* parent = nullptr);

  [[nodiscard]] LogRowSource& source() const { return m_source; }
  [[nodiscard]] LogTableLayout tableLayout() const;
  /// -1 when nothing is selected.
  [[nodiscard]] int currentRow() const { return m_current; }
  [[nodiscard]] bool isSelected(int row) const;
  /// As by the user: selects `row` and scrolls to it; `extend` = from the anchor to it.
  void setCurrentRow(int row, bool extend = false);
  /// Selects and scrolls without saying so: the selection came from elsewhere. -1: nothing.
  void showRow(int row);
  void selectAll();
  /// Enter or a double click.
  void activate(int row);
  /// Following shows what comes at the top while it is at the top; otherwise what is on screen stays there.
  void setFollowing(bool isFollowing);
  [[nodiscard]] bool isFollowing() const { return m_isFollowing; }
  /// What is on screen stays where it is when the list changes.
  [[nodiscard]] bool isHeld() const { return !m_isFollowing || scrollY() > 0; }
  /// Records that have come above what is on screen and have not been scrolled to.
  [[nodiscard]] int newAbove() const { return m_newAbove; }
  void scrollToTop();
  [[nodiscard]] QString spokenRow(int row) const;
  [[nodiscard]] QString toolTipAt(const QPoint& position) const;
  void fillMenu(QMenu& menu);

 public slots:
  /// Selected records as tab-separated text to the clipboard.
  void copy();
  /// As one document of OTLP JSON, which can be opened again.
  void copyAsJson();

 signals:
  /// By the user, or because the list has changed; -1: nothing is selected any more.
  void currentChanged(int row);
  void activated(int row);
  void followingChanged(bool isFollowing);
  void newAboveChanged(int records);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  bool viewportEvent(QEvent* event) override;

 private:
  class Header;
  void readLook();
  void readList(const LogPlaces& places, bool isSameQuestion);
  void readRest(const LogPlaces& sought);
  void updateScrollBar();
  void trackVisible();
  void setNewAbove(int records);
  [[nodiscard]] qint64 pixelsPerStep() const;
  [[nodiscard]] qint64 scrollY() const;
  void setScrollY(qint64 y);
  void moveTo(int row, Qt::KeyboardModifiers modifiers);

  const ui::Look& m_look;
  LogRowSource& m_source;
  LogTableOf m_of;
  LogTablePainter m_painter;
  Header* m_header;
  double m_timeWidth = 0;
  int m_current = -1;
  int m_anchor = -1;
  int m_hovered = -1;
  int m_newAbove = 0;
  bool m_isSelectionSought = false;  ///< Where it is now is not known yet.
  bool m_isFollowing = true;
  bool m_isRelisting = false;
  int m_top = -1;       ///< The topmost row on screen,
  int m_topOffset = 0;  ///< and how far it stands below the edge.
};

}  // namespace spanloupe::logs
