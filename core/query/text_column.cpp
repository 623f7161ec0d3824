// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/text_column.h"

#include <algorithm>

#include "core/query/folded_text.h"

namespace spanloupe::query {

std::uint32_t KeyTable::add(std::string_view key, bool isAttribute) {
  const std::string name = folded(key);
  const auto [found, isNew] =
      m_numbers.try_emplace((isAttribute ? 'a' : 'f') + name, static_cast<std::uint32_t>(m_keys.size()));
  if (isNew) m_keys.push_back({name, isAttribute});
  return found->second;
}

void TextColumn::addText(std::string_view text) {
  appendFolded(m_text, text);
  m_ends.push_back(static_cast<std::uint32_t>(m_text.size()));
}

void TextColumn::shrink() {
  m_text.shrink_to_fit();
  m_ends.shrink_to_fit();
  m_entryCodes.shrink_to_fit();
  m_entryKeys.shrink_to_fit();
}

TextColumn TextColumn::of(const store::TextRange& range, std::uint32_t rows, std::uint32_t key,
                          AppendText append) {
  TextColumn column;
  column.m_key = key;
  std::vector<std::string_view> values;
  column.m_rows = RowCodes::of(range, rows, values);
  column.m_values = static_cast<std::uint32_t>(values.size());
  column.m_ends.reserve(values.size());
  std::string text;
  for (const std::string_view value : values) {
    text.clear();
    append(value, text);
    column.addText(text);
  }
  column.shrink();
  return column;
}

std::optional<TextColumn> TextColumn::ofParts(const store::TextRange& range, std::uint32_t rows,
                                              const TakeApart& takeApart) {
  TextColumn column;
  std::vector<std::string_view> values;
  column.m_rows = RowCodes::of(range, rows, values);
  column.m_values = static_cast<std::uint32_t>(values.size());
  std::uint32_t code = 0;
  for (const std::string_view value : values) {
    ++code;
    const bool isSound = takeApart(value, [&](std::uint32_t key, std::string_view text) {
      column.addText(text);
      column.m_entryCodes.push_back(code);
      column.m_entryKeys.push_back(key);
    });
    if (!isSound) return std::nullopt;
  }
  column.shrink();
  return column;
}

TextColumn TextColumn::ofEach(std::vector<std::uint32_t> rows, std::uint32_t key,
                              const std::vector<std::string>& texts) {
  TextColumn column;
  column.m_key = key;
  column.m_rows = RowCodes::ofEach(std::move(rows));
  column.m_values = static_cast<std::uint32_t>(texts.size());
  for (const std::string& text : texts) column.addText(text);
  column.shrink();
  return column;
}

std::size_t TextColumn::byteCount() const {
  return sizeof *this + m_text.capacity() + m_rows.byteCount() +
         4 * (m_ends.capacity() + m_entryCodes.capacity() + m_entryKeys.capacity());
}

template <typename Accept>
bool TextColumn::findEntries(std::string_view needle, std::vector<std::uint8_t>& match, Accept accept) const {
  bool any = false;
  std::size_t entry = 0;
  for (std::size_t at = 0; (at = findBytes(m_text, needle, at)) != std::string::npos;) {
    // Neighbours first: where hits are dense, the next one is near.
    for (int i = 0; i < 4 && m_ends[entry] <= at; ++i) ++entry;
    if (m_ends[entry] <= at)
      entry = static_cast<std::size_t>(std::upper_bound(m_ends.begin() + entry, m_ends.end(), at) -
                                       m_ends.begin());
    if (at + needle.size() > m_ends[entry]) {
      ++at;  // It runs over the end of this text into the next.
      continue;
    }
    if (accept(entry)) {
      match[codeOf(entry)] = 1;
      any = true;
    }
    at = m_ends[entry];
  }
  return any;
}

void TextColumn::find(const ColumnWord& word, const RowMarks& marks) const {
  if (m_ends.empty()) return;
  const auto has = [&](std::size_t entry) { return word.keyHas[keyOf(entry)] != 0; };
  const auto isMeant = [&](std::size_t entry) { return word.keyIsMeant[keyOf(entry)] != 0; };
  if (m_entryKeys.empty() && (has(0) || (isMeant(0) && word.value.empty()))) {
    m_rows.markPresent(marks);
    return;
  }
  std::vector<std::uint8_t> match(std::size_t{m_values} + 1, 0);
  bool any = findEntries(word.text, match, [](std::size_t) { return true; });
  if (!m_entryKeys.empty()) {
    for (std::size_t entry = 0; entry < m_entryKeys.size(); ++entry) {
      if (!has(entry) && !(isMeant(entry) && word.value.empty())) continue;
      match[codeOf(entry)] = 1;
      any = true;
    }
  }
  const bool mayBeMeant = !m_entryKeys.empty() || isMeant(0);
  if (mayBeMeant && !word.value.empty()) any |= findEntries(word.value, match, isMeant);
  if (any) m_rows.mark(match, marks);
}

}  // namespace spanloupe::query
