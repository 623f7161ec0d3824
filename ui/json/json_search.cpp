// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_search.h"

#include <algorithm>

#include "ui/json/record_visit.h"

namespace spanloupe::json {

std::string lowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::size_t findFolded(std::string_view text, std::string_view lowerNeedle, std::size_t from) {
  if (lowerNeedle.empty()) return std::string_view::npos;
  const char lower = lowerNeedle[0];
  const char upper = lower >= 'a' && lower <= 'z' ? static_cast<char>(lower - 'a' + 'A') : lower;
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
  std::size_t atLower = text.find(lower, from);
  std::size_t atUpper = upper == lower ? std::string_view::npos : text.find(upper, from);
  while (true) {
    const std::size_t at = std::min(atLower, atUpper);
    if (at == std::string_view::npos || text.size() - at < lowerNeedle.size()) return std::string_view::npos;
    if (std::equal(lowerNeedle.begin(), lowerNeedle.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                   [&same](char b, char a) { return same(a, b); }))
      return at;
    if (at == atLower) {
      atLower = text.find(lower, at + 1);
    } else {
      atUpper = text.find(upper, at + 1);
    }
  }
}

Result<Matches> findLines(store::Reader& reader, const JsonDocument& document, const std::string& needle,
                          std::stop_token stop) {
  Matches matches;
  const std::string lower = lowerAscii(needle);
  const auto addFrom = [&](const JsonText& text, const auto& lineOf) {
    for (std::size_t at = findFolded(text.text, lower, 0); at != std::string::npos;) {
      if (matches.lines.size() == kMostMatches) {
        matches.more = true;
        return;
      }
      const std::size_t line = text.lineAt(at);
      matches.lines.push_back(lineOf(line));
      at = findFolded(text.text, lower, text.lineStart[line + 1]);
    }
  };
  // The skeleton's lines are numbered apart from the document's.
  std::vector<std::size_t> skeletonParts;
  for (std::size_t i = 0; i < document.parts().size(); ++i)
    if (!document.parts()[i].isRecord) skeletonParts.push_back(i);
  addFrom(document.skeleton(), [&](std::size_t line) {
    const auto after =
        std::upper_bound(skeletonParts.begin(), skeletonParts.end(), line,
                         [&](std::size_t at, std::size_t part) { return at < document.parts()[part].first; });
    const std::size_t part = *(after - 1);
    return document.firstLine(part) + (line - document.parts()[part].first);
  });

  JsonLayouter layouter;
  JsonText text;
  std::stop_source enough;
  const std::stop_callback forward(stop, [&enough] { enough.request_stop(); });
  RecordSink sink([&](Record record, std::string_view compact, std::uint32_t, std::uint32_t) {
    if (matches.more) {
      enough.request_stop();
      return;
    }
    text.text.clear();
    text.lineStart.assign(1, 0);
    text.folds.clear();
    layouter.append(text, compact, 0, {}, {}, Outer::Breaks);
    const DocLine first = document.firstLine(document.partOf(record));
    addFrom(text, [first](std::size_t line) { return first + line; });
  });
  for (const bool logs : {false, true}) {
    auto visited = visitRecords(reader, *document.source().snapshot, logs, recordsOf(document, logs), sink,
                                enough.get_token());
    if (!visited && !matches.more) return unexpected(visited.error());
  }
  if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
  std::sort(matches.lines.begin(), matches.lines.end());
  return matches;
}

}  // namespace spanloupe::json
