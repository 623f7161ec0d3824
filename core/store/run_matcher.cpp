// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_matcher.h"

#include <algorithm>
#include <limits>

#include "core/model/wire.h"

namespace spanloupe::store {
namespace {

/// Clears what lies outside [least, most].
void keepBetween(const std::vector<std::uint64_t>& values, std::uint64_t least, std::uint64_t most,
                 std::vector<std::uint8_t>& matching) {
  for (std::size_t run = 0; run < matching.size(); ++run)
    matching[run] &= static_cast<std::uint8_t>(values[run] >= least && values[run] <= most);
}

std::uint64_t wordsInSet(FilterWords& words, std::string_view set) {
  std::uint64_t found = 0;
  while (!set.empty()) {
    std::uint64_t size = 0;
    const int width = wire::parseVarint(set, size);
    if (width <= 0 || size > set.size() - static_cast<std::size_t>(width)) break;
    found |= words.in(set.substr(static_cast<std::size_t>(width), size));
    set.remove_prefix(static_cast<std::size_t>(width) + size);
  }
  return found;
}

/// Adds the words of each run's text to `found`, looking once at each value of a dictionary.
template <typename Look>
void addWords(const TextRange& texts, Look look, std::vector<std::uint64_t>& found) {
  const Dictionary* const dictionary = texts.dictionary();
  if (dictionary == nullptr) {
    for (std::size_t run = 0; run < found.size(); ++run) found[run] |= look(texts.at(run));
    return;
  }
  std::vector<std::uint64_t> ofCode{0};
  ofCode.reserve(dictionary->size() + 1);
  for (std::uint32_t i = 0; i < dictionary->size(); ++i) ofCode.push_back(look(dictionary->at(i)));
  for (std::size_t run = 0; run < found.size(); ++run) found[run] |= ofCode[texts.code(run)];
}

/// Likewise for the words that ids begin with; `ids` are sorted.
void addWords(const std::vector<TraceId>& ids, const std::vector<FilterWords::IdRange>& ranges,
              std::vector<std::uint64_t>& found) {
  for (const FilterWords::IdRange& range : ranges) {
    const auto first = std::lower_bound(ids.begin(), ids.end(), range.first);
    for (auto id = first; id != ids.end() && *id <= range.last; ++id)
      found[static_cast<std::size_t>(id - ids.begin())] |= range.word;
  }
}

}  // namespace

Result<std::vector<std::uint8_t>> RunMatcher::match(SegmentReader& reader, std::uint32_t runs) {
  std::vector<std::uint8_t> matching(runs, 1);
  if (const auto read = matchFigures(reader, matching); !read) return tl::unexpected(read.error());
  const bool any = std::find(matching.begin(), matching.end(), 1) != matching.end();
  if (!any || m_words.all() == 0) return matching;
  if (const auto read = matchTexts(reader, matching); !read) return tl::unexpected(read.error());
  return matching;
}

Result<void> RunMatcher::matchFigures(SegmentReader& reader, std::vector<std::uint8_t>& matching) const {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  const auto runs = static_cast<std::uint32_t>(matching.size());
  const auto column = [&](std::string_view key) { return reader.integers(ColumnScope::Trace, key, 0, runs); };
  if (m_filter.onlyErrors) {
    const auto errors = column(key::kErrors);
    if (!errors) return tl::unexpected(errors.error());
    keepBetween(*errors, 1, kMost, matching);
  }
  if (m_filter.shortest || m_filter.longest) {
    const auto nanos = [](Duration duration) {
      return static_cast<std::uint64_t>(std::max<std::int64_t>(0, duration.count()));
    };
    const auto durations = column(key::kExtentDuration);
    if (!durations) return tl::unexpected(durations.error());
    // No trace lasts less than nothing.
    if (m_filter.longest && m_filter.longest->count() < 0) matching.assign(matching.size(), 0);
    keepBetween(*durations, m_filter.shortest ? nanos(*m_filter.shortest) : 0,
                m_filter.longest ? nanos(*m_filter.longest) : kMost, matching);
  }
  if (m_filter.from || m_filter.to) {
    auto starts = column(key::kStartBase);
    if (!starts) return tl::unexpected(starts.error());
    const auto offsets = column(key::kExtentStart);
    if (!offsets) return tl::unexpected(offsets.error());
    for (std::uint32_t run = 0; run < runs; ++run) (*starts)[run] += (*offsets)[run];
    if (m_filter.to && nanosOf(*m_filter.to) == 0) matching.assign(matching.size(), 0);
    keepBetween(*starts, m_filter.from ? nanosOf(*m_filter.from) : 0,
                m_filter.to ? nanosOf(*m_filter.to) - 1 : kMost, matching);
  }
  return {};
}

Result<void> RunMatcher::matchTexts(SegmentReader& reader, std::vector<std::uint8_t>& matching) {
  const auto runs = static_cast<std::uint32_t>(matching.size());
  const auto names = reader.texts(ColumnScope::Trace, key::kRootName, 0, runs);
  if (!names) return tl::unexpected(names.error());
  // The service of the root is one of the services.
  const auto services = reader.texts(ColumnScope::Trace, key::kServices, 0, runs);
  if (!services) return tl::unexpected(services.error());
  std::vector<std::uint64_t> found(runs, 0);
  addWords(
      *services, [this](std::string_view set) { return wordsInSet(m_words, set); }, found);
  addWords(
      *names, [this](std::string_view name) { return m_words.in(name); }, found);
  if (!m_words.idRanges().empty()) {
    const auto traces = reader.traceRuns();
    if (!traces) return tl::unexpected(traces.error());
    addWords((*traces)->ids, m_words.idRanges(), found);
  }
  for (std::uint32_t run = 0; run < runs; ++run)
    matching[run] &= static_cast<std::uint8_t>(found[run] == m_words.all());
  return {};
}

}  // namespace spanloupe::store
