// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Attributes that are made once and used for every span: keys and canonical values owned at stable addresses.
// Built by one thread, then read only.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/attribute_value.h"

namespace spanloupe::generate {

class AttributeList {
 public:
  AttributeList() = default;
  AttributeList(AttributeList&&) = default;
  AttributeList& operator=(AttributeList&&) = default;
  AttributeList(const AttributeList&) = delete;
  AttributeList& operator=(const AttributeList&) = delete;

  /// `key` must outlive the list, as literals do.
  void add(std::string_view key, std::string_view text) {
    appendString(m_values.emplace_back(), text);
    m_attributes.push_back({key, AttributeValue(m_values.back())});
  }
  void add(std::string_view key, std::int64_t number) {
    appendInt(m_values.emplace_back(), number);
    m_attributes.push_back({key, AttributeValue(m_values.back())});
  }
  void addList(std::string_view key, std::span<const std::string_view> texts) {
    std::string elements;
    for (const std::string_view text : texts) {
      std::string element;
      appendString(element, text);
      appendElement(elements, element);
    }
    appendArray(m_values.emplace_back(), elements);
    m_attributes.push_back({key, AttributeValue(m_values.back())});
  }
  [[nodiscard]] std::span<const Attribute> view() const { return m_attributes; }

 private:
  std::deque<std::string> m_values;
  std::vector<Attribute> m_attributes;
};

}  // namespace spanloupe::generate
