// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of one field, attribute or context over the rows of a slice, each once and folded, in one run of
// bytes that is searched at the speed of memory. Immutable once made; any thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/query/row_codes.h"

namespace spanloupe::query {

/// The keys of a trace's texts by number. Fields have names like keys, but only attributes are found by them.
class KeyTable {
 public:
  std::uint32_t add(std::string_view key, bool isAttribute);
  struct Key {
    std::string name;  ///< Folded.
    bool isAttribute = false;
  };
  [[nodiscard]] const std::vector<Key>& keys() const { return m_keys; }

 private:
  std::vector<Key> m_keys;
  std::unordered_map<std::string, std::uint32_t> m_numbers;
};

/// One word to find, with what the keys have to do with it.
struct ColumnWord {
  std::string_view text;
  std::string_view value;                ///< Of key=value.
  std::vector<std::uint8_t> keyHas;      ///< By key: it contains `text`.
  std::vector<std::uint8_t> keyIsMeant;  ///< By key: it is the key of key=value.
};

class TextColumn {
 public:
  /// Appends the searchable text of a stored value.
  using AppendText = void (*)(std::string_view stored, std::string& out);
  /// Calls back with each key and text of a stored value.
  using Part = std::function<void(std::uint32_t key, std::string_view text)>;
  using TakeApart = std::function<bool(std::string_view stored, const Part& part)>;

  [[nodiscard]] static TextColumn of(const store::TextRange& range, std::uint32_t rows, std::uint32_t key,
                                     AppendText append);
  /// Of values that hold several texts, such as resources; nothing when one is damaged.
  [[nodiscard]] static std::optional<TextColumn> ofParts(const store::TextRange& range, std::uint32_t rows,
                                                         const TakeApart& takeApart);
  /// A text for each of `rows`.
  [[nodiscard]] static TextColumn ofEach(std::vector<std::uint32_t> rows, std::uint32_t key,
                                         const std::vector<std::string>& texts);

  void find(const ColumnWord& word, const RowMarks& marks) const;
  [[nodiscard]] bool isEmpty() const { return m_ends.empty(); }
  [[nodiscard]] std::size_t byteCount() const;

 private:
  void addText(std::string_view text);
  void shrink();
  template <typename Accept>
  bool findEntries(std::string_view needle, std::vector<std::uint8_t>& match, Accept accept) const;
  [[nodiscard]] std::size_t codeOf(std::size_t entry) const {
    return m_entryCodes.empty() ? entry + 1 : m_entryCodes[entry];
  }
  [[nodiscard]] std::uint32_t keyOf(std::size_t entry) const {
    return m_entryKeys.empty() ? m_key : m_entryKeys[entry];
  }

  std::string m_text;
  std::vector<std::uint32_t> m_ends;
  RowCodes m_rows;
  std::uint32_t m_values = 0;  ///< Highest code.
  std::uint32_t m_key = 0;
  // Of values with several texts; else empty, and entry n is the text of code n + 1.
  std::vector<std::uint32_t> m_entryCodes;
  std::vector<std::uint32_t> m_entryKeys;
};

}  // namespace spanloupe::query
