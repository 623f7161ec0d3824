// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "temporary_session.h"

#include <algorithm>
#include <iterator>

#include "core/store/snapshot.h"
#include "tests/support/span_printer.h"

namespace spanloupe::test {

std::vector<std::string> sortedTexts(const RecordingSink& sink) {
  std::vector<std::string> texts;
  for (const SpanRecord& record : sink.spans()) texts.push_back(printRecord(record));
  for (const LogRecord& record : sink.logs()) texts.push_back(printRecord(record));
  std::sort(texts.begin(), texts.end());
  return texts;
}

std::vector<std::string> sortedTexts(const std::string& sessionPath) {
  RecordingSink sink;
  const auto reader = store::Reader::open(sessionPath);
  if (!reader) qFatal("%s", reader.error().text().c_str());
  const auto snapshot = (*reader)->snapshot();
  if (!snapshot) qFatal("%s", snapshot.error().text().c_str());
  const auto visited = (*reader)->visitAll(**snapshot, sink, {});
  if (!visited) qFatal("%s", visited.error().text().c_str());
  return sortedTexts(sink);
}

std::string difference(const std::vector<std::string>& expected, const std::vector<std::string>& actual) {
  std::vector<std::string> missing;
  std::vector<std::string> extra;
  std::set_difference(expected.begin(), expected.end(), actual.begin(), actual.end(),
                      std::back_inserter(missing));
  std::set_difference(actual.begin(), actual.end(), expected.begin(), expected.end(),
                      std::back_inserter(extra));
  if (missing.empty() && extra.empty()) return {};
  std::string out = std::to_string(missing.size()) + " missing, " + std::to_string(extra.size()) + " extra\n";
  if (!missing.empty()) out += "missing: " + missing.front() + "\n";
  if (!extra.empty()) out += "extra: " + extra.front() + "\n";
  return out;
}

}  // namespace spanloupe::test
