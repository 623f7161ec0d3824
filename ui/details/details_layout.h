// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the sections and items of a span's details stand, and how their values wrap. Pure arithmetic on texts
// and a cell width (values are mono), computed once per width; the view paints the lines that are visible.
#pragma once

#include <QRectF>
#include <compare>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "ui/details/details_item.h"
#include "ui/details/item_text.h"
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

/// Indexes of a section and of one of its items.
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
  QRectF more;  ///< "12 more lines"; null when everything is shown.
  QString moreText;
  std::uint32_t actionsBegin = 0;  ///< Into DetailsFrame::actions.
  std::uint32_t actionsEnd = 0;
  QRectF ask;             ///< "Open in the browser?"; null when nothing is asked.
  bool beginsBox = true;  ///< Of exceptions, whose boxes go over several items.
  bool endsBox = true;
};

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

/// By numbers of items.
struct DetailsState {
  std::vector<bool> isFolded;               ///< Per section.
  std::map<std::uint32_t, ItemText> texts;  ///< Items shown otherwise than at first.
  std::set<std::uint32_t> whole;
  std::set<std::uint32_t> asSent;
  std::set<std::uint32_t> open;
  std::optional<std::uint32_t> asking;
};

/// The text whose lines DetailsFrame::lines holds, and its runs.
[[nodiscard]] const QString& shownText(const Item& item, const DetailsState& state);
[[nodiscard]] const std::vector<TextRun>& shownRuns(const Item& item, const DetailsState& state);
/// Of those that belong to the box of an exception.
[[nodiscard]] bool isOfException(const Item& item);
[[nodiscard]] QString askText();

void layOutDetails(const std::vector<Section>& sections, const DetailsState& state, double width,
                   const DetailsMeasures& measures, DetailsFrame& frame);

}  // namespace spanloupe::details
