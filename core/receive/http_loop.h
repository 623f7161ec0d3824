// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The thread of an OTLP/HTTP endpoint: accepts connections, looks at what each speaks first, hands those of
// HTTP to libmicrohttpd, keeps their number and their time within the limits, and takes answers back to
// them. Constructed and stopped on any one thread; everything else is on its own.
#pragma once

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "core/receive/body_workers.h"
#include "core/receive/http_connections.h"
#include "core/receive/http_daemon.h"
#include "core/receive/lingering_sockets.h"
#include "core/receive/listen_sockets.h"

namespace spanloupe::receive {

class HttpLoop {
 public:
  /// `endpoint` must outlive this. InvalidArgument when the certificate cannot be used.
  [[nodiscard]] static Result<std::unique_ptr<HttpLoop>> start(HttpEndpoint& endpoint,
                                                               std::vector<ListenSocket> sockets,
                                                               const HttpCertificate& certificate);
  ~HttpLoop() { stop(); }
  void stop();

 private:
  using Time = std::chrono::steady_clock::time_point;

  HttpLoop(HttpEndpoint& endpoint, std::vector<ListenSocket> sockets, SocketHandle epoll,
           std::shared_ptr<HttpOutcomes> outcomes);
  void run();
  struct Ready {
    bool daemon = false, outcomes = false;
  };
  /// Until something happens; what is the sockets' own is handled here.
  Ready wait();
  void handle(int fd);
  [[nodiscard]] int waitMilliseconds() const;
  void watch(int fd);
  void unwatch(int fd);
  void accept(int listenFd);
  bool makeRoom();
  void listenAgain();
  void hear(HttpConnection& connection);
  void turnAway(HttpConnection& connection, const HttpAnswer& answer);
  void closed(HttpConnection& connection);
  void remove(HttpConnection& connection);
  void closeOverdue(Time now);
  void closeIfEnded(HttpConnection& connection);
  void beginStop();

  HttpEndpoint& m_endpoint;
  std::vector<ListenSocket> m_listening;
  SocketHandle m_epoll;
  std::shared_ptr<HttpOutcomes> m_outcomes;
  BodyWorkers m_workers;
  std::atomic<bool> m_stopWanted{false};

  // Only the thread uses these.
  HttpConnections m_connections;
  LingeringSockets m_lingering;
  std::unique_ptr<HttpDaemon> m_daemon;
  bool m_daemonHasMore = false;
  bool m_isPaused = false;  ///< No file descriptor is left for another connection.
  bool m_isStopping = false;
  bool m_usesTls = false;
  Time m_nextLook{};

  std::jthread m_thread;  // Last: it uses everything above.
};

}  // namespace spanloupe::receive
