// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Attributes of one trace as columns: which keys there are, and the values of one key for every span. A span
// without the key has the value of its resource. Immutable once read; any thread.
#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/query/value_pool.h"
#include "core/store/reader.h"

namespace spanloupe::query {

struct TraceKey {
  std::string key;
  std::uint64_t spans = 0;  ///< That have it, themselves or by their resource.
  bool hasNumbers = false;
  bool hasOthers = false;
};
/// The most frequent first.
[[nodiscard]] Result<std::vector<TraceKey>> readTraceKeys(const store::Reader& reader,
                                                          const store::Snapshot& snapshot, const Trace& trace,
                                                          std::stop_token stop);

class AttributeColumn {
 public:
  [[nodiscard]] static Result<std::shared_ptr<const AttributeColumn>> read(const store::Reader& reader,
                                                                           const store::Snapshot& snapshot,
                                                                           const Trace& trace,
                                                                           std::string key,
                                                                           std::stop_token stop);

  [[nodiscard]] const std::string& key() const { return m_key; }
  /// 0 = the span does not have it; equal codes, equal values.
  [[nodiscard]] std::uint32_t code(SpanIndex span) const { return m_codes[span]; }
  /// Codes are 1 to valueCount().
  [[nodiscard]] std::uint32_t valueCount() const { return m_values.size(); }
  [[nodiscard]] AttributeValue value(std::uint32_t code) const { return m_values.value(code); }
  /// For people; empty for code 0.
  [[nodiscard]] std::string text(std::uint32_t code) const {
    return code == 0 ? std::string() : displayText(value(code));
  }
  /// All values are numbers, and there is one.
  [[nodiscard]] bool isNumeric() const { return m_isNumeric; }
  /// The place of each code among the values in ascending order: numbers, then the rest by text. Element 0 is
  /// not used.
  [[nodiscard]] std::vector<std::uint32_t> ranks() const;
  [[nodiscard]] std::size_t byteCount() const { return m_codes.capacity() * 4 + m_values.byteCount(); }

 private:
  class Filler;
  std::string m_key;
  std::vector<std::uint32_t> m_codes;
  ValuePool m_values;
  bool m_isNumeric = false;
};

[[nodiscard]] inline bool isNumber(AttributeValue value) {
  return value.type() == ValueType::Int || value.type() == ValueType::Double;
}
/// Holds every 64-bit integer and every double exactly.
[[nodiscard]] long double numberOf(AttributeValue value);

}  // namespace spanloupe::query
