// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ingest/live/segment_writer.h"

#include <algorithm>
#include <array>

#include "core/formats/format.h"
#include "core/ingest/live/received_spans.h"
#include "core/store/segment_builder.h"

namespace spanloupe::ingest {
namespace {

constexpr std::chrono::milliseconds kRetryAfter{500};

}  // namespace

SegmentWriter::SegmentWriter(store::Session& session, Callbacks callbacks)
    : m_session(session), m_callbacks(std::move(callbacks)) {
  m_builder = std::make_unique<store::SegmentBuilder>(
      [this](store::EncodedSegment segment) { appendSegment(std::move(segment)); });
  m_thread = std::jthread([this] { run(); });
}

SegmentWriter::~SegmentWriter() { stop(); }

void SegmentWriter::add(AcknowledgedRequest request) {
  const std::lock_guard lock(m_mutex);
  m_waitingBytes += request.body.size();
  m_waiting.push_back(std::move(request));
  m_changed.notify_one();
}

void SegmentWriter::waitForRoom(std::size_t bytes) {
  std::unique_lock lock(m_mutex);
  m_room.wait(lock, [&] { return m_waitingBytes < bytes || m_stopping; });
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

/// The next request; nothing when it is time to commit what there is.
std::optional<AcknowledgedRequest> SegmentWriter::next() {
  std::unique_lock lock(m_mutex);
  const auto awake = [this] { return !m_waiting.empty() || m_stopping; };
  if (m_due) {
    m_changed.wait_until(lock, *m_due, awake);
  } else {
    m_changed.wait(lock, awake);
  }
  if (m_waiting.empty()) return std::nullopt;
  AcknowledgedRequest request = std::move(m_waiting.front());
  m_waiting.pop_front();
  m_waitingBytes -= request.body.size();
  m_room.notify_all();
  return request;
}

void SegmentWriter::run() {
  while (true) {
    const auto request = next();
    if (request) {
      if (m_unsealed + request->records > store::kSegmentRows) commit();
      decode(*request);
      if (!m_due) m_due = std::chrono::steady_clock::now() + kVisibleWithin;
    }
    if (m_due && std::chrono::steady_clock::now() >= *m_due) commit();
    if (request) continue;
    commit();
    const std::lock_guard lock(m_mutex);
    if (m_stopping && m_waiting.empty()) return;
  }
}

void SegmentWriter::decode(const AcknowledgedRequest& request) {
  m_builder->setSource(request.source);
  ReceivedSpans spans(m_builder.get());
  Diagnostics diagnostics;
  request.format->decode({{nullptr, request.body}, 0, nullptr}, spans, diagnostics);
  m_unsealed += spans.counts().spans + spans.counts().logs;
  m_complete = request.id;
}

void SegmentWriter::commit() {
  m_due.reset();
  if (m_unsealed == 0) return;
  m_unsealed = 0;
  m_builder->finish();
  m_builder = std::make_unique<store::SegmentBuilder>(
      [this](store::EncodedSegment segment) { appendSegment(std::move(segment)); });
  mergeSmall();
  if (m_callbacks.committed) m_callbacks.committed();
}

void SegmentWriter::appendSegment(store::EncodedSegment segment) {
  while (true) {
    const auto appended = m_session.append(segment, m_complete);
    if (appended) return;
    if (m_callbacks.failed) m_callbacks.failed(appended.error());
    // Nothing is lost: the requests are in the pending rows. Senders wait meanwhile, as there is no room.
    std::unique_lock lock(m_mutex);
    if (m_changed.wait_for(lock, kRetryAfter, [this] { return m_stopping; })) return;
  }
}

/// Sixteen segments of one size become one of the next.
void SegmentWriter::mergeSmall() {
  constexpr std::array<std::uint32_t, 3> kSizes{store::kSegmentRows / 2, store::kSegmentRows / 32,
                                                store::kSegmentRows / 512};
  const auto newest = m_session.newestSegments(kMerged * kSizes.size());
  for (const std::uint32_t size : kSizes) {
    const auto small = std::find_if(newest.rbegin(), newest.rend(),
                                    [size](const auto& segment) { return segment.second >= size; });
    const auto count = static_cast<std::size_t>(small - newest.rbegin());
    if (count < kMerged) continue;
    const std::uint32_t after = newest[newest.size() - count].first - 1;
    const auto merged = m_session.mergeSegments(after, {});
    if (!merged && m_callbacks.failed) m_callbacks.failed(merged.error());
    return;
  }
}

}  // namespace spanloupe::ingest
