// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which log records of a segment are wanted: at least so severe, and with all of some words. Each distinct
// text of a column is looked at once; one column is in memory at a time. One thread at a time.
#pragma once

#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/query/log_level.h"
#include "core/query/search_words.h"
#include "core/store/segment_reader.h"

namespace spanloupe::query {

struct LogFilter {
  LogLevel least = LogLevel::Unknown;  ///< Unknown: all, also those of unknown severity.
  /// Words of search_words.h, all of which must be in a record: in its body, the values of its attributes,
  /// its event name, severity or service, without regard to case. key=value looks at attributes of the record
  /// and of its resource. Six or more hexadecimal digits also find the ids that begin with them.
  std::string text;
  [[nodiscard]] bool hasText() const { return text.find_first_not_of(" \t\r\n\"") != std::string::npos; }
  [[nodiscard]] bool isEmpty() const { return least == LogLevel::Unknown && !hasText(); }
  friend bool operator==(const LogFilter&, const LogFilter&) = default;
};

class LogMatcher {
 public:
  static constexpr std::size_t kMostWords = 16;

  explicit LogMatcher(const LogFilter& filter);
  [[nodiscard]] bool hasWords() const { return !m_words.empty(); }
  /// 1 for each record of the segment that is wanted.
  [[nodiscard]] Result<std::vector<std::uint8_t>> match(store::SegmentReader& segment,
                                                        const std::stop_token& stop) const;

 private:
  class Search;
  /// Ids that begin with the digits of a word.
  struct IdRange {
    std::size_t word = 0;
    std::pair<TraceId, TraceId> traces;
    std::pair<SpanId, SpanId> spans;  ///< Zero: the word is too long for one.
  };
  void addIds(std::size_t word);

  LogLevel m_least;
  std::vector<SearchWord> m_words;
  std::vector<IdRange> m_ids;
};

}  // namespace spanloupe::query
