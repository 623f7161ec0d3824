// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Attributes as items: typed values, SQL and JSON laid out, in the order of the semantic conventions and,
// when there are many, under quiet heads by prefix. Pure; any thread.
#pragma once

#include <span>

#include "ui/details/details_item.h"

namespace spanloupe::details {

/// Bytes of a value that are looked at before someone asks for all of it: more than the folded lines of the
/// widest panel.
inline constexpr std::size_t kCutText = 1'200;

/// The beginning of `text` that ends with a whole character.
[[nodiscard]] std::string_view beginning(std::string_view text, std::size_t limit);
[[nodiscard]] QString toText(std::string_view text);
/// The beginning of `text` as the item's, with what is left out.
void setText(Item& item, std::string_view text);

[[nodiscard]] Item textItem(const QString& key, const QString& text, Tone tone = Tone::Text);
[[nodiscard]] Item attributeItem(const Attribute& attribute);
[[nodiscard]] std::vector<Item> attributeItems(std::span<const Attribute> attributes);
/// With heads when there are more than a dozen.
[[nodiscard]] std::vector<Item> groupedAttributeItems(std::span<const Attribute> attributes);
/// Empty when there is no such text.
[[nodiscard]] std::string_view attributeText(std::span<const Attribute> attributes, std::string_view key);
/// What a value says as a point in time, for tool tips; empty when it is none.
[[nodiscard]] QString readableTime(std::string_view key, AttributeValue value);

}  // namespace spanloupe::details
