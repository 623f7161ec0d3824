// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the sections and items of a span's details stand, and how their values wrap. Pure arithmetic on texts
// and a cell width (values are mono), computed once per width; the view paints the lines that are visible.
#pragma once

#include <QRectF>
#include <compare>
#include <functional>
#include <map>
#include <vector>

#include "ui/details/details_content.h"

namespace spanloupe::details {

struct DetailsMeasures {
  double padding = 12;
  double row = 21;  ///< Item of one line.
  double section = 26;
  double line = 18;  ///< Further lines of a value.
  double axis = 24;
  double cell = 7;  ///< Advance of one mono character.
  double keyShare = 0.45;
  double roomyKeyShare = 2.0 / 3;  ///< Where all values are short.
  std::function<double(const QString&)> keyWidth;
};

/// A part of a text, as QString positions.
struct TextLine {
  qsizetype start = 0;
  qsizetype length = 0;
  qsizetype indent = 0;  ///< Cells it stands further right: the rest of a stack frame hangs below its begin.
};

/// Lines of at most `cells` cells: at line breaks, else behind '/', '.', ',' or a space, else anywhere. Wide
/// characters count as two cells. Never empty.
[[nodiscard]] std::vector<TextLine> wrapText(const QString& text, qsizetype cells);

/// Lines of a stack trace: a frame is broken behind '(', '/', '.' and their like, never inside a name that
/// fits in a line, and what goes on hangs further right than where the frame begins. Never empty.
[[nodiscard]] std::vector<TextLine> wrapFrames(const QString& text, qsizetype cells);

/// What the user unfolded or folded; indexes of sections and items.
struct ItemId {
  std::uint32_t section = 0;
  std::uint32_t item = 0;
  friend auto operator<=>(const ItemId&, const ItemId&) = default;
};

struct ItemLayout {
  ItemId id;
  bool isSection = false;
  double top = 0;
  double height = 0;
  QRectF keyRect;
  QRectF valueRect;              ///< First line's upper left corner and the width to wrap in.
  QRectF box;                    ///< Of blocks and exceptions.
  std::uint32_t linesBegin = 0;  ///< Into DetailsFrame::lines.
  std::uint32_t linesEnd = 0;
  std::uint32_t messageLines = 0;  ///< The first of them belong to the message of an exception.
  QRectF more;                     ///< "12 more lines"; null when everything is shown.
  QString moreText;
};

struct DetailsFrame {
  double width = 0;
  double height = 0;
  double keyColumn = 0;
  std::vector<ItemLayout> items;
  std::vector<TextLine> lines;

  /// Index of the first item that ends below `y`.
  [[nodiscard]] std::size_t firstAt(double y) const;
};

struct DetailsState {
  std::vector<bool> isFolded;       ///< Per section.
  std::map<ItemId, QString> whole;  ///< Items shown whole, with their whole text.
};

/// The text whose lines DetailsFrame::lines holds.
[[nodiscard]] const QString& shownText(const Item& item, ItemId id, const DetailsState& state);

void layOutDetails(const std::vector<Section>& sections, const DetailsState& state, double width,
                   const DetailsMeasures& measures, DetailsFrame& frame);

}  // namespace spanloupe::details
