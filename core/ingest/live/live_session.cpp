// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ingest/live/live_session.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <future>
#include <set>
#include <utility>

#include "core/formats/format.h"
#include "core/formats/input.h"
#include "core/ingest/live/received_spans.h"

namespace spanloupe::ingest {
namespace {

std::uint64_t countOf(const Diagnostics& diagnostics, std::string_view kind) {
  const auto found = diagnostics.counts().find(kind);
  return found == diagnostics.counts().end() ? 0 : found->second;
}

std::string firstProblem(const Diagnostics& diagnostics, Severity least) {
  for (const Diagnostic& entry : diagnostics.entries())
    if (entry.severity >= least)
      return "the body cannot be decoded at byte " + std::to_string(entry.offset) + ": " + entry.text;
  return {};
}

/// What could not be decoded is rejected like what has no ids.
void addDamage(const Diagnostics& diagnostics, Receipt& receipt) {
  receipt.rejectedSpans += countOf(diagnostics, "damaged span");
  receipt.rejectedLogs += countOf(diagnostics, "damaged log") + countOf(diagnostics, "damaged log record");
  const bool isNothing = receipt.spans + receipt.logs + receipt.metricPoints == 0;
  if (receipt.message.empty())
    receipt.message = firstProblem(diagnostics, isNothing ? Severity::Warning : Severity::Error);
}

/// Damage that leaves no trust in the rest of a request, or nothing of it, as against a span that cannot be
/// read.
bool isUndecodable(const Diagnostics& diagnostics, const Receipt& receipt) {
  return countOf(diagnostics, "damaged data") + countOf(diagnostics, "damaged document") != 0 ||
         (diagnostics.hasErrors() && receipt.spans + receipt.logs + receipt.metricPoints == 0);
}

constexpr std::chrono::seconds kProbedEvery{2};

/// Of a request for one source: the same bytes at another endpoint, or path, are another request.
store::RequestHash hashOf(const ReceivedRequest& request) {
  const auto signal = request.signal ? static_cast<std::uint64_t>(*request.signal) + 1 : 0;
  const XXH64_hash_t seed = static_cast<XXH64_hash_t>(request.source) ^ signal << 56;
  const XXH128_hash_t hash = XXH3_128bits_withSeed(request.body.data(), request.body.size(), seed);
  return {hash.high64, hash.low64};
}

Timestamp now() {
  return timestampFromNanos(
      static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                     std::chrono::system_clock::now().time_since_epoch())
                                     .count()));
}

}  // namespace

LiveSession::LiveSession(std::unique_ptr<store::Session> session, std::unique_ptr<store::PendingLog> log,
                         const LiveOptions& options, Callbacks callbacks)
    : m_options(options),
      m_callbacks(callbacks),
      m_session(std::move(session)),
      m_log(std::move(log)),
      m_segments(m_session->live(), m_log->last(), options.retention, std::move(callbacks)) {}

LiveSession::~LiveSession() { stop(); }

Result<std::unique_ptr<LiveSession>> LiveSession::open(const std::string& path, const LiveOptions& options,
                                                       Callbacks callbacks) {
  auto session = store::Session::openForWriting(path);
  if (!session) return tl::unexpected(session.error());
  auto log = (*session)->live().openPendingLog();
  if (!log) return tl::unexpected(log.error());
  const auto remembered = (*log)->remembered();
  if (!remembered) return tl::unexpected(remembered.error());
  std::unique_ptr<LiveSession> live(
      new LiveSession(std::move(*session), std::move(*log), options, std::move(callbacks)));
  const auto opened = RecentRequests::Clock::now();
  for (const store::TakenRequest& request : *remembered) live->m_recent.add(request, opened);
  live->m_committing = std::jthread([raw = live.get()] { raw->commitWaiting(); });
  return live;
}

Result<void> LiveSession::ask(const std::function<Result<void>(store::LiveStore&)>& question) {
  // Shared: the writer thread may still be in set_value() when the answer is here.
  const auto answer = std::make_shared<std::promise<Result<void>>>();
  auto answered = answer->get_future();
  const bool posted =
      m_segments.post([answer, &question](store::LiveStore& store) { answer->set_value(question(store)); });
  if (!posted) return fail(ErrorKind::Cancelled, "the session is closing");
  return answered.get();
}

Result<std::int64_t> LiveSession::addSource(const std::string& name, const std::string& format) {
  std::int64_t source = 0;
  const auto asked = ask([&](store::LiveStore& store) -> Result<void> {
    const auto found = store.source(name, format);
    if (!found) return tl::unexpected(found.error());
    source = *found;
    return {};
  });
  if (!asked) return tl::unexpected(asked.error());
  return source;
}

Result<void> LiveSession::setPinned(TraceId trace, bool pinned) {
  auto done = ask([&](store::LiveStore& store) { return store.setPinned(trace, pinned); });
  if (done && !pinned) m_segments.unpinned();
  return done;
}

void LiveSession::setRetention(const Retention& retention) { m_segments.setRetention(retention); }

void LiveSession::take(ReceivedRequest request, ReceiptHandler handler) {
  RequestCount counted(request.source);
  Diagnostics diagnostics;
  // JSON is read some bytes beyond its end. Where it was done before, this costs nothing.
  formats::pad(request.body);
  const RequestFormat format{request.format, request.signal};
  format.decode(request.body, counted, diagnostics);
  Receipt receipt = counted.receipt();
  addDamage(diagnostics, receipt);
  if (isUndecodable(diagnostics, receipt))
    return refuse(handler, Receipt::Outcome::Invalid, std::move(receipt.message));
  std::vector<SenderState> senders = counted.takeSenders(request.body.size(), now());
  if (receipt.spans + receipt.logs == 0) {
    count(receipt, senders, request.body.size());
    countMetrics(request.source, receipt, request.body.size(), std::move(diagnostics));
    return handler(std::move(receipt));
  }
  auto packed = store::packPending(request.body);
  if (!packed) return refuse(handler, Receipt::Outcome::Failed, packed.error().message);
  Waiting waiting;
  waiting.row = {0, request.source, wordOf(format), std::move(*packed), hashOf(request)};
  waiting.request = {0, request.source, format, std::move(request.body), receipt.spans + receipt.logs};
  waiting.receipt = std::move(receipt);
  waiting.senders = std::move(senders);
  waiting.handler = std::move(handler);
  bool stopping = false;
  {
    const std::lock_guard lock(m_mutex);
    const std::size_t bytes = waiting.request.body.size();
    stopping = m_stopping;
    if (!stopping && (m_waiting.empty() || m_waitingBytes + bytes <= m_options.waitingBytes)) {
      m_waitingBytes += bytes;
      m_waiting.push_back(std::move(waiting));
      m_changed.notify_one();
      return;
    }
  }
  if (stopping) return refuse(waiting.handler, Receipt::Outcome::Stopping, "Spanloupe is closing");
  refuse(waiting.handler, Receipt::Outcome::Full, "more is waiting to be stored than fits in memory");
}

LiveCounts LiveSession::counts() const {
  const std::lock_guard lock(m_mutex);
  LiveCounts counts = m_counts;
  counts.evicted = m_segments.evicted();
  return counts;
}

LiveState LiveSession::state() const {
  LiveState state{m_segments.failure(), m_segments.upkeepFailure(), m_segments.waitingBytes(),
                  m_segments.replay()};
  const std::lock_guard lock(m_mutex);
  state.waitingBytes += m_waitingBytes;
  if (m_failure && (!state.failure || m_failure->since < state.failure->since)) state.failure = m_failure;
  return state;
}

void LiveSession::count(const Receipt& receipt, const std::vector<SenderState>& senders, std::size_t bytes) {
  m_senders.add(senders);
  const std::lock_guard lock(m_mutex);
  ++m_counts.requests;
  m_counts.bytes += bytes;
  m_counts.spans += receipt.spans;
  m_counts.logs += receipt.logs;
  m_counts.metricPoints += receipt.metricPoints;
  m_counts.rejectedSpans += receipt.rejectedSpans;
  m_counts.rejectedLogs += receipt.rejectedLogs;
}

/// Of a request that brought nothing to store; those of others are counted when they come into a segment.
void LiveSession::countMetrics(std::int64_t source, const Receipt& receipt, std::size_t bytes,
                               Diagnostics diagnostics) {
  store::SourceGrowth growth;
  growth.diagnostics = std::move(diagnostics);
  growth.metricPoints = receipt.metricPoints;
  growth.rejected = receipt.rejectedSpans;
  growth.bytes = bytes;
  growth.requests = 1;
  growth.lastSeen = static_cast<std::int64_t>(nanosOf(now()));
  m_segments.count(source, growth);
}

void LiveSession::refuse(const ReceiptHandler& handler, Receipt::Outcome outcome, std::string message) {
  Receipt receipt;
  receipt.outcome = outcome;
  receipt.message = std::move(message);
  handler(std::move(receipt));
}

void LiveSession::stop() {
  {
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
    m_changed.notify_all();
  }
  const std::lock_guard lock(m_joining);
  if (m_committing.joinable()) m_committing.join();
  m_segments.stop();
  // From here on another process may write it.
  m_log.reset();
  m_session.reset();
}

void LiveSession::commitWaiting() {
  while (true) {
    std::vector<Waiting> group;
    {
      std::unique_lock lock(m_mutex);
      const auto wanted = [this] { return m_stopping || !m_waiting.empty(); };
      while (m_failure && !m_changed.wait_for(lock, kProbedEvery, wanted)) {
        lock.unlock();
        probe();
        lock.lock();
      }
      m_changed.wait(lock, wanted);
      if (m_waiting.empty()) return;
      group.swap(m_waiting);
      m_waitingBytes = 0;
    }
    commitGroup(std::move(group));
  }
}

/// Writing failed, and no sender tries again: whether it would succeed now.
void LiveSession::probe() {
  const auto written = m_log->probe();
  setFailure(written ? std::nullopt : std::optional(written.error()));
}

std::vector<LiveSession::Waiting> LiveSession::takeRepeated(std::vector<Waiting>& group) {
  const auto at = RecentRequests::Clock::now();
  m_recent.forget(m_segments.goneUntil());
  std::set<store::RequestHash> here;
  std::vector<Waiting> repeated;
  std::erase_if(group, [&](Waiting& waiting) {
    const store::RequestHash hash = waiting.row.hash;
    if (here.insert(hash).second && !m_recent.has(hash, at)) return false;
    repeated.push_back(std::move(waiting));
    return true;
  });
  return repeated;
}

void LiveSession::commitGroup(std::vector<Waiting> group) {
  const std::vector<Waiting> repeated = takeRepeated(group);
  Result<void> added;
  if (!m_segments.waitForRoom(m_options.waitingBytes)) {
    const auto failure = m_segments.failure();
    added = fail(ErrorKind::Io, failure ? failure->error.message : "Spanloupe is closing");
  } else if (!group.empty()) {
    std::vector<store::PendingRequest*> rows;
    rows.reserve(group.size());
    for (Waiting& waiting : group) rows.push_back(&waiting.row);
    added = m_log->add(rows);
    setFailure(added ? std::nullopt : std::optional(added.error()));
  }
  const auto at = RecentRequests::Clock::now();
  for (Waiting& waiting : group) {
    if (!added) {
      refuse(waiting.handler, Receipt::Outcome::Failed, added.error().message);
      continue;
    }
    m_recent.add({waiting.row.id, waiting.row.hash}, at);
    waiting.request.id = waiting.row.id;
    count(waiting.receipt, waiting.senders, waiting.request.body.size());
    m_segments.add(std::move(waiting.request));
    waiting.handler(std::move(waiting.receipt));
  }
  for (const Waiting& waiting : repeated) {
    // What it repeats may have been a part of the same group.
    if (!added) {
      refuse(waiting.handler, Receipt::Outcome::Failed, added.error().message);
      continue;
    }
    store::SourceGrowth growth;
    growth.duplicates = waiting.receipt.spans + waiting.receipt.logs;
    growth.bytes = waiting.request.body.size();
    growth.requests = 1;
    m_segments.count(waiting.request.source, growth);
    {
      const std::lock_guard lock(m_mutex);
      ++m_counts.repeatedRequests;
    }
    waiting.handler(waiting.receipt);
  }
}

void LiveSession::setFailure(const std::optional<Error>& error) {
  {
    const std::lock_guard lock(m_mutex);
    if (!error && !m_failure) return;
    if (!error) {
      m_failure.reset();
    } else if (m_failure) {
      m_failure->error = *error;
    } else {
      m_failure = {*error, std::chrono::system_clock::now()};
    }
  }
  if (m_callbacks.stateChanged) m_callbacks.stateChanged();
}

}  // namespace spanloupe::ingest
