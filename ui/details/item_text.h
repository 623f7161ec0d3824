// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The text of an item in another form than the one it begins with: more of it, page by page, or as it was
// sent instead of laid out anew. Pure; any thread.
#pragma once

#include <QString>

#include "ui/details/json_outline.h"

namespace spanloupe::details {

enum class TextForm : std::uint8_t { AsMade, AsSent, LaidOut };

struct ShapeWish {
  bool isWhole = false;  ///< Rather than its beginning; of a long one a page.
  TextForm form = TextForm::AsMade;
  std::size_t page = 0;
};

/// The item's text as wished.
struct ItemText {
  QString text;
  std::vector<TextRun> runs;
  std::shared_ptr<const JsonOutline> outline;
  std::shared_ptr<const std::string> sent;  ///< All of a nested value as JSON, once it has been made.
  bool isCut = false;
  std::size_t page = 0;
  std::size_t pages = 1;
};

/// Bytes of a page, about.
inline constexpr std::size_t kPageText = std::size_t{32} << 10;

/// What a text is, by its key and its looks.
[[nodiscard]] BlockSyntax syntaxOf(std::string_view key, std::string_view text);
/// Sets text, runs and note of a block of SQL or JSON from its value.
void shape(Item& item);
[[nodiscard]] bool isLaidOut(const Item& item, const ShapeWish& wish);
/// Whether shaping takes longer than an event may.
[[nodiscard]] bool isHeavy(const Item& item, const ShapeWish& wish);
/// Leaves the item as it is. `before` = what it was shaped to the last time, whose work is used again.
[[nodiscard]] ItemText shaped(const Item& item, const ShapeWish& wish, const ItemText* before = nullptr);
/// The page of the whole text that holds the byte.
[[nodiscard]] std::size_t pageOf(const Item& item, std::uint64_t byte);

/// All of an item's text as it was sent: what copying gives.
[[nodiscard]] QString wholeText(const Item& item);

}  // namespace spanloupe::details
