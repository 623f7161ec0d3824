// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A session that is open for writing with the receivers before it and the tee between them: what the thread
// of Listening works on. One thread at a time; nothing here is for the UI thread, since opening, binding and
// stopping take time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/forward/tee.h"
#include "ui/session/listening_state.h"

namespace spanloupe::session {

class OpenReceivers {
 public:
  using Callbacks = ingest::LiveSession::Callbacks;

  OpenReceivers() = default;
  OpenReceivers(const OpenReceivers&) = delete;
  OpenReceivers& operator=(const OpenReceivers&) = delete;
  ~OpenReceivers() { close(); }

  /// The default session. What keeps an endpoint from listening is in its state.
  [[nodiscard]] Result<void> open(std::vector<receive::ReceiverOptions> endpoints,
                                  const ingest::Retention& retention, Callbacks callbacks);
  /// Answers what is under way and seals. What is to be forwarded has a moment, the rest waits on the disk.
  void close();
  [[nodiscard]] bool isOpen() const { return m_live != nullptr; }
  [[nodiscard]] const std::string& path() const { return m_path; }
  [[nodiscard]] ingest::LiveSession& live() { return *m_live; }
  [[nodiscard]] receive::Endpoints& endpoints() { return *m_endpoints; }

  /// With the addresses that this machine has by then.
  void startEndpoint(std::size_t endpoint);
  /// From now on, and of the next session that is opened. Endpoints that listen are restarted, but only where
  /// it makes a difference to them.
  void setReach(const Reach& reach);
  /// Of one request, in bytes; likewise.
  void setMessageLimit(std::size_t bytes);
  void setForwarding(const std::optional<Forwarding>& forwarding);

  /// isLate and spansPerSecond are not known here.
  [[nodiscard]] ListeningState state() const;

 private:
  [[nodiscard]] Result<void> openAll(std::vector<receive::ReceiverOptions> endpoints,
                                     const ingest::Retention& retention, Callbacks callbacks);
  [[nodiscard]] receive::ReceiverOptions reached(receive::ReceiverOptions options) const;
  void changeEach(const std::function<receive::ReceiverOptions(receive::ReceiverOptions)>& changed);
  void applyForwarding();

  Reach m_reach;
  AppliedReach m_applied;
  std::optional<Forwarding> m_forwarding;
  std::optional<ForwardingState> m_forwardingState;  ///< But for its counts.
  std::optional<forward::ExportTarget> m_target;     ///< That it is forwarded to.
  std::string m_path;
  std::vector<std::int64_t> m_sources;

  // Each uses those above it.
  std::unique_ptr<forward::Tee> m_tee;
  std::unique_ptr<ingest::LiveSession> m_live;
  std::unique_ptr<receive::Endpoints> m_endpoints;
};

}  // namespace spanloupe::session
