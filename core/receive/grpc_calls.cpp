// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/grpc_calls.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <vector>

#include "core/formats/registry.h"
#include "core/receive/body_encoding.h"
#include "core/receive/export_answer.h"

namespace spanloupe::receive {
namespace {

using grpc::StatusCode;

/// What a message may inflate to before it has to be held first.
constexpr std::size_t kInflatedFreely = std::size_t{4} << 20;

std::string bytesOf(const grpc::ByteBuffer& buffer) {
  std::string bytes;
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices)
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

grpc::ByteBuffer bufferOf(const std::string& bytes) {
  // Even an empty message needs a slice.
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

grpc::Status comeAgain(const std::string& message) {
  return {StatusCode::UNAVAILABLE, message,
          rpcStatus(StatusCode::UNAVAILABLE, message, true, AnswerFormat::Protobuf)};
}

/// Without RetryInfo: sending it again will not help.
grpc::Status tooLarge(const std::string& message) { return {StatusCode::RESOURCE_EXHAUSTED, message}; }

/// gRPC does not tell the name of the encoding, so the first bytes have to. A request begins with field 1,
/// which zlib's header is not.
BodyEncoding encodingOf(std::string_view body) {
  const BodyEncoding encoding = sniffEncoding(body);
  if (encoding != BodyEncoding::Identity || body.size() < 2) return encoding;
  const auto first = static_cast<unsigned char>(body[0]);
  const auto second = static_cast<unsigned char>(body[1]);
  return first == 0x78 && (first * 256 + second) % 31 == 0 ? BodyEncoding::Deflate : BodyEncoding::Identity;
}

bool isSnappy(std::string_view body) { return body.starts_with(std::string_view("\xff\x06\0\0sNaPpY", 10)); }

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

/// One call. Its session and gRPC, which may cancel it, both want to finish it: the first does. It lives
/// until gRPC is done with it and the session has answered.
class GrpcCall final : public grpc::ServerGenericBidiReactor, public std::enable_shared_from_this<GrpcCall> {
 public:
  GrpcCall(std::shared_ptr<GrpcCalls> calls, const grpc::GenericCallbackServerContext& context, Signal signal)
      : m_calls(std::move(calls)), m_context(context), m_signal(signal), m_begun(GrpcCalls::Clock::now()) {}
  ~GrpcCall() override { release(); }

  void begin() {
    m_self = shared_from_this();
    {
      const std::lock_guard lock(m_calls->m_mutex);
      m_place = m_calls->m_reading.insert(m_calls->m_reading.end(), weak_from_this());
    }
    StartRead(&m_message);
  }

  void OnReadDone(bool ok) override {
    {
      const std::lock_guard lock(m_calls->m_mutex);
      m_calls->m_reading.erase(m_place);
    }
    if (m_isFinished) return;
    if (!ok) {
      if (m_context.IsCancelled()) return finish(grpc::Status::CANCELLED);
      return refuse(RefusalReason::Damaged, "a call without a message",
                    {StatusCode::INVALID_ARGUMENT, "the call had no message"});
    }
    m_calls->m_bytes += m_message.Length();
    std::string body;
    if (receive(body)) hand(std::move(body));
  }
  void OnCancel() override { finish(grpc::Status::CANCELLED); }
  void OnDone() override {
    --m_calls->m_open;
    m_self.reset();
  }

  /// Of endSlow().
  [[nodiscard]] GrpcCalls::Clock::time_point begun() const { return m_begun; }
  void endSlow() {
    refuse(RefusalReason::TooSlow, "a message that was not whole after its time",
           {StatusCode::DEADLINE_EXCEEDED, "the message did not come whole in its time"});
  }

 private:
  /// The message as it is to be decoded; false when it was refused.
  bool receive(std::string& body) {
    const std::size_t limit = m_calls->m_options.messageLimit;
    if (m_message.Length() > limit) {
      const std::string text = "a message of " + std::to_string(m_message.Length()) + " bytes; at most " +
                               std::to_string(limit) + " are taken";
      refuse(RefusalReason::TooLarge, text, tooLarge(text + ": send smaller batches"));
      return false;
    }
    if (!hold(m_message.Length())) return false;
    body = bytesOf(m_message);
    m_message.Clear();
    const BodyEncoding encoding = encodingOf(body);
    if (encoding == BodyEncoding::Identity && isSnappy(body)) {
      refuse(RefusalReason::Type, "snappy",
             {StatusCode::UNIMPLEMENTED, "snappy is not taken here; gzip, zstd and deflate are"});
      return false;
    }
    return encoding == BodyEncoding::Identity || inflate(body, encoding);
  }

  bool inflate(std::string& body, BodyEncoding encoding) {
    const std::size_t limit = m_calls->m_options.messageLimit;
    auto inflated = inflateBody(body, encoding, std::min(limit, kInflatedFreely));
    if (!inflated && inflated.error().kind == ErrorKind::TooLarge && limit > kInflatedFreely) {
      // Many of these at a time would be much memory.
      if (!hold(limit)) return false;
      inflated = inflateBody(body, encoding, limit);
    }
    if (!inflated) {
      const bool isLarge = inflated.error().kind == ErrorKind::TooLarge;
      const std::string& text = inflated.error().message;
      refuse(isLarge ? RefusalReason::TooLarge : RefusalReason::Damaged, text,
             isLarge ? tooLarge(text) : grpc::Status(StatusCode::INVALID_ARGUMENT, text));
      return false;
    }
    body = std::move(*inflated);
    release();
    return hold(body.size());
  }

  void hand(std::string body) {
    const formats::Format* format = formats::formatNamed("otlp-proto");
    m_calls->m_take({m_calls->m_options.source, format, std::move(body)},
                    [self = shared_from_this()](const ingest::Receipt& receipt) {
                      self->release();
                      self->answer(receipt);
                    });
  }

  void answer(const ingest::Receipt& receipt) {
    using Outcome = ingest::Receipt::Outcome;
    if (receipt.outcome == Outcome::Invalid)
      return refuse(RefusalReason::Damaged, receipt.message, {StatusCode::INVALID_ARGUMENT, receipt.message});
    if (receipt.outcome != Outcome::Stored)
      return refuse(RefusalReason::Busy, receipt.message, comeAgain(receipt.message));
    if (!isFirst()) return;
    m_message = bufferOf(exportResponse(m_signal, receipt, AnswerFormat::Protobuf));
    StartWriteAndFinish(&m_message, {}, grpc::Status::OK);
  }

  bool hold(std::size_t bytes) {
    if (m_calls->hold(bytes)) {
      m_held += bytes;
      return true;
    }
    const std::string text = "more is waiting to be stored than memory may hold";
    refuse(RefusalReason::Busy, text, comeAgain(text));
    return false;
  }
  void release() { m_calls->release(std::exchange(m_held, 0)); }

  bool isFirst() {
    if (m_isFinished.exchange(true)) return false;
    ++m_calls->m_requests;
    return true;
  }
  void finish(const grpc::Status& status) {
    if (isFirst()) Finish(status);
  }
  void refuse(RefusalReason reason, const std::string& what, const grpc::Status& status) {
    if (!isFirst()) return;
    m_calls->m_refusals.count(reason, what);
    Finish(status);
  }

  std::shared_ptr<GrpcCalls> m_calls;
  std::shared_ptr<GrpcCall> m_self;  ///< Until gRPC is done with it.
  const grpc::GenericCallbackServerContext& m_context;
  Signal m_signal;
  GrpcCalls::Clock::time_point m_begun;
  GrpcCalls::Reading::iterator m_place;
  grpc::ByteBuffer m_message;
  std::size_t m_held = 0;  ///< Of the thread that has the message: gRPC's, then the session's.
  std::atomic<bool> m_isFinished{false};
};

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

void GrpcCalls::endSlow() {
  const auto oldest = Clock::now() - m_messageTime;
  std::vector<std::shared_ptr<GrpcCall>> slow;
  {
    const std::lock_guard lock(m_mutex);
    for (const auto& place : m_reading) {
      auto call = place.lock();
      if (!call || call->begun() > oldest) break;
      slow.push_back(std::move(call));
    }
  }
  for (const auto& call : slow) call->endSlow();
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
