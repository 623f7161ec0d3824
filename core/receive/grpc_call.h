// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One Export call. Its session and gRPC, which may cancel it, both want to finish it: the first does. It
// lives until gRPC is done with it and the session has answered. gRPC's threads, the session's, and that of
// GrpcCalls::look().
#pragma once

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <mutex>
#include <string>

#include "core/receive/body_encoding.h"
#include "core/receive/export_answer.h"
#include "core/receive/grpc_calls.h"

namespace spanloupe::receive {

class GrpcCall final : public grpc::ServerGenericBidiReactor, public std::enable_shared_from_this<GrpcCall> {
 public:
  GrpcCall(std::shared_ptr<GrpcCalls> calls, const grpc::GenericCallbackServerContext& context, Signal signal)
      : m_calls(std::move(calls)), m_context(context), m_signal(signal) {}
  ~GrpcCall() override { release(); }

  void begin();
  /// False when it is finished already.
  [[nodiscard]] bool read();
  void endSlow();

  void OnReadDone(bool ok) override;
  void OnCancel() override { finish(grpc::Status::CANCELLED); }
  void OnDone() override;

  /// Where GrpcCalls keeps it, if it does; its mutex guards them.
  GrpcCalls::List* list = nullptr;
  GrpcCalls::List::iterator place;
  /// How its message comes.
  struct Reading {
    GrpcCalls::Clock::time_point since, progress;  ///< The second: when enough of it had come the last time.
    std::uint64_t before = 0;                      ///< Bytes of its connection before.
    std::uint64_t bytes = 0;       ///< Of its connection since; other calls may have some of them.
    std::uint64_t progressed = 0;  ///< Those of them that were there at `progress`.
    std::uint64_t growth = 0;      ///< Of `bytes`, between the last two looks.
    bool isSlow = false;
  };
  Reading reading;
  /// While it is kept there.
  [[nodiscard]] std::string peer() const { return m_context.peer(); }

 private:
  /// The message as it is to be decoded; false when it was refused.
  [[nodiscard]] bool receive(std::string& body);
  [[nodiscard]] bool inflate(std::string& body, BodyEncoding encoding);
  void hand(std::string body);
  void answer(const ingest::Receipt& receipt);
  [[nodiscard]] bool hold(std::size_t bytes);
  void release() { m_calls->release(std::exchange(m_held, 0)); }

  [[nodiscard]] bool isFinished();
  /// Of those who want to finish it. With the mutex.
  [[nodiscard]] bool isFirst();
  void finish(const grpc::Status& status);
  void refuse(RefusalReason reason, const std::string& what, const grpc::Status& status);

  std::shared_ptr<GrpcCalls> m_calls;
  std::shared_ptr<GrpcCall> m_self;  ///< Until gRPC is done with it.
  const grpc::GenericCallbackServerContext& m_context;
  Signal m_signal;
  grpc::ByteBuffer m_message;
  std::size_t m_held = 0;  ///< Of the thread that has the message: gRPC's, then the session's.

  std::mutex m_mutex;  ///< Guards what follows, and that nothing is started when it is set.
  bool m_isFinished = false;
};

/// That the sender is to send it again in a while.
[[nodiscard]] grpc::Status comeAgain(const std::string& why);

}  // namespace spanloupe::receive
