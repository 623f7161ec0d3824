// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Requests as a sender would make them, and short ways to hand them to a live session and to look at what it
// stored.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/ingest/live/live_session.h"
#include "tests/core/store/temporary_session.h"

namespace spanloupe::test {

/// A span as a test describes it; times are milliseconds after kSketchBase.
struct SentSpan {
  std::uint64_t trace = 1;  ///< Low half of the id; 0 makes the whole id zero.
  std::uint64_t id = 1;
  std::uint64_t parent = 0;
  std::string name = "work";
  std::uint64_t start = 0, end = 10;
  bool failed = false;
};
struct SentLog {
  std::string body;
  std::uint64_t trace = 0;
};

[[nodiscard]] TraceId traceId(std::uint64_t low);
/// The body of an export request of one service.
[[nodiscard]] std::string requestOf(const std::vector<SentSpan>& spans, const std::string& service = "shop");
[[nodiscard]] std::string requestOf(const std::vector<SentLog>& logs, const std::string& service = "shop");
/// `count` spans with the ids first, first + 1, … dealt to traces of eight.
[[nodiscard]] std::string manySpans(std::uint64_t first, std::uint64_t count, std::size_t padding = 0);

/// Fails the test on an error.
[[nodiscard]] std::unique_ptr<ingest::LiveSession> openLive(const std::string& path,
                                                            const ingest::LiveOptions& options = {},
                                                            ingest::LiveSession::Callbacks callbacks = {});
[[nodiscard]] std::int64_t sourceOf(ingest::LiveSession& live, const std::string& name = "endpoint");
/// Takes the request and waits for the answer.
ingest::Receipt send(ingest::LiveSession& live, std::int64_t source, std::string body,
                     const char* format = "otlp-proto", std::optional<formats::Signal> signal = {});

/// How often each span is stored, by trace and span id, and each log, by its body.
struct Stored {
  std::map<std::pair<std::uint64_t, std::uint64_t>, int> spans;
  std::map<std::string, int> logs;
};
[[nodiscard]] Stored storedIn(const std::string& path);
/// Whether the session is sound; prints what is not.
[[nodiscard]] bool isSound(const std::string& path);
/// A number out of the session's tables.
[[nodiscard]] std::int64_t number(const std::string& path, const std::string& sql);
[[nodiscard]] store::SourceRow sourceRow(const std::string& path, std::int64_t id);
/// The list of traces as a reader sees it now.
[[nodiscard]] std::vector<store::TraceRow> traceList(const std::string& path);

}  // namespace spanloupe::test
