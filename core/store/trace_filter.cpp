// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/trace_filter.h"

#include <algorithm>

namespace spanloupe::store {
namespace {

constexpr std::string_view kSpaces = " \t\r\n\v\f";
constexpr std::size_t kMostWords = 64;
/// Fewer are as likely a word.
constexpr std::size_t kLeastIdDigits = 6;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::optional<std::pair<TraceId, TraceId>> idsThatBeginWith(std::string_view word) {
  constexpr std::size_t kDigits = 2 * TraceId::kSize;
  if (word.size() < kLeastIdDigits || word.size() > kDigits) return std::nullopt;
  const auto filled = [word](char digit) {
    return TraceId::fromHex(std::string(word) + std::string(kDigits - word.size(), digit));
  };
  const auto first = filled('0');
  if (!first) return std::nullopt;
  return std::pair(*first, *filled('f'));
}

}  // namespace

bool TraceFilter::isEmpty() const {
  return !from && !to && !shortest && !longest && !onlyErrors &&
         text.find_first_not_of(kSpaces) == std::string::npos;
}

FilterWords::FilterWords(std::string_view text) {
  while (m_words.size() < kMostWords) {
    const std::size_t begin = text.find_first_not_of(kSpaces);
    if (begin == std::string_view::npos) break;
    text.remove_prefix(begin);
    std::string word(text.substr(0, text.find_first_of(kSpaces)));
    text.remove_prefix(word.size());
    std::transform(word.begin(), word.end(), word.begin(), lower);
    if (std::find(m_words.begin(), m_words.end(), word) == m_words.end()) m_words.push_back(std::move(word));
  }
  for (std::size_t i = 0; i < m_words.size(); ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    m_all |= bit;
    if (const auto range = idsThatBeginWith(m_words[i])) m_ids.push_back({bit, range->first, range->second});
  }
}

std::uint64_t FilterWords::in(std::string_view value) {
  if (m_words.empty()) return 0;
  m_lower.resize(value.size());
  std::transform(value.begin(), value.end(), m_lower.begin(), lower);
  std::uint64_t found = 0;
  for (std::size_t i = 0; i < m_words.size(); ++i)
    if (m_lower.find(m_words[i]) != std::string::npos) found |= std::uint64_t{1} << i;
  return found;
}

std::uint64_t FilterWords::in(TraceId id) const {
  std::uint64_t found = 0;
  for (const IdRange& range : m_ids)
    if (id >= range.first && id <= range.last) found |= range.word;
  return found;
}

bool matches(const TraceFilter& filter, FilterWords& words, const TraceRow& row) {
  if (filter.onlyErrors && row.errors == 0) return false;
  if ((filter.from && row.start < *filter.from) || (filter.to && row.start >= *filter.to)) return false;
  if (filter.shortest && row.duration < *filter.shortest) return false;
  if (filter.longest && row.duration > *filter.longest) return false;
  std::uint64_t found = words.in(row.rootName) | words.in(row.rootService) | words.in(row.id);
  for (const std::string& service : row.services) found |= words.in(service);
  return found == words.all();
}

}  // namespace spanloupe::store
