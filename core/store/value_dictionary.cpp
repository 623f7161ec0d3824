// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/value_dictionary.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/store/column_codec.h"

namespace spanloupe::store {
namespace {

/// After this many look-ups the share of new values decides whether looking up is worth it.
constexpr std::uint32_t kTrial = 2048;

std::uint32_t hashValue(std::string_view value) {
  return static_cast<std::uint32_t>(XXH3_64bits(value.data(), value.size()));
}

}  // namespace

std::uint32_t ValueDictionary::add(std::string_view value) {
  if (m_plain) return append(value);
  if (!m_ends.empty() && this->value(m_last) == value) return m_last;
  if (m_slots.size() < 2 * (m_ends.size() + 1)) grow();
  ++m_lookups;
  const std::uint32_t hash = hashValue(value);
  const std::size_t mask = m_slots.size() - 1;
  std::size_t at = hash & mask;
  for (; m_slots[at].number != 0; at = (at + 1) & mask) {
    if (m_slots[at].hash == hash && this->value(m_slots[at].number - 1) == value)
      return m_last = m_slots[at].number - 1;
  }
  m_last = append(value);
  m_slots[at] = {hash, m_last + 1};
  if (m_lookups == kTrial) noticeUniqueness();
  return m_last;
}

std::uint32_t ValueDictionary::find(std::string_view value) const {
  if (!m_plain && !m_slots.empty()) {
    const std::uint32_t hash = hashValue(value);
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = hash & mask; m_slots[at].number != 0; at = (at + 1) & mask)
      if (m_slots[at].hash == hash && this->value(m_slots[at].number - 1) == value)
        return m_slots[at].number - 1;
    return size();
  }
  for (std::uint32_t number = 0; number < size(); ++number)
    if (this->value(number) == value) return number;
  return size();
}

std::uint32_t ValueDictionary::append(std::string_view value) {
  m_bytes.append(value);
  m_ends.push_back(m_bytes.size());
  return size() - 1;
}

void ValueDictionary::grow() {
  std::vector<Slot> slots(m_slots.empty() ? 16 : m_slots.size() * 2);
  const std::size_t mask = slots.size() - 1;
  for (const Slot& slot : m_slots) {
    if (slot.number == 0) continue;
    std::size_t at = slot.hash & mask;
    while (slots[at].number != 0) at = (at + 1) & mask;
    slots[at] = slot;
  }
  m_slots = std::move(slots);
}

void ValueDictionary::noticeUniqueness() {
  if (m_ends.size() < kTrial / 8 * 7) return;
  m_plain = true;
  m_slots = {};
}

std::string encodeValues(std::vector<std::uint32_t> codes, const ValueDictionary& values) {
  if (values.isPlain())
    return encodePlain(codes, [&values](std::uint32_t number) { return values.value(number); });
  std::vector<std::uint32_t> renumbered(values.size() + 1, 0);
  std::vector<std::uint32_t> used;
  for (std::uint32_t& code : codes) {
    if (code == 0) continue;
    if (renumbered[code] == 0) {
      used.push_back(code - 1);
      renumbered[code] = static_cast<std::uint32_t>(used.size());
    }
    code = renumbered[code];
  }
  if (used.empty()) return {};
  return encodeCodes(codes, static_cast<std::uint32_t>(used.size()),
                     [&](std::uint32_t number) { return values.value(used[number]); });
}

}  // namespace spanloupe::store
