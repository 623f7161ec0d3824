// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// All log records of a session that match, newest first, as a bounded list of places, and rows of it as a
// table shows them. What is wanted first can be had first. Pure questions; any thread with a Reader.
#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/model/trace.h"
#include "core/query/log_matcher.h"
#include "core/store/reader.h"

namespace spanloupe::query {

/// More can be counted, but not scrolled to: the newest so many.
inline constexpr std::size_t kMostListedLogs = 2'000'000;

struct OrderedLogs {
  std::uint64_t total = 0;           ///< Records in the snapshot.
  std::uint64_t matching = 0;        ///< Those that match; when `partial`, at least so many.
  std::vector<SpanRef> refs;         ///< Newest first; equal times by place, the last first.
  std::vector<std::uint64_t> times;  ///< Of each of `refs`, in nanoseconds.
  bool partial = false;              ///< Only the page that was wanted first; the rest comes after it.
  /// The places of all records of that time: [first, second).
  [[nodiscard]] std::pair<std::size_t, std::size_t> placesOf(std::uint64_t time) const;
};

/// At least the `firstPage` newest; 0 = all that fit, but no more than `most`. May use several threads.
[[nodiscard]] Result<OrderedLogs> orderLogs(store::Reader& reader, const store::Snapshot& snapshot,
                                            const LogFilter& filter, std::size_t firstPage,
                                            std::stop_token stop, std::size_t most = kMostListedLogs);

struct LogRow {
  SpanRef ref;
  Timestamp time;  ///< Observed time when the record has no time.
  LogLevel level = LogLevel::Unknown;
  std::uint32_t severityNumber = 0;
  std::string severityText;
  std::string service;
  std::string body;  ///< As one line, and its beginning only; the event name when there is no body.
  TraceId trace;     ///< Zero: of none.
  SpanId span;
  /// The same record, wherever it stands in its session now.
  [[nodiscard]] bool isSameRecord(const LogRow& other) const {
    return time == other.time && trace == other.trace && span == other.span && body == other.body &&
           service == other.service;
  }
};

/// Bytes of a body that a row has at most.
inline constexpr std::size_t kRowBody = 600;

/// In the order asked.
[[nodiscard]] Result<std::vector<LogRow>> logRows(store::Reader& reader, const store::Snapshot& snapshot,
                                                  std::span<const SpanRef> refs, std::stop_token stop);

}  // namespace spanloupe::query
