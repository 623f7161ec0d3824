// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_search.h"

#include <algorithm>

#include "core/query/folded_text.h"

namespace spanloupe::json {
namespace {

/// Between two looks at the clock. Blocks of the store have 8 192 rows; fewer would read each twice.
constexpr std::size_t kRecordsAtATime = 16'384;

template <typename LineOf>
void addLines(std::vector<DocLine>& lines, const JsonText& text, std::string_view needle, LineOf lineOf) {
  const std::string folded = query::folded(text.text);
  for (std::size_t at = findFolded(folded, needle, 0); at != std::string::npos;) {
    const std::size_t line = text.lineAt(at);
    lines.push_back(lineOf(line));
    at = findFolded(folded, needle, text.lineStart[line + 1]);
  }
}

}  // namespace

std::size_t findFolded(std::string_view folded, std::string_view needle, std::size_t from) {
  return needle.empty() ? std::string_view::npos : query::findBytes(folded, needle, from);
}

LineSearch::LineSearch(std::shared_ptr<const JsonDocument> document, std::string_view words)
    : m_document(std::move(document)),
      m_needle(query::folded(words)),
      m_spans(recordsOf(*m_document, false)),
      m_logs(recordsOf(*m_document, true)) {
  std::sort(m_spans.begin(), m_spans.end());
  std::sort(m_logs.begin(), m_logs.end());
}

void LineSearch::searchSkeleton(std::vector<DocLine>& lines) const {
  // The skeleton's lines are numbered apart from the document's.
  const std::vector<Part>& parts = m_document->parts();
  std::vector<std::size_t> skeletonParts;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (!parts[i].isRecord) skeletonParts.push_back(i);
  addLines(lines, m_document->skeleton(), m_needle, [&](std::size_t line) {
    const auto after =
        std::upper_bound(skeletonParts.begin(), skeletonParts.end(), line,
                         [&](std::size_t at, std::size_t part) { return at < parts[part].first; });
    const std::size_t part = *(after - 1);
    return m_document->firstLine(part) + (line - parts[part].first);
  });
}

Result<void> LineSearch::searchRecords(store::Reader& reader, bool logs, std::vector<RecordRow> records,
                                       std::vector<DocLine>& lines, const std::stop_token& stop) const {
  JsonLayouter layouter;
  JsonText text;
  RecordSink sink([&](Record record, std::string_view compact, std::uint32_t, std::uint32_t) {
    text.text.clear();
    text.lineStart.assign(1, 0);
    text.folds.clear();
    layouter.append(text, compact, 0, {}, {}, Outer::Breaks);
    const DocLine first = m_document->firstLine(m_document->partOf(record));
    addLines(lines, text, m_needle, [first](std::size_t line) { return first + line; });
  });
  return visitRecords(reader, *m_document->source().snapshot, logs, std::move(records), sink, stop);
}

Result<FoundLines> LineSearch::search(store::Reader& reader, std::size_t next, std::chrono::milliseconds time,
                                      std::stop_token stop) const {
  const auto enough = std::chrono::steady_clock::now() + time;
  FoundLines found;
  if (next == 0) {
    searchSkeleton(found.lines);
    next = 1;
  }
  do {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    const bool logs = next > m_spans.size();
    const std::vector<RecordRow>& all = logs ? m_logs : m_spans;
    const std::size_t first = next - 1 - (logs ? m_spans.size() : 0);
    const std::size_t last = std::min(all.size(), first + kRecordsAtATime);
    const auto row = [&all](std::size_t at) { return all.begin() + static_cast<std::ptrdiff_t>(at); };
    if (auto searched = searchRecords(reader, logs, {row(first), row(last)}, found.lines, stop); !searched)
      return unexpected(searched.error());
    next += last - first;
  } while (!isOver(next) && std::chrono::steady_clock::now() < enough);
  std::sort(found.lines.begin(), found.lines.end());
  found.next = next;
  return found;
}

}  // namespace spanloupe::json
