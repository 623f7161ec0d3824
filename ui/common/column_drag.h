// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Dragging the title of a column to another place: where it would go, and how that is drawn. The header that
// uses it knows the columns; places are counted as they are seen, from the left. UI thread.
#pragma once

#include <QRect>
#include <optional>
#include <vector>

class QPainter;
class QString;

namespace spanloupe::ui {

class Look;

class ColumnDrag {
 public:
  struct Move {
    int from = 0;
    int to = 0;  ///< Its place when it is done.
  };

  /// On the title of that column; nothing happens before the pointer has moved a bit.
  void press(int column, int x);
  /// `columns`: where they all are now; nothing goes before the first `fixed` ones.
  void move(int x, const std::vector<QRect>& columns, int fixed);
  /// Ends it; nothing when the column stays where it is.
  std::optional<Move> release();
  void cancel() { *this = {}; }
  [[nodiscard]] bool isMoving() const { return m_isMoving; }
  [[nodiscard]] int column() const { return m_column; }

  /// A line where it would go, and its title below the pointer.
  void paint(QPainter& painter, const Look& look, const QString& title, int height) const;

 private:
  int m_column = -1;
  int m_pressX = 0;
  int m_x = 0;
  int m_to = -1;
  int m_lineX = 0;
  QRect m_rect;  ///< Of the dragged title.
  bool m_isMoving = false;
};

}  // namespace spanloupe::ui
