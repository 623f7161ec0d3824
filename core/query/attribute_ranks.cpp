// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The order of an attribute's values.
#include <algorithm>
#include <bit>
#include <cmath>

#include "core/query/folded_text.h"
#include "core/query/radix_sort.h"
#include "core/query/trace_columns.h"

namespace spanloupe::query {
namespace {

std::string_view foldedText(AttributeValue value, std::string& room) {
  room.clear();
  if (value.type() == ValueType::String) {
    appendFolded(room, value.asString());
  } else {
    appendFolded(room, displayText(value));
  }
  return room;
}

/// How many bytes all the texts begin with alike ("req-").
std::size_t commonPrefix(const std::vector<std::uint32_t>& codes, const ValuePool& values) {
  std::string room;
  std::string common;
  for (const std::uint32_t code : codes) {
    const std::string_view text = foldedText(values.value(code), room);
    if (code == codes.front()) common = text;
    const auto differ = std::mismatch(common.begin(), common.end(), text.begin(), text.end()).first;
    common.erase(differ, common.end());
    if (common.empty()) break;
  }
  return common.size();
}

/// Sorts by keys[code]; `sortEqual` gets each run of codes with equal keys.
template <typename SortEqual>
void sortWithin(std::vector<std::uint32_t>& codes, const std::vector<std::uint64_t>& keys,
                SortEqual sortEqual) {
  sortByKey(codes, keys);
  for (auto begin = codes.begin(); begin != codes.end();) {
    const auto end =
        std::find_if(begin, codes.end(), [&](std::uint32_t code) { return keys[code] != keys[*begin]; });
    if (end - begin > 1) sortEqual(begin, end);
    begin = end;
  }
}

/// Sorts codes by their texts: eight bytes where they begin to differ decide nearly always, and are sorted as
/// numbers.
void sortByText(std::vector<std::uint32_t>& codes, const ValuePool& values) {
  std::vector<std::uint64_t> first(std::size_t{values.size()} + 1, 0);
  const std::size_t skip = commonPrefix(codes, values);
  std::string room;
  for (const std::uint32_t code : codes) {
    const std::string_view text = foldedText(values.value(code), room).substr(skip);
    for (std::size_t i = 0; i < 8; ++i)
      first[code] =
          first[code] << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : std::uint64_t{0});
  }
  sortWithin(codes, first, [&](auto begin, auto end) {
    std::vector<std::pair<std::string, std::uint32_t>> same;
    for (auto code = begin; code != end; ++code)
      same.emplace_back(foldedText(values.value(*code), room), *code);
    std::sort(same.begin(), same.end());
    std::transform(same.begin(), same.end(), begin, [](const auto& one) { return one.second; });
  });
}

/// Numbers likewise, by the double nearest to each.
void sortByNumber(std::vector<std::uint32_t>& codes, const ValuePool& values) {
  std::vector<std::uint64_t> nearest(std::size_t{values.size()} + 1, 0);
  for (const std::uint32_t code : codes) {
    const auto bits = std::bit_cast<std::uint64_t>(static_cast<double>(numberOf(values.value(code))));
    nearest[code] = bits >> 63 != 0 ? ~bits : bits | std::uint64_t{1} << 63;
  }
  sortWithin(codes, nearest, [&](auto begin, auto end) {
    std::stable_sort(begin, end, [&](std::uint32_t a, std::uint32_t b) {
      return numberOf(values.value(a)) < numberOf(values.value(b));
    });
  });
}

}  // namespace

long double numberOf(AttributeValue value) {
  return value.type() == ValueType::Int ? static_cast<long double>(value.asInt())
                                        : static_cast<long double>(value.asDouble());
}

std::vector<std::uint32_t> AttributeColumn::ranks() const {
  std::vector<std::uint32_t> numbers;
  std::vector<std::uint32_t> others;
  for (std::uint32_t code = 1; code <= valueCount(); ++code) {
    if (isNumber(value(code)) && !std::isnan(numberOf(value(code)))) {
      numbers.push_back(code);
    } else {
      others.push_back(code);
    }
  }
  sortByNumber(numbers, m_values);
  sortByText(others, m_values);
  std::vector<std::uint32_t> ranks(std::size_t{valueCount()} + 1, 0);
  std::uint32_t rank = 0;
  for (const std::uint32_t code : numbers) ranks[code] = rank++;
  for (const std::uint32_t code : others) ranks[code] = rank++;
  return ranks;
}

}  // namespace spanloupe::query
