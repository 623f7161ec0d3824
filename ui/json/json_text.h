// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// JSON laid out for reading: two spaces a level, and whatever fits into one line stays on one line, so that
// an attribute is a line and not five. Made from the compact JSON our writers write. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace spanloupe::json {

/// The lines of an object or array, from that of its opening bracket to that of its closing one.
struct Fold {
  std::uint32_t open = 0;
  std::uint32_t close = 0;
  friend bool operator==(const Fold&, const Fold&) = default;
};

struct JsonText {
  std::string text;                          ///< Every line ends with a line feed.
  std::vector<std::size_t> lineStart = {0};  ///< One more than there are lines.
  std::vector<Fold> folds;                   ///< In order of their opening lines.

  [[nodiscard]] std::size_t lines() const { return lineStart.size() - 1; }
  /// Without its line feed.
  [[nodiscard]] std::string_view line(std::size_t index) const {
    return std::string_view(text).substr(lineStart[index], lineStart[index + 1] - lineStart[index] - 1);
  }
  [[nodiscard]] std::size_t lineAt(std::size_t offset) const;
  /// A line as it is.
  void addLine(unsigned depth, std::string_view line);
};

inline constexpr unsigned kIndent = 2;
/// What is no wider stays on one line.
inline constexpr std::size_t kLineWidth = 120;

enum class Outer : std::uint8_t { FitsOrBreaks, Breaks };

/// Lays out one value after another; keeps its scratch memory.
class JsonLayouter {
 public:
  /// Appends `compact` to `out`, its first line after `before`, its last one before `after`.
  void append(JsonText& out, std::string_view compact, unsigned depth = 0, std::string_view before = {},
              std::string_view after = {}, Outer outer = Outer::FitsOrBreaks);
  /// How many lines append() would make of a value alone.
  [[nodiscard]] std::uint32_t countLines(std::string_view compact, Outer outer);

 private:
  struct Token {
    char kind = 0;         ///< A bracket, comma or colon as written, s: string, v: other scalar.
    bool isEmpty = false;  ///< Of an opening bracket: the next one closes it.
    std::size_t begin = 0;
    std::size_t size = 0;  ///< Of an opening bracket: columns of the whole on one line.
  };
  void scan(std::string_view compact);
  template <typename Out>
  void walk(Out& out, Outer outer, std::size_t column);

  std::vector<Token> m_tokens;
  std::vector<std::size_t> m_open;
};

}  // namespace spanloupe::json
