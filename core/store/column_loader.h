// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Columns of a segment over one range of rows, for those who read several together. One thread at a time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store/segment_reader.h"

namespace spanloupe::store {

inline tl::unexpected<Error> damagedSegment(const char* what) {
  return fail(ErrorKind::Corrupt, std::string("a segment of the session is damaged: ") + what);
}

/// The numbers of one column over a range of rows. Most segments lack most columns: those take no memory.
class Numbers {
 public:
  Numbers() = default;
  explicit Numbers(std::vector<std::uint64_t> values) : m_values(std::move(values)) {}
  [[nodiscard]] std::uint64_t operator[](std::size_t row) const {
    return m_values.empty() ? 0 : m_values[row];
  }

 private:
  std::vector<std::uint64_t> m_values;
};

/// Loads columns of one scope over one range, remembering the first failure so that callers check once.
class Loader {
 public:
  Loader(SegmentReader& reader, ColumnScope scope, std::uint32_t first, std::uint32_t count)
      : m_reader(reader), m_scope(scope), m_first(first), m_count(count) {}

  Numbers integers(std::string_view key) {
    if (!m_reader.has(m_scope, key)) return {};
    return Numbers(keep(m_reader.integers(m_scope, key, m_first, m_count)));
  }
  TextRange texts(std::string_view key) { return keep(m_reader.texts(m_scope, key, m_first, m_count)); }
  AttributeRange attributes() { return keep(m_reader.attributes(m_scope, m_first, m_count)); }
  template <typename T>
  T keep(Result<T> result) {
    if (result) return std::move(*result);
    if (!m_error) m_error = result.error();
    return {};
  }
  [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

 private:
  SegmentReader& m_reader;
  ColumnScope m_scope;
  std::uint32_t m_first;
  std::uint32_t m_count;
  std::optional<Error> m_error;
};

}  // namespace spanloupe::store
