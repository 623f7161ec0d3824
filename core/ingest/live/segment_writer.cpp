// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ingest/live/segment_writer.h"

#include <algorithm>

#include "core/formats/input.h"
#include "core/ingest/live/received_spans.h"

namespace spanloupe::ingest {
namespace {

constexpr std::chrono::milliseconds kFirstRetry{250};
constexpr std::chrono::milliseconds kLastRetry{4000};
/// Counts that come without spans are no hurry.
constexpr std::chrono::milliseconds kCountsWithin{1000};
/// No request was ever larger; receivers' limits are far below.
constexpr std::size_t kLargestRequest = std::size_t{2} << 30;

tl::unexpected<Error> closing() { return fail(ErrorKind::Cancelled, "the session is closing"); }

std::int64_t wallClock() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

SegmentWriter::SegmentWriter(store::LiveStore& store, std::int64_t replayed, const Retention& retention,
                             Callbacks callbacks)
    : m_store(store),
      m_callbacks(std::move(callbacks)),
      m_replayed(replayed),
      m_upkeep(store, retention),
      m_times(replayed) {
  m_builder = std::make_unique<store::SegmentBuilder>(
      [this](store::EncodedSegment segment) { m_sealed.push_back(std::move(segment)); });
  m_thread = std::jthread([this] { run(); });
}

SegmentWriter::~SegmentWriter() { stop(); }

void SegmentWriter::add(AcknowledgedRequest request) {
  const std::lock_guard lock(m_mutex);
  m_waitingBytes += request.body.size();
  m_waiting.push_back(std::move(request));
  ++m_added;
  m_changed.notify_one();
}

bool SegmentWriter::waitForRoom(std::size_t bytes) {
  std::unique_lock lock(m_mutex);
  m_room.wait(lock, [&] { return m_waitingBytes < bytes || m_failure || m_stopping; });
  return m_waitingBytes < bytes;
}

bool SegmentWriter::post(Errand errand) {
  const std::lock_guard lock(m_mutex);
  if (m_ended) return false;
  m_errands.push_back(std::move(errand));
  m_changed.notify_one();
  return true;
}

void SegmentWriter::count(std::int64_t source, const store::SourceGrowth& growth) {
  (void)post([this, source, growth](store::LiveStore&) {
    m_commit.sources[source].add(growth);
    if (!m_due) m_due = Clock::now() + kCountsWithin;
  });
}

void SegmentWriter::setRetention(const Retention& retention) {
  (void)post([this, retention](store::LiveStore&) {
    m_upkeep.setRetention(retention);
    maintain();
    if (m_callbacks.committed) m_callbacks.committed();
  });
}

void SegmentWriter::unpinned() {
  (void)post([this](store::LiveStore&) {
    m_upkeep.unpinned();
    maintain();
  });
}

void SegmentWriter::clear(Done done) {
  {
    const std::lock_guard lock(m_mutex);
    if (!m_ended) {
      m_clears.push_back({m_added, std::move(done)});
      m_changed.notify_one();
      return;
    }
  }
  done(closing());
}

void SegmentWriter::showCleared(Done done) {
  const bool posted = post([this, done](store::LiveStore& store) {
    const Result<void> shown = store.showCleared();
    if (shown && m_callbacks.committed) m_callbacks.committed();
    done(shown);
  });
  if (!posted) done(closing());
}

std::optional<WriteFailure> SegmentWriter::failure() const {
  const std::lock_guard lock(m_mutex);
  return m_failure;
}

std::optional<Error> SegmentWriter::upkeepFailure() const {
  const std::lock_guard lock(m_mutex);
  return m_upkeepFailure;
}

EvictedCounts SegmentWriter::evicted() const {
  const std::lock_guard lock(m_mutex);
  return m_evicted;
}

ReplayCounts SegmentWriter::replay() const {
  const std::lock_guard lock(m_mutex);
  return m_replay;
}

std::size_t SegmentWriter::waitingBytes() const {
  const std::lock_guard lock(m_mutex);
  return m_waitingBytes;
}

void SegmentWriter::stop() {
  {
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
    m_changed.notify_all();
    m_room.notify_all();
  }
  if (m_thread.joinable()) m_thread.join();
}

void SegmentWriter::run() {
  while (m_replay.done || replayPending()) {
    const auto request = next();
    if (request) {
      if (m_records + request->records > store::kSegmentRows && !commit()) break;
      take(*request);
    }
    const auto now = Clock::now();
    const auto [clears, commits] = [&] {
      const std::lock_guard lock(m_mutex);
      return std::pair(isClearDue(), isCommitDue(now));
    }();
    if ((commits || clears) && !commit()) break;
    if (clears) clearNow();
    if (m_upkeep.due() && now >= *m_upkeep.due()) maintain();
    if (request) continue;
    const bool ends = [this] {
      const std::lock_guard lock(m_mutex);
      return m_stopping && m_waiting.empty() && m_errands.empty();
    }();
    if (!ends) continue;
    (void)commit();
    break;
  }
  finish();
}

/// After this nothing is posted any more. When the replay was cut short, or writing failed, requests that
/// wait must stay pending with those before them.
void SegmentWriter::finish() {
  std::unique_lock lock(m_mutex);
  while (!m_errands.empty()) runErrands(lock);
  m_ended = true;
  const std::deque<Clear> unanswered = std::exchange(m_clears, {});
  // Those that are left are pending rows.
  m_waiting.clear();
  m_waitingBytes = 0;
  m_room.notify_all();
  lock.unlock();
  for (const Clear& clear : unanswered) clear.done(closing());
}

/// Where requests have waited for long, because segments were merged, they are many: each by itself would be
/// a segment for every few spans.
bool SegmentWriter::isCommitDue(Clock::time_point now) const {
  return m_due && now >= *m_due && (m_taken >= m_together || m_waiting.empty());
}

/// Lets go of the lock meanwhile.
void SegmentWriter::runErrands(std::unique_lock<std::mutex>& lock) {
  std::vector<Errand> errands = std::exchange(m_errands, {});
  lock.unlock();
  for (const Errand& errand : errands) errand(m_store);
  lock.lock();
}

/// The next request; nothing when it is time for something else.
std::optional<AcknowledgedRequest> SegmentWriter::next() {
  std::unique_lock lock(m_mutex);
  const auto awake = [this] {
    return !m_waiting.empty() || !m_errands.empty() || isClearDue() || m_stopping;
  };
  std::optional<Clock::time_point> until = m_due;
  if (const auto upkeep = m_upkeep.due()) until = until ? std::min(*until, *upkeep) : *upkeep;
  if (until) {
    m_changed.wait_until(lock, *until, awake);
  } else {
    m_changed.wait(lock, awake);
  }
  if (!m_errands.empty()) runErrands(lock);
  if (m_waiting.empty() || isClearDue()) return std::nullopt;
  AcknowledgedRequest request = std::move(m_waiting.front());
  m_waiting.pop_front();
  ++m_taken;
  m_waitingBytes -= request.body.size();
  m_room.notify_all();
  return request;
}

bool SegmentWriter::replayPending() {
  std::int64_t after = 0;
  for (auto delay = kFirstRetry; true;) {
    const auto more = replayOne(after);
    if (!more) {
      // Nothing may be committed beyond a row that cannot be read now.
      fail(more.error());
      if (!waitBeforeRetry(delay)) return false;
      delay = std::min(2 * delay, kLastRetry);
      continue;
    }
    if (!*more) break;
    std::unique_lock lock(m_mutex);
    if (!m_errands.empty()) runErrands(lock);
    if (m_stopping) return false;
  }
  if (!commit()) return false;
  {
    const std::lock_guard lock(m_mutex);
    m_replay.done = true;
  }
  if (m_callbacks.stateChanged) m_callbacks.stateChanged();
  return true;
}

Result<bool> SegmentWriter::replayOne(std::int64_t& after) {
  const auto row = m_store.nextPending(after);
  if (!row) return tl::unexpected(row.error());
  if (!*row || (*row)->id > m_replayed) return false;
  const store::PendingRequest& pending = **row;
  const RequestFormat format = requestFormat(pending.format);
  auto body = store::unpackPending(pending.body, kLargestRequest);
  {
    const std::lock_guard lock(m_mutex);
    ++(format.format == nullptr ? m_replay.kept : body ? m_replay.requests : m_replay.unreadable);
  }
  if (format.format == nullptr) {
    // It must not be forgotten with those after it.
    if (!commit()) return closing();
    m_commit.after = m_commit.upTo = pending.id;
  } else if (!body) {
    note(pending.source, "lost request", body.error().message);
    m_commit.upTo = pending.id;
  } else {
    formats::pad(*body);
    take({pending.id, pending.source, format, std::move(*body), 0});
    if (m_records >= store::kSegmentRows / 2 && !commit()) return closing();
  }
  after = pending.id;
  return true;
}

void SegmentWriter::note(std::int64_t source, std::string_view kind, const std::string& text) {
  store::SourceGrowth& growth = m_commit.sources[source];
  growth.diagnostics.error(kind, 0, text);
  if (!m_due) m_due = Clock::now() + kCountsWithin;
}

void SegmentWriter::take(const AcknowledgedRequest& request) {
  m_builder->setSource(request.source);
  ReceivedSpans spans(*m_builder);
  store::SourceGrowth growth;
  request.format.decode(request.body, spans, growth.diagnostics);
  growth.spans = spans.spans();
  growth.logs = spans.logs();
  growth.metricPoints = spans.metricPoints();
  growth.rejected = spans.rejected();
  growth.bytes = request.body.size();
  growth.requests = 1;
  growth.lastSeen = wallClock();
  if (m_records == 0) m_stamp = {store::SegmentOrigin::Live, growth.lastSeen, growth.lastSeen};
  // The first since the last commit, whether it brought records or metrics only.
  if (m_commit.upTo == m_commit.after) {
    const std::lock_guard lock(m_mutex);
    m_together = m_added;
  }
  m_stamp.firstAt = std::min(m_stamp.firstAt, growth.lastSeen);
  m_stamp.lastAt = std::max(m_stamp.lastAt, growth.lastSeen);
  m_records += growth.spans + growth.logs;
  m_commit.sources[request.source].add(growth);
  m_commit.upTo = request.id;
  const auto due = request.since + kVisibleWithin;
  m_due = m_due ? std::min(*m_due, due) : due;
}

/// False when the thread is to end before it could be written.
bool SegmentWriter::commit() {
  m_due.reset();
  if (m_commit.upTo == m_commit.after && m_commit.sources.empty()) return true;
  if (m_records != 0) {
    m_builder->finish();
    m_builder = std::make_unique<store::SegmentBuilder>(
        [this](store::EncodedSegment segment) { m_sealed.push_back(std::move(segment)); });
  }
  if (!appendSegments()) return false;
  m_sealed.clear();
  if (m_records != 0) m_times.add(m_stamp.lastAt, m_commit.upTo);
  m_records = 0;
  m_commit.after = m_commit.upTo;
  m_commit.sources.clear();
  if (m_callbacks.committed) m_callbacks.committed();
  maintain();
  return true;
}

bool SegmentWriter::appendSegments() {
  for (auto delay = kFirstRetry;; delay = std::min(2 * delay, kLastRetry)) {
    // An errand may have counted something since.
    const auto appended = m_store.append(m_sealed, m_stamp, m_commit);
    fail(appended ? std::nullopt : std::optional(appended.error()));
    if (appended) return true;
    // Nothing is lost: the requests are pending rows. New ones are refused once memory is full.
    if (!waitBeforeRetry(delay)) return false;
  }
}

bool SegmentWriter::waitBeforeRetry(std::chrono::milliseconds delay) {
  const auto until = Clock::now() + delay;
  std::unique_lock lock(m_mutex);
  while (!m_stopping) {
    if (!m_errands.empty()) runErrands(lock);
    if (!m_changed.wait_until(lock, until, [this] { return m_stopping || !m_errands.empty(); })) return true;
  }
  return false;
}

void SegmentWriter::fail(const std::optional<Error>& error) {
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
    m_room.notify_all();
  }
  if (m_callbacks.stateChanged) m_callbacks.stateChanged();
}

/// All that was added before is in segments.
void SegmentWriter::clearNow() {
  const Result<void> cleared = m_upkeep.clear(Clock::now());
  if (cleared) forgetTaken(m_commit.upTo);
  std::vector<Done> answered;
  {
    const std::lock_guard lock(m_mutex);
    for (; isClearDue(); m_clears.pop_front()) answered.push_back(std::move(m_clears.front().done));
  }
  if (m_callbacks.committed) m_callbacks.committed();
  for (const Done& done : answered) done(cleared);
  maintain();
}

/// From then on such a request is new: an acknowledgement means that its spans are stored.
void SegmentWriter::forgetTaken(std::int64_t upTo) {
  m_goneUntil = std::max<std::int64_t>(m_goneUntil, upTo);
  // Where it cannot be written, a later process may still take a request for known.
  (void)m_store.forgetTaken(m_goneUntil);
}

void SegmentWriter::maintain() {
  const std::uint64_t before = m_upkeep.evicted().spans + m_upkeep.evicted().logs;
  const auto done = m_upkeep.run(Clock::now());
  if (const std::int64_t until = m_upkeep.takeDroppedUntil(); until != 0)
    forgetTaken(m_times.newestUntil(until));
  const EvictedCounts& evicted = m_upkeep.evicted();
  {
    const std::lock_guard lock(m_mutex);
    m_evicted = evicted;
    m_upkeepFailure = done ? std::nullopt : std::optional(done.error());
  }
  if (evicted.spans + evicted.logs != before && m_callbacks.committed) m_callbacks.committed();
}

}  // namespace spanloupe::ingest
