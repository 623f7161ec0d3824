// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes one JSON text piece by piece; commas come by themselves. No checks: begin and end must match.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/model/attribute_value.h"

namespace spanloupe::cli {

class JsonText {
 public:
  JsonText& beginObject() { return open('{'); }
  JsonText& endObject() { return close('}'); }
  JsonText& beginArray() { return open('['); }
  JsonText& endArray() { return close(']'); }
  JsonText& key(std::string_view name);

  JsonText& text(std::string_view value);
  JsonText& number(std::uint64_t value) { return raw(std::to_string(value)); }
  JsonText& integer(std::int64_t value) { return raw(std::to_string(value)); }
  /// What JSON has no number for (NaN, infinities) is a string.
  JsonText& real(double value);
  JsonText& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonText& null() { return raw("null"); }
  JsonText& attribute(AttributeValue value);
  /// `json` must be one complete JSON value.
  JsonText& raw(std::string_view json);

  [[nodiscard]] const std::string& str() const { return m_text; }

 private:
  JsonText& open(char bracket);
  JsonText& close(char bracket);
  void separate();

  std::string m_text;
  bool m_needsComma = false;
};

}  // namespace spanloupe::cli
