// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A session file in a folder of its own that goes away with it, and short ways to fill and read it.
#pragma once

#include <QTemporaryDir>
#include <string>
#include <vector>

#include "core/model/record.h"
#include "core/store/reader.h"
#include "core/store/segment_builder.h"
#include "core/store/session.h"

namespace spanloupe::test {

class TemporarySession {
 public:
  [[nodiscard]] std::string path() const { return m_folder.filePath("test.spanloupe").toStdString(); }
  [[nodiscard]] std::string folder() const { return m_folder.path().toStdString(); }

 private:
  QTemporaryDir m_folder;
};

/// Pushes through a builder into the session as one complete source; fails the test on an error. Returns
/// duplicates.
template <typename Push>
std::uint64_t addSource(store::Session& session, std::int64_t source, Push push) {
  std::uint64_t duplicates = 0;
  const auto begun = session.beginSource({source, "source " + std::to_string(source), "test", {}});
  if (!begun) qFatal("%s", begun.error().text().c_str());
  store::SegmentBuilder builder([&](store::EncodedSegment segment) {
    const auto appended = session.append(std::move(segment));
    if (!appended) qFatal("%s", appended.error().text().c_str());
    for (const auto& [id, count] : *appended) duplicates += count;
  });
  builder.setSource(source);
  push(builder);
  builder.finish();
  store::SourceEnd end;
  end.format = "test";
  end.spans = builder.spanCount() - duplicates;
  end.logs = builder.logCount();
  end.duplicates = duplicates;
  const auto ended = session.endSource(source, end, {});
  if (!ended) qFatal("%s", ended.error().text().c_str());
  return duplicates;
}

/// Everything as text, sorted, so that order does not matter.
[[nodiscard]] std::vector<std::string> sortedTexts(const RecordingSink& sink);
/// Everything a session holds, likewise.
[[nodiscard]] std::vector<std::string> sortedTexts(const std::string& sessionPath);
/// The texts that only one side has, for messages; empty when both are equal.
[[nodiscard]] std::string difference(const std::vector<std::string>& expected,
                                     const std::vector<std::string>& actual);

}  // namespace spanloupe::test
