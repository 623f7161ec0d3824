// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The text of an item in another form than the one it begins with: whole instead of cut, as it was sent
// instead of laid out anew. Pure; any thread.
#pragma once

#include "ui/details/details_item.h"

namespace spanloupe::details {

struct ShapeWish {
  bool isWhole = false;
  bool isAsSent = false;
};

/// What a text is, by its key and its looks.
[[nodiscard]] BlockSyntax syntaxOf(std::string_view key, std::string_view text);
/// Sets text, runs and note of a block of SQL or JSON from its value.
void shape(Item& item, ShapeWish wish);
/// The item's text and runs as wished, leaving the item as it is.
struct ItemText {
  QString text;
  std::vector<TextRun> runs;
};
[[nodiscard]] ItemText shaped(const Item& item, ShapeWish wish);

/// All of an item's text as it was sent: what copying gives.
[[nodiscard]] QString wholeText(const Item& item);

}  // namespace spanloupe::details
