// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Searching the text of a document, of which most is not in memory: every record is read and laid out once,
// some at a time, so that what was found is shown while the search goes on. Immutable; for the threads of the
// query pool, which poll the stop token between blocks.
#pragma once

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/reader.h"
#include "ui/json/record_visit.h"

namespace spanloupe::json {

/// What some of the document gave.
struct FoundLines {
  std::vector<DocLine> lines;  ///< Ascending; before or behind those of other parts.
  std::size_t next = 0;        ///< Where to go on.
};

class LineSearch {
 public:
  /// For lines that hold `words`, whatever their case.
  LineSearch(std::shared_ptr<const JsonDocument> document, std::string_view words);

  /// From `next` on, until `time` is over or all has been seen.
  [[nodiscard]] Result<FoundLines> search(store::Reader& reader, std::size_t next,
                                          std::chrono::milliseconds time, std::stop_token stop) const;
  [[nodiscard]] bool isOver(std::size_t next) const { return next >= end(); }
  /// 0 to 1.
  [[nodiscard]] double share(std::size_t next) const {
    return static_cast<double>(next) / static_cast<double>(end());
  }

 private:
  /// The skeleton is one step, each record another.
  [[nodiscard]] std::size_t end() const { return 1 + m_spans.size() + m_logs.size(); }
  void searchSkeleton(std::vector<DocLine>& lines) const;
  [[nodiscard]] Result<void> searchRecords(store::Reader& reader, bool logs, std::vector<RecordRow> records,
                                           std::vector<DocLine>& lines, const std::stop_token& stop) const;

  std::shared_ptr<const JsonDocument> m_document;
  std::string m_needle;            ///< Folded.
  std::vector<RecordRow> m_spans;  ///< In order of their rows.
  std::vector<RecordRow> m_logs;
};

/// The next place of a folded needle in a folded text; npos, also for an empty needle.
[[nodiscard]] std::size_t findFolded(std::string_view folded, std::string_view needle, std::size_t from);

}  // namespace spanloupe::json
