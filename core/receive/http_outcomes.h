// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What became of requests, on its way back to the receiver's thread. Handlers keep it alive, so that one that
// is called after the receiver has stopped finds a queue that nobody reads. push() and wake() on every
// thread, takeAll() on the receiver's.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/ingest/live/request.h"
#include "core/receive/socket_handle.h"

namespace spanloupe::receive {

struct HttpOutcome {
  std::uint64_t request = 0;
  std::optional<Error> unpacking;  ///< Set: the body could not be inflated; there is no receipt.
  ingest::Receipt receipt;
};

class HttpOutcomes {
 public:
  [[nodiscard]] static Result<std::shared_ptr<HttpOutcomes>> create();
  explicit HttpOutcomes(SocketHandle event) : m_event(std::move(event)) {}

  void push(HttpOutcome outcome);
  [[nodiscard]] std::vector<HttpOutcome> takeAll();
  /// Readable when something was pushed or wake() was called, until takeAll().
  [[nodiscard]] int eventFd() const { return m_event.fd(); }
  void wake();

 private:
  SocketHandle m_event;
  std::mutex m_mutex;  ///< Guards m_waiting.
  std::vector<HttpOutcome> m_waiting;
};

}  // namespace spanloupe::receive
