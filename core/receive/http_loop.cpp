// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/http_loop.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "core/receive/tcp_progress.h"

namespace spanloupe::receive {
namespace {

using State = HttpConnection::State;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int kAcceptedAtOnce = 32;
constexpr unsigned kMostWorkers = 4;

unsigned workers() { return std::clamp(std::thread::hardware_concurrency(), 1U, kMostWorkers); }

/// How often the deadlines are looked at.
milliseconds lookEvery(const HttpLimits& limits) {
  return std::clamp(std::min(limits.idle, limits.request) / 4, milliseconds(10), milliseconds(1000));
}

HttpAnswer otherSpeechAnswer(Speech speech) {
  switch (speech) {
    case Speech::Tls: return refusal(400, "this port takes OTLP/HTTP without TLS: use http://", {});
    case Speech::Http2: return refusal(400, "this port takes OTLP/HTTP; OTLP/gRPC has a port of its own", {});
    default: return refusal(400, "this port takes OTLP/HTTP", {});
  }
}

std::string nameOf(Speech speech) {
  switch (speech) {
    case Speech::Tls: return "TLS on a port without it";
    case Speech::Http2: return "HTTP/2, as gRPC has it";
    case Speech::Http: return "HTTP on a port with TLS";
    default: return "bytes that are no HTTP";
  }
}

}  // namespace

HttpLoop::HttpLoop(HttpEndpoint& endpoint, std::vector<ListenSocket> sockets, SocketHandle epoll,
                   std::shared_ptr<HttpOutcomes> outcomes)
    : m_endpoint(endpoint),
      m_listening(std::move(sockets)),
      m_epoll(std::move(epoll)),
      m_outcomes(std::move(outcomes)),
      m_workers(workers(), endpoint, m_outcomes),
      m_connections(endpoint.limits) {}

Result<std::unique_ptr<HttpLoop>> HttpLoop::start(HttpEndpoint& endpoint, std::vector<ListenSocket> sockets,
                                                  const HttpCertificate& certificate) {
  auto outcomes = HttpOutcomes::create();
  if (!outcomes) return tl::unexpected(outcomes.error());
  SocketHandle epoll(::epoll_create1(EPOLL_CLOEXEC));
  if (!epoll.isOpen()) return tl::unexpected(ioError("cannot start an endpoint", {}, errno));
  std::unique_ptr<HttpLoop> loop(
      new HttpLoop(endpoint, std::move(sockets), std::move(epoll), std::move(*outcomes)));
  auto daemon =
      HttpDaemon::create(endpoint, certificate,
                         {[raw = loop.get()](BodyWorkers::Job job) { raw->m_workers.add(std::move(job)); },
                          [raw = loop.get()](HttpConnection& connection) { raw->closed(connection); }});
  if (!daemon) return tl::unexpected(daemon.error());
  loop->m_daemon = std::move(*daemon);
  loop->m_usesTls = !certificate.certificate.empty();
  loop->watch(loop->m_outcomes->eventFd());
  loop->watch(loop->m_daemon->eventFd());
  for (const ListenSocket& socket : loop->m_listening) loop->watch(socket.handle.fd());
  loop->m_thread = std::jthread([raw = loop.get()] { raw->run(); });
  return loop;
}

void HttpLoop::stop() {
  m_stopWanted = true;
  m_outcomes->wake();
  if (m_thread.joinable()) m_thread.join();
  m_workers.stop();
}

void HttpLoop::run() {
  std::optional<Time> stopAt;
  while (true) {
    const Ready ready = wait();
    if (ready.outcomes)
      for (const HttpOutcome& outcome : m_outcomes->takeAll()) m_daemon->requests().settle(outcome);
    if (ready.daemon || ready.outcomes || m_daemonHasMore) m_daemonHasMore = m_daemon->run();
    const Time now = Clock::now();
    if (now >= m_nextLook) closeOverdue(now);
    if (m_stopWanted && !stopAt) {
      beginStop();
      stopAt = now + m_endpoint.limits.grace;
    }
    if (stopAt && (m_daemon->requests().underWay() == 0 || now >= *stopAt)) break;
  }
  m_daemon.reset();
  m_lingering = {};
}

int HttpLoop::waitMilliseconds() const {
  if (m_daemonHasMore) return 0;
  if (m_isStopping) return 20;
  if (m_connections.size() == 0 && m_lingering.isEmpty() && !m_isPaused) return -1;
  return static_cast<int>(lookEvery(m_endpoint.limits).count());
}

HttpLoop::Ready HttpLoop::wait() {
  std::array<epoll_event, 64> events;
  const int count =
      ::epoll_wait(m_epoll.fd(), events.data(), static_cast<int>(events.size()), waitMilliseconds());
  Ready ready;
  for (int i = 0; i < count; ++i) {
    const int fd = events.at(static_cast<std::size_t>(i)).data.fd;
    if (fd == m_daemon->eventFd()) {
      ready.daemon = true;
    } else if (fd == m_outcomes->eventFd()) {
      ready.outcomes = true;
    } else {
      handle(fd);
    }
  }
  return ready;
}

void HttpLoop::handle(int fd) {
  const auto listening = std::find_if(m_listening.begin(), m_listening.end(),
                                      [fd](const ListenSocket& one) { return one.handle.fd() == fd; });
  if (listening != m_listening.end()) return accept(fd);
  if (HttpConnection* connection = m_connections.find(fd);
      connection != nullptr && connection->state == State::Silent)
    return hear(*connection);
  m_lingering.read(fd);
}

void HttpLoop::watch(int fd) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = fd;
  ::epoll_ctl(m_epoll.fd(), EPOLL_CTL_ADD, fd, &event);
}

void HttpLoop::unwatch(int fd) { ::epoll_ctl(m_epoll.fd(), EPOLL_CTL_DEL, fd, nullptr); }

void HttpLoop::accept(int listenFd) {
  for (int i = 0; i < kAcceptedAtOnce; ++i) {
    SocketHandle handle(::accept4(listenFd, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!handle.isOpen()) {
      if ((errno == EMFILE || errno == ENFILE) && !makeRoom()) {
        // Else the listening socket would stay ready and keep this thread busy.
        m_isPaused = true;
        for (const ListenSocket& socket : m_listening) unwatch(socket.handle.fd());
      }
      return;
    }
    const bool isFull = m_connections.size() >= m_endpoint.limits.connections && !makeRoom();
    HttpConnection& connection = m_connections.add(handle.release(), Clock::now());
    m_endpoint.connections = m_connections.size();
    if (isFull) {
      m_endpoint.refusals.count(RefusalReason::Connections,
                                std::to_string(m_endpoint.limits.connections) + " connections are open");
      turnAway(connection, refusal(503, "too many connections are open", {}));
    } else {
      watch(connection.fd);
      // Most senders send at once, so that this saves a turn.
      hear(connection);
    }
  }
}

/// Closes the connection that has been idle for longest, so that one with something to say gets its place.
bool HttpLoop::makeRoom() {
  HttpConnection* idle = m_connections.longestIdle();
  if (idle == nullptr) return false;
  m_endpoint.refusals.count(RefusalReason::Connections,
                            std::to_string(m_connections.size()) +
                                " connections are open; the one without a request for longest was closed");
  if (idle->state == State::Silent) {
    ::close(idle->fd);
    remove(*idle);
  } else {
    idle->isClosing = true;
    ::shutdown(idle->fd, SHUT_RDWR);
  }
  return true;
}

void HttpLoop::listenAgain() {
  if (!std::exchange(m_isPaused, false)) return;
  for (const ListenSocket& socket : m_listening) watch(socket.handle.fd());
}

void HttpLoop::hear(HttpConnection& connection) {
  std::array<char, 16> first;
  const ssize_t size = ::recv(connection.fd, first.data(), first.size(), MSG_PEEK | MSG_DONTWAIT);
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
  const Speech speech = firstSpeech({first.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))});
  unwatch(connection.fd);
  if (speech == Speech::None) {
    ::close(connection.fd);
    return remove(connection);
  }
  if (speech != (m_usesTls ? Speech::Tls : Speech::Http)) {
    m_endpoint.refusals.count(RefusalReason::NotHttp, nameOf(speech));
    return turnAway(connection, m_usesTls
                                    ? refusal(400, "this port takes OTLP/HTTP with TLS: use https://", {})
                                    : otherSpeechAnswer(speech));
  }
  m_daemon->add(connection);
  m_daemonHasMore = true;
}

void HttpLoop::turnAway(HttpConnection& connection, const HttpAnswer& answer) {
  SocketHandle handle(connection.fd);
  remove(connection);
  const std::string text = closingText(answer);
  (void)::send(handle.fd(), text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  watch(handle.fd());
  m_lingering.add(std::move(handle), Clock::now());
}

/// libmicrohttpd closes it when this returns.
void HttpLoop::closed(HttpConnection& connection) {
  if (connection.hasUnreadBytes && !connection.isClosing && !m_isStopping) {
    // A second descriptor keeps the connection open when the first one is closed.
    SocketHandle second(::fcntl(connection.fd, F_DUPFD_CLOEXEC, 0));
    if (second.isOpen()) {
      watch(second.fd());
      m_lingering.add(std::move(second), Clock::now());
    }
  }
  remove(connection);
}

void HttpLoop::remove(HttpConnection& connection) {
  m_connections.remove(connection.fd);
  m_endpoint.connections = m_connections.size();
}

void HttpLoop::closeOverdue(Time now) {
  m_nextLook = now + lookEvery(m_endpoint.limits);
  m_lingering.closeOverdue(now);
  listenAgain();
  for (HttpConnection* connection : m_connections.all()) closeIfEnded(*connection);
  for (HttpConnection* connection : m_connections.overdue(now)) {
    if (connection->state == State::Silent) {
      ::close(connection->fd);
      remove(*connection);
      continue;
    }
    if (connection->state == State::Receiving)
      m_endpoint.refusals.count(RefusalReason::TooSlow,
                                std::to_string(connection->bytes) + " bytes of a body came in time");
    if (connection->state == State::Waiting && bytesReceived(connection->fd) > connection->bytes)
      m_endpoint.refusals.count(RefusalReason::TooSlow, "the headers did not come whole in time");
    connection->isClosing = true;
    ::shutdown(connection->fd, SHUT_RDWR);
  }
}

/// libmicrohttpd does not see the end of a stream that came together with the last bytes before it.
void HttpLoop::closeIfEnded(HttpConnection& connection) {
  if (connection.state != State::Waiting && connection.state != State::Receiving) return;
  char byte = 0;
  if (::recv(connection.fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) != 0) return;
  if (connection.state == State::Receiving) connection.isClosing = true;
  ::shutdown(connection.fd, SHUT_RDWR);
}

void HttpLoop::beginStop() {
  m_isStopping = true;
  m_listening.clear();
  m_daemon->requests().refuseNew();
  for (HttpConnection* connection : m_connections.all()) {
    if (connection->state != State::Silent) continue;
    ::close(connection->fd);
    remove(*connection);
  }
}

}  // namespace spanloupe::receive
