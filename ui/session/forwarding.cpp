// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/forwarding.h"

namespace spanloupe::session {

Result<forward::ExportTarget> targetOf(const Forwarding& forwarding) {
  auto target = forward::parseTarget(forwarding.url, {});
  if (!target || forwarding.headersFile.empty()) return target;
  auto headers = forward::readHeadersFile(forwarding.headersFile);
  if (!headers) return tl::unexpected(headers.error());
  target->headers = std::move(*headers);
  return target;
}

std::string textOf(const forward::ExportTarget& target) {
  if (target.transport == forward::Transport::Http)
    return (target.tls ? "https://" : "http://") + target.authority() + target.path;
  return (target.tls ? "grpcs://" : "grpc://") + target.authority();
}

bool ForwardPace::isLate(const forward::ForwardState& state, Clock::time_point now) {
  const std::uint64_t left = state.sentRequests + state.refusedRequests + state.droppedRequests;
  if (state.waitingRequests == 0) {
    m_since.reset();
    m_late = false;
    return false;
  }
  const bool isWatchedLong = m_since && now - *m_since >= kMoment;
  if (m_since && left < m_watched) {
    m_late = m_late || isWatchedLong;
    return m_late;
  }
  // It has left, perhaps after a long time; the last of those that wait now is watched next.
  m_late = isWatchedLong;
  m_since = now;
  m_watched = left + state.waitingRequests;
  return m_late;
}

}  // namespace spanloupe::session
