// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A card with the bytes around the place that a diagnostic tells of, the byte itself marked. Reads them when
// it is made; deletes itself when closed. UI thread.
#pragma once

#include <QDialog>

#include "ui/common/look.h"
#include "ui/diagnostics/hex_lines.h"
#include "ui/session/file_peek.h"

namespace spanloupe::ui {
class Button;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::diagnostics {

/// The lines as they are painted.
class HexView : public QWidget {
  Q_OBJECT
 public:
  /// `largestOffset` gives the width of the first column.
  HexView(const ui::Look& look, std::uint64_t largestOffset, QWidget* parent = nullptr);

  /// `marked`: index of the byte that is meant.
  void setLines(std::vector<HexLine> lines, int marked);
  /// Instead of lines: that they are being read, or why there are none.
  void setMessage(const QString& message);
  [[nodiscard]] const std::vector<HexLine>& lines() const { return m_lines; }
  [[nodiscard]] const QString& message() const { return m_message; }
  [[nodiscard]] int marked() const { return m_marked; }
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const ui::Look& m_look;
  std::vector<HexLine> m_lines;
  QString m_message;
  int m_offsetCells;
  int m_marked = -1;
};

class RawBytesCard : public QDialog {
  Q_OBJECT
 public:
  static constexpr std::size_t kBytes = 256;

  RawBytesCard(const ui::Look& look, const session::BytePlace& place, const QString& title, QWidget* parent);

  [[nodiscard]] HexView& view() const { return *m_view; }

 private:
  void fill(const formats::RawBytes& raw);

  std::uint64_t m_offset;
  HexView* m_view;
  ui::TextLabel* m_note;
  ui::Button* m_copy;
  session::FilePeek* m_peek;
};

}  // namespace spanloupe::diagnostics
