// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/tee.h"

#include <mutex>
#include <utility>

namespace spanloupe::forward {
namespace {

constexpr std::size_t kMostHeld = std::size_t{64} << 20;

}  // namespace

Tee::~Tee() { stop({}); }

TakeRequest Tee::around(TakeRequest next) {
  TakeRequest copying =
      teeing(next, [this](Signal signal, Encoding encoding, std::shared_ptr<const std::string> body) {
        offer(signal, encoding, std::move(body));
      });
  return [this, plain = std::move(next), copying = std::move(copying)](ingest::ReceivedRequest request,
                                                                       ingest::ReceiptHandler handler) {
    (m_isWanted ? copying : plain)(std::move(request), std::move(handler));
  };
}

void Tee::offer(Signal signal, Encoding encoding, std::shared_ptr<const std::string> body) {
  {
    const std::shared_lock lock(m_mutex);
    if (m_forwarder) return m_forwarder->offer(signal, encoding, std::move(body));
  }
  const std::unique_lock lock(m_mutex);
  if (m_forwarder) return m_forwarder->offer(signal, encoding, std::move(body));
  if (!m_isWanted) return;
  if (m_heldBytes + body->size() > kMostHeld) {
    ++m_notHeld;
    return;
  }
  m_heldBytes += body->size();
  m_held.push_back({signal, encoding, std::move(body)});
}

Result<void> Tee::change(std::optional<ForwardOptions> options) {
  std::unique_ptr<Forwarder> former;
  {
    const std::unique_lock lock(m_mutex);
    m_isWanted = options.has_value();
    former = std::move(m_forwarder);
    m_last.reset();
  }
  // Its folder is free, and what it had taken is there, once it is gone.
  former.reset();
  Result<std::unique_ptr<Forwarder>> next;
  if (options) next = Forwarder::start(std::move(*options));
  const std::unique_lock lock(m_mutex);
  m_isWanted = options && next;
  if (m_isWanted) {
    m_forwarder = std::move(*next);
    for (Held& held : m_held) m_forwarder->offer(held.signal, held.encoding, std::move(held.body));
  } else {
    m_notHeld = 0;
  }
  m_held.clear();
  m_heldBytes = 0;
  if (!next) return tl::unexpected(next.error());
  return {};
}

std::optional<ForwardState> Tee::state() const {
  const std::shared_lock lock(m_mutex);
  if (!m_forwarder) return m_last;
  ForwardState state = m_forwarder->state();
  state.droppedRequests += m_notHeld;
  return state;
}

void Tee::stop(std::chrono::milliseconds last) {
  if (m_forwarder) m_forwarder->waitUntilSent(last);
  std::unique_ptr<Forwarder> former;
  {
    const std::unique_lock lock(m_mutex);
    m_isWanted = false;
    former = std::move(m_forwarder);
  }
  if (!former) return;
  former->stop();
  ForwardState state = former->state();
  const std::unique_lock lock(m_mutex);
  state.droppedRequests += std::exchange(m_notHeld, 0);
  m_last = std::move(state);
}

}  // namespace spanloupe::forward
