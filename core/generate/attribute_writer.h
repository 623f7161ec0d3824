// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Appends a run of attributes to a draft; values made here live as long as the draft. One run at a time:
// finish() one before the next begins. One thread.
#pragma once

#include <initializer_list>

#include "core/generate/trace_draft.h"

namespace spanloupe::generate {

/// The canonical value of the texts joined, in `bytes`.
[[nodiscard]] AttributeValue textValue(ByteArena& bytes, std::initializer_list<std::string_view> parts);

/// Decimal digits of a number without a heap.
class Decimal {
 public:
  explicit Decimal(std::uint64_t value);
  [[nodiscard]] std::string_view text() const { return {m_digits + m_begin, sizeof m_digits - m_begin}; }

 private:
  char m_digits[20];
  std::uint8_t m_begin;
};

/// Eight hexadecimal digits.
class Hex8 {
 public:
  explicit Hex8(std::uint64_t value);
  [[nodiscard]] std::string_view text() const { return {m_digits, sizeof m_digits}; }

 private:
  char m_digits[8];
};

class AttributeWriter {
 public:
  explicit AttributeWriter(TraceDraft& draft)
      : m_draft(draft), m_begin(static_cast<std::uint32_t>(draft.attributes.size())) {}

  void all(std::span<const Attribute> attributes) {
    m_draft.attributes.insert(m_draft.attributes.end(), attributes.begin(), attributes.end());
  }
  void value(std::string_view key, AttributeValue value) { m_draft.attributes.push_back({key, value}); }
  void text(std::string_view key, std::initializer_list<std::string_view> parts) {
    value(key, textValue(m_draft.bytes, parts));
  }
  void text(std::string_view key, std::string_view whole) { text(key, {whole}); }
  void number(std::string_view key, std::uint64_t number);
  [[nodiscard]] Run finish() const {
    return {m_begin, static_cast<std::uint32_t>(m_draft.attributes.size()) - m_begin};
  }

 private:
  TraceDraft& m_draft;
  std::uint32_t m_begin;
};

}  // namespace spanloupe::generate
