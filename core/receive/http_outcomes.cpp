// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/http_outcomes.h"

#include <sys/eventfd.h>

#include <cerrno>

namespace spanloupe::receive {

Result<std::shared_ptr<HttpOutcomes>> HttpOutcomes::create() {
  SocketHandle event(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
  if (!event.isOpen()) return tl::unexpected(ioError("cannot start an endpoint", {}, errno));
  return std::make_shared<HttpOutcomes>(std::move(event));
}

void HttpOutcomes::push(HttpOutcome outcome) {
  {
    const std::lock_guard lock(m_mutex);
    m_waiting.push_back(std::move(outcome));
    // Who pushed the first has woken the reader.
    if (m_waiting.size() > 1) return;
  }
  wake();
}

std::vector<HttpOutcome> HttpOutcomes::takeAll() {
  std::uint64_t count = 0;
  (void)!::read(m_event.fd(), &count, sizeof count);
  const std::lock_guard lock(m_mutex);
  return std::exchange(m_waiting, {});
}

void HttpOutcomes::wake() {
  const std::uint64_t one = 1;
  (void)!::write(m_event.fd(), &one, sizeof one);
}

}  // namespace spanloupe::receive
