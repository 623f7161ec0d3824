// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/grpc_calls.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "core/receive/export_answer.h"
#include "core/receive/grpc_call.h"

namespace spanloupe::receive {
namespace {

using grpc::StatusCode;

/// A message of the largest size from this machine takes less.
constexpr std::chrono::milliseconds kQuick{200};
constexpr std::uint64_t kLooksAhead = 4;

/// A call that is turned away at once.
class RefusedCall final : public grpc::ServerGenericBidiReactor {
 public:
  explicit RefusedCall(const grpc::Status& status) { Finish(status); }
  void OnDone() override { delete this; }
};

/// In a time that does not tell how much of it is right.
bool isSame(std::string_view a, std::string_view b) {
  unsigned difference = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < a.size(); ++i)
    difference |=
        static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[b.empty() ? 0 : i % b.size()]);
  return difference == 0;
}

}  // namespace

grpc::ServerGenericBidiReactor* GrpcCalls::begin(grpc::GenericCallbackServerContext& context) {
  const auto refused = [this](RefusalReason reason, std::string what, const grpc::Status& status) {
    ++m_requests;
    m_refusals.count(reason, std::move(what));
    return new RefusedCall(status);
  };
  if (!isAllowed(context))
    return refused(
        RefusalReason::Token, "no token, or a wrong one",
        {StatusCode::UNAUTHENTICATED,
         "this endpoint asks for its token: OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20TOKEN"});
  const auto signal = signalOfMethod(context.method());
  if (!signal) {
    const std::string method = context.method().substr(0, RefusalCounts::kMaxText);
    return refused(
        RefusalReason::Path, method,
        {StatusCode::UNIMPLEMENTED, "Spanloupe takes OTLP traces, logs and metrics here, not " + method});
  }
  if (m_open >= kMostCalls) {
    const std::string text = std::to_string(kMostCalls) + " calls are under way already";
    return refused(RefusalReason::Busy, text, comeAgain(text));
  }
  ++m_open;
  const auto call = std::make_shared<GrpcCall>(shared_from_this(), context, *signal);
  call->begin();
  return call.get();
}

void GrpcCalls::enter(const std::shared_ptr<GrpcCall>& call) {
  {
    const std::lock_guard lock(m_mutex);
    call->list = &m_waiting;
    call->place = m_waiting.insert(m_waiting.end(), call);
  }
  readNext();
}

void GrpcCalls::leave(GrpcCall& call) {
  List left;
  {
    const std::lock_guard lock(m_mutex);
    if (call.list == nullptr) return;
    if (std::exchange(call.reading.isSlow, false)) --m_slow;
    left.splice(left.end(), *std::exchange(call.list, nullptr), call.place);
  }
  readNext();
}

void GrpcCalls::readNext() {
  while (true) {
    std::shared_ptr<GrpcCall> call;
    {
      const std::lock_guard lock(m_mutex);
      if (m_waiting.empty() || m_reading.size() - m_slow >= kMostReading) return;
      call = m_waiting.front();
      m_reading.splice(m_reading.end(), m_waiting, call->place);
      call->list = &m_reading;
      call->reading.since = call->reading.progress = Clock::now();
      call->reading.before = m_connections->received(call->peer());
    }
    // One that was finished while it waited leaves by itself, when gRPC is done with it.
    static_cast<void>(call->read());
  }
}

void GrpcCalls::look() {
  std::vector<std::shared_ptr<GrpcCall>> overdue;
  {
    const std::lock_guard lock(m_mutex);
    const auto now = Clock::now();
    noteProgress(now);
    findSlow(now);
    for (const auto& call : m_reading)
      if (isOverdue(*call, now)) overdue.push_back(call);
  }
  for (const auto& call : overdue) call->endSlow();
  readNext();
}

void GrpcCalls::noteProgress(Clock::time_point now) {
  std::map<std::string, std::uint64_t> calls;  // Of a connection.
  for (const auto& call : m_reading) ++calls[call->peer()];
  for (const auto& call : m_reading) {
    GrpcCall::Reading& reading = call->reading;
    const std::string peer = call->peer();
    const std::uint64_t bytes = std::max(m_connections->received(peer), reading.before) - reading.before;
    // Fewer than before: the connection has ended.
    reading.growth = bytes - std::min(bytes, std::exchange(reading.bytes, bytes));
    // Any of them may be the one that it came for.
    if (reading.bytes < reading.progressed + m_times.progress * calls[peer]) continue;
    reading.progressed = reading.bytes;
    reading.progress = now;
  }
}

/// The oldest first, as far as memory allows: with what will have come in a while if it goes on like that.
void GrpcCalls::findSlow(Clock::time_point now) {
  m_slow = 0;
  std::uint64_t bytes = 0;
  for (const auto& call : m_reading) {
    GrpcCall::Reading& reading = call->reading;
    const std::uint64_t soon = bytes + reading.bytes + kLooksAhead * reading.growth;
    reading.isSlow =
        now - reading.since >= kQuick && m_slow < kMostSlow && soon <= m_options.messageLimit / 2;
    if (!reading.isSlow) continue;
    ++m_slow;
    bytes = soon;
  }
}

bool GrpcCalls::isOverdue(const GrpcCall& call, Clock::time_point now) const {
  const GrpcCall::Reading& reading = call.reading;
  if (m_waiting.empty()) return now - reading.progress > m_times.alone;
  // One that takes much memory and a place has to come to an end, too.
  return now - reading.progress > m_times.whenOthersWait ||
         (!reading.isSlow && now - reading.since > m_times.alone);
}

ReceiverCounts GrpcCalls::counts() const {
  ReceiverCounts counts;
  counts.requests = m_requests;
  counts.bytes = m_bytes;
  counts.refused = m_refusals.total();
  return counts;
}

bool GrpcCalls::isAllowed(const grpc::GenericCallbackServerContext& context) const {
  if (m_options.token.empty()) return true;
  const auto [first, last] = context.client_metadata().equal_range("authorization");
  return std::any_of(first, last, [&](const auto& header) {
    const std::string_view value(header.second.data(), header.second.size());
    constexpr std::size_t kScheme = 7;
    std::string scheme(value.substr(0, kScheme));
    std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return scheme == "bearer " && isSame(value.substr(kScheme), m_options.token);
  });
}

bool GrpcCalls::hold(std::size_t bytes) {
  const std::size_t before = m_held.fetch_add(bytes);
  // A message alone always fits.
  if (before == 0 || before + bytes <= kMostHeld * m_options.messageLimit) return true;
  m_held -= bytes;
  return false;
}

}  // namespace spanloupe::receive
