// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ingest/live/live_session.h"

#include <utility>

#include "core/formats/format.h"
#include "core/formats/registry.h"
#include "core/ingest/live/received_spans.h"

namespace spanloupe::ingest {
namespace {

/// Damage that leaves no trust in the rest of a request, as against a single span that cannot be read.
bool isUndecodable(const Diagnostics& diagnostics) {
  return diagnostics.counts().contains("damaged data") || diagnostics.counts().contains("damaged document");
}

std::string firstError(const Diagnostics& diagnostics) {
  for (const Diagnostic& entry : diagnostics.entries())
    if (entry.severity == Severity::Error)
      return "the body cannot be decoded at byte " + std::to_string(entry.offset) + ": " + entry.text;
  return "the body cannot be decoded";
}

}  // namespace

LiveSession::LiveSession(std::unique_ptr<store::Session> session, std::unique_ptr<store::PendingLog> log,
                         const LiveOptions& options, SegmentWriter::Callbacks callbacks)
    : m_options(options),
      m_session(std::move(session)),
      m_log(std::move(log)),
      m_segments(*m_session, std::move(callbacks)) {}

LiveSession::~LiveSession() { stop(); }

Result<std::unique_ptr<LiveSession>> LiveSession::open(const std::string& path, const LiveOptions& options,
                                                       SegmentWriter::Callbacks callbacks) {
  auto session = store::Session::openForWriting(path);
  if (!session) return tl::unexpected(session.error());
  auto log = (*session)->openPendingLog();
  if (!log) return tl::unexpected(log.error());
  std::vector<store::PendingRequest> left;
  for (std::int64_t after = 0;;) {
    auto pending = (*session)->nextPending(after);
    if (!pending) return tl::unexpected(pending.error());
    if (!*pending) break;
    after = (*pending)->id;
    left.push_back(std::move(**pending));
  }
  std::unique_ptr<LiveSession> live(
      new LiveSession(std::move(*session), std::move(*log), options, std::move(callbacks)));
  for (const store::PendingRequest& row : left) {
    auto body = store::unpackPending(row.body, std::size_t{1} << 30);
    if (!body) return tl::unexpected(body.error());
    live->m_segments.waitForRoom(options.waitingBytes);
    live->m_segments.add({row.id, row.source, formats::formatNamed(row.format), std::move(*body), 0});
  }
  live->m_committing = std::jthread([raw = live.get()] { raw->commitWaiting(); });
  return live;
}

void LiveSession::take(ReceivedRequest request, ReceiptHandler handler) {
  ReceivedSpans counted(nullptr);
  Diagnostics diagnostics;
  request.format->decode({{nullptr, request.body}, 0, nullptr}, counted, diagnostics);
  Receipt receipt = counted.counts();
  if (isUndecodable(diagnostics)) {
    receipt = {};
    receipt.outcome = Receipt::Outcome::Invalid;
    receipt.message = firstError(diagnostics);
    return refuse(handler, std::move(receipt));
  }
  if (receipt.spans + receipt.logs == 0) {
    count(receipt, request.body.size());
    return handler(std::move(receipt));
  }
  Waiting waiting;
  waiting.row = {0, request.source, std::string(request.format->info().name),
                 store::packPending(request.body)};
  waiting.request = {0, request.source, request.format, std::move(request.body),
                     receipt.spans + receipt.logs};
  waiting.receipt = std::move(receipt);
  waiting.handler = std::move(handler);
  Receipt refused;
  {
    const std::lock_guard lock(m_mutex);
    const std::size_t bytes = waiting.request.body.size();
    if (!m_stopping && (m_waiting.empty() || m_waitingBytes + bytes <= m_options.waitingBytes)) {
      m_waitingBytes += bytes;
      m_waiting.push_back(std::move(waiting));
      m_changed.notify_one();
      return;
    }
    refused.outcome = m_stopping ? Receipt::Outcome::Stopping : Receipt::Outcome::Full;
    refused.message = m_stopping ? "Spanloupe is closing" : "more is waiting to be stored than fits in memory";
  }
  refuse(waiting.handler, std::move(refused));
}

LiveCounts LiveSession::counts() const {
  const std::lock_guard lock(m_mutex);
  return m_counts;
}

void LiveSession::count(const Receipt& receipt, std::size_t bytes) {
  const std::lock_guard lock(m_mutex);
  ++m_counts.requests;
  m_counts.bytes += bytes;
  m_counts.spans += receipt.spans;
  m_counts.logs += receipt.logs;
  m_counts.metricPoints += receipt.metricPoints;
  m_counts.rejectedSpans += receipt.rejectedSpans;
  m_counts.rejectedLogs += receipt.rejectedLogs;
}

void LiveSession::refuse(const ReceiptHandler& handler, Receipt receipt) {
  {
    const std::lock_guard lock(m_mutex);
    ++m_counts.refusedRequests;
  }
  handler(std::move(receipt));
}

void LiveSession::stop() {
  {
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
    m_changed.notify_all();
  }
  if (m_committing.joinable()) m_committing.join();
  m_segments.stop();
}

void LiveSession::commitWaiting() {
  while (true) {
    std::vector<Waiting> group;
    {
      std::unique_lock lock(m_mutex);
      m_changed.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
      if (m_waiting.empty()) return;
      group.swap(m_waiting);
      m_waitingBytes = 0;
    }
    commitGroup(std::move(group));
  }
}

void LiveSession::commitGroup(std::vector<Waiting> group) {
  m_segments.waitForRoom(m_options.waitingBytes);
  std::vector<store::PendingRequest*> rows;
  rows.reserve(group.size());
  for (Waiting& waiting : group) rows.push_back(&waiting.row);
  const auto added = m_log->add(rows);
  for (Waiting& waiting : group) {
    if (!added) {
      Receipt receipt;
      receipt.outcome = Receipt::Outcome::Failed;
      receipt.message = added.error().message;
      refuse(waiting.handler, std::move(receipt));
      continue;
    }
    waiting.request.id = waiting.row.id;
    count(waiting.receipt, waiting.request.body.size());
    m_segments.add(std::move(waiting.request));
    waiting.handler(std::move(waiting.receipt));
  }
}

}  // namespace spanloupe::ingest
