// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/grpc_call.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/formats/input.h"
#include "core/formats/registry.h"

namespace spanloupe::receive {
namespace {

using grpc::StatusCode;

/// What a message may inflate to before it has to be held first.
constexpr std::size_t kInflatedFreely = std::size_t{4} << 20;

std::string bytesOf(const grpc::ByteBuffer& buffer) {
  std::string bytes;
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return bytes;
  bytes.reserve(buffer.Length() + formats::Input::kPadding);  // Else it grew to twice its size for those.
  for (const grpc::Slice& slice : slices)
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

grpc::ByteBuffer bufferOf(const std::string& bytes) {
  // Even an empty message needs a slice.
  const grpc::Slice slice(bytes);
  return {&slice, 1};
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

}  // namespace

grpc::Status comeAgain(const std::string& why) {
  // Clients take 8 KiB of headers, in which it stands twice.
  const std::string message = why.substr(0, RefusalCounts::kMaxText);
  return {StatusCode::UNAVAILABLE, message,
          rpcStatus(StatusCode::UNAVAILABLE, message, true, AnswerFormat::Protobuf)};
}

void GrpcCall::begin() {
  m_self = shared_from_this();
  m_calls->enter(m_self);
}

bool GrpcCall::read() {
  // gRPC forgets a finished call: nothing may be started on it.
  const std::lock_guard lock(m_mutex);
  if (!m_isFinished) StartRead(&m_message);
  return !m_isFinished;
}

void GrpcCall::endSlow() {
  refuse(RefusalReason::TooSlow, "a message that was not whole after its time",
         {StatusCode::DEADLINE_EXCEEDED, "the message did not come whole in its time"});
}

void GrpcCall::OnReadDone(bool ok) {
  const auto self = shared_from_this();
  m_calls->leave(*this);
  if (isFinished()) return;
  if (!ok) {
    if (m_context.IsCancelled()) return finish(grpc::Status::CANCELLED);
    return refuse(RefusalReason::Damaged, "a call without a message",
                  {StatusCode::INVALID_ARGUMENT, "the call had no message"});
  }
  m_calls->m_bytes += m_message.Length();
  std::string body;
  if (receive(body)) hand(std::move(body));
}

void GrpcCall::OnDone() {
  m_calls->leave(*this);
  --m_calls->m_open;
  m_self.reset();
}

bool GrpcCall::receive(std::string& body) {
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

bool GrpcCall::inflate(std::string& body, BodyEncoding encoding) {
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

void GrpcCall::hand(std::string body) {
  const formats::Format* format = formats::formatNamed("otlp-proto");
  m_calls->m_take({m_calls->m_options.source, format, std::move(body), m_signal},
                  [self = shared_from_this()](const ingest::Receipt& receipt) {
                    self->release();
                    self->answer(receipt);
                  });
}

void GrpcCall::answer(const ingest::Receipt& receipt) {
  using Outcome = ingest::Receipt::Outcome;
  if (receipt.outcome == Outcome::Invalid)
    return refuse(RefusalReason::Damaged, receipt.message,
                  {StatusCode::INVALID_ARGUMENT, receipt.message.substr(0, RefusalCounts::kMaxText)});
  if (receipt.outcome != Outcome::Stored)
    return refuse(RefusalReason::Busy, receipt.message, comeAgain(receipt.message));
  const std::lock_guard lock(m_mutex);
  if (!isFirst()) return;
  m_message = bufferOf(exportResponse(m_signal, receipt, AnswerFormat::Protobuf));
  StartWriteAndFinish(&m_message, {}, grpc::Status::OK);
}

bool GrpcCall::hold(std::size_t bytes) {
  if (m_calls->hold(bytes)) {
    m_held += bytes;
    return true;
  }
  const std::string text = "more is waiting to be stored than memory may hold";
  refuse(RefusalReason::Busy, text, comeAgain(text));
  return false;
}

bool GrpcCall::isFinished() {
  const std::lock_guard lock(m_mutex);
  return m_isFinished;
}

bool GrpcCall::isFirst() {
  if (std::exchange(m_isFinished, true)) return false;
  ++m_calls->m_requests;
  return true;
}

void GrpcCall::finish(const grpc::Status& status) {
  const auto self = shared_from_this();
  const std::lock_guard lock(m_mutex);
  if (isFirst()) Finish(status);
}

void GrpcCall::refuse(RefusalReason reason, const std::string& what, const grpc::Status& status) {
  const auto self = shared_from_this();
  const std::lock_guard lock(m_mutex);
  if (!isFirst()) return;
  m_calls->m_refusals.count(reason, what);
  Finish(status);
}

}  // namespace spanloupe::receive
