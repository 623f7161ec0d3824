// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the sections and items of a span's details stand, and how their values wrap. Pure arithmetic on texts
// and a cell width (values are mono), computed once per width; the view paints the lines that are visible.
// However much a span holds, only so many items of a section and lines of a value are measured as were asked
// for: the first, and a row that brings more.
#pragma once

#include <QRectF>
#include <compare>
#include <functional>
#include <vector>

#include "ui/details/details_state.h"
#include "ui/details/text_wrap.h"

namespace spanloupe::details {

struct DetailsMeasures {
  double padding = 12;
  double row = 21;  ///< Item of one line.
  double section = 26;
  double line = 18;  ///< Further lines of a value.
  double axis = 24;
  double icon = 12;
  double cell = 7;  ///< Advance of one mono character.
  double keyShare = 0.45;
  double roomyKeyShare = 2.0 / 3;  ///< Where all values are short.
  std::function<double(const QString&)> keyWidth;
};

/// Indexes of a section, of one of its items, and of a line of that item's outline plus one.
struct ItemId {
  std::uint32_t section = 0;
  std::uint32_t item = 0;
  std::uint32_t line = 0;
  friend auto operator<=>(const ItemId&, const ItemId&) = default;
};

struct ItemLayout {
  ItemId id;
  bool isSection = false;
  bool isMore = false;  ///< Stands for items or lines from its own on, which it brings.
  double top = 0;
  double height = 0;
  QRectF keyRect;
  qsizetype keyBreak = 0;        ///< Where a key too wide for its column goes on in a second line.
  double keyEnd = 0;             ///< Of blocks: where their small links begin.
  QRectF arrow;                  ///< Of a branch.
  QRectF valueRect;              ///< First line's upper left corner and the width to wrap in.
  QRectF box;                    ///< Of blocks and exceptions.
  std::uint32_t linesBegin = 0;  ///< Into DetailsFrame::lines.
  std::uint32_t linesEnd = 0;
  QRectF more;  ///< "12 more lines"; null when everything is shown.
  QString moreText;
  std::uint32_t actionsBegin = 0;  ///< Into DetailsFrame::actions.
  std::uint32_t actionsEnd = 0;
  QRectF ask;             ///< "Open in the browser?"; null when nothing is asked.
  bool beginsBox = true;  ///< Of boxes that go over several items.
  bool endsBox = true;

  [[nodiscard]] bool isItem() const { return !isSection && !isMore; }
  [[nodiscard]] bool isLine() const { return id.line != 0; }
  [[nodiscard]] std::uint32_t line() const { return id.line - 1; }
};

/// How far the second line of a key stands in.
inline constexpr double kKeyHang = 8;
/// Items of a section, and lines of an outline, that are shown at once.
inline constexpr std::size_t kItemsAtOnce = 300;
inline constexpr std::size_t kLinesAtOnce = 400;

/// A small link of an item.
struct ActionSpot {
  ItemAction action = ItemAction::CopyAll;
  QString text;
  QRectF rect;
};

struct DetailsFrame {
  double width = 0;
  double height = 0;
  double keyColumn = 0;
  std::vector<ItemLayout> items;
  std::vector<TextLine> lines;
  std::vector<ActionSpot> actions;

  /// Index of the first item that ends below `y`.
  [[nodiscard]] std::size_t firstAt(double y) const;
};

void layOutDetails(const Sections& sections, const DetailsState& state, double width,
                   const DetailsMeasures& measures, DetailsFrame& frame);

}  // namespace spanloupe::details
