// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/connection_gate.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <utility>
#include <vector>

#include "core/receive/connection_share.h"

namespace spanloupe::receive {
namespace {

constexpr std::size_t kMostConnections = 2'000;
/// Enough for a request line that is to be named.
constexpr std::size_t kFirstBytes = 256;
/// For the sender to read our answer.
constexpr std::chrono::seconds kParting{1};
constexpr std::chrono::milliseconds kTick{250};
constexpr std::string_view kHttp2 = "PRI * HTTP/2.0\r\n";
constexpr unsigned char kTlsHandshake = 0x16;

constexpr std::string_view kNotHere =
    "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"
    "Spanloupe takes OTLP over gRPC on this port. For OTLP over HTTP send to its other port (4318 unless it "
    "was\n"
    "changed), or set OTEL_EXPORTER_OTLP_PROTOCOL=grpc in the program that sends.\n";

/// What a connection takes: the one that is handed over, and our duplicate of it.
constexpr std::size_t kDescriptorsEach = 2;

bool watch(int epoll, int descriptor, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.fd = descriptor;
  return ::epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void unwatch(int epoll, int descriptor) { ::epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, nullptr); }

bool isHttp1(std::string_view bytes) {
  constexpr std::array<std::string_view, 8> kMethods{"GET ",     "POST ",   "PUT ",   "HEAD ",
                                                     "OPTIONS ", "DELETE ", "PATCH ", "CONNECT "};
  return std::any_of(kMethods.begin(), kMethods.end(),
                     [&](std::string_view method) { return bytes.starts_with(method); });
}

/// The request line without what follows a '?', where secrets may stand.
std::string requestLine(std::string_view bytes) {
  return std::string(bytes.substr(0, std::min(bytes.find_first_of("?\r\n"), std::size_t{120})));
}

std::string hexOf(std::string_view bytes) {
  std::string text;
  for (const char c : bytes.substr(0, 8)) {
    std::array<char, 4> two{};
    std::snprintf(two.data(), two.size(), "%02x ", static_cast<unsigned>(static_cast<unsigned char>(c)));
    text += two.data();
  }
  if (!text.empty()) text.pop_back();
  return text;
}

}  // namespace

ConnectionGate::ConnectionGate(ListenSockets sockets, bool isTls, Limits limits, Callbacks callbacks,
                               std::shared_ptr<PassedConnections> passed)
    : m_port(sockets.port),
      m_sockets(std::move(sockets.sockets)),
      m_isTls(isTls),
      m_limits(limits),
      m_callbacks(std::move(callbacks)),
      m_connections(std::move(passed)) {
  for (const ListenSocket& listening : m_sockets) m_addresses.push_back(listening.address);
}

Result<std::unique_ptr<ConnectionGate>> ConnectionGate::open(ListenSockets sockets, bool isTls, Limits limits,
                                                             Callbacks callbacks,
                                                             std::shared_ptr<PassedConnections> passed) {
  limits.connections = connectionShare(
      limits.connections == 0 ? kMostConnections : std::min(limits.connections, kMostConnections),
      kDescriptorsEach);
  std::unique_ptr<ConnectionGate> gate(
      new ConnectionGate(std::move(sockets), isTls, limits, std::move(callbacks), std::move(passed)));
  gate->m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
  gate->m_wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  gate->m_spare = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  bool isReady = gate->m_epoll >= 0 && gate->m_wake >= 0 && watch(gate->m_epoll, gate->m_wake, EPOLLIN);
  for (const ListenSocket& listening : gate->m_sockets)
    isReady = isReady && watch(gate->m_epoll, listening.handle.fd(), EPOLLIN);
  if (!isReady) return tl::unexpected<Error>(ioError("cannot listen", {}, errno));
  gate->m_thread = std::thread([self = gate.get()] { self->run(); });
  return gate;
}

ConnectionGate::~ConnectionGate() {
  stop();
  for (const int descriptor : {m_epoll, m_wake, m_spare})
    if (descriptor >= 0) ::close(descriptor);
}

void ConnectionGate::stop() {
  if (!m_thread.joinable()) return;
  m_stopping = true;
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(m_wake, &one, sizeof one);
  m_thread.join();
  m_sockets.clear();
  for (const auto& [descriptor, waiting] : m_waiting) ::close(descriptor);
  for (const int descriptor : m_passed) {
    m_connections->remove(descriptor);
    unwatch(m_epoll, descriptor);
    ::close(descriptor);
  }
  m_waiting.clear();
  m_passed.clear();
  m_open = 0;
}

void ConnectionGate::run() {
  std::array<epoll_event, 64> events{};
  auto nextTick = Clock::now() + kTick;
  while (true) {
    const bool isIdle = m_waiting.empty() && m_passed.empty() && !m_isPaused;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(nextTick - Clock::now()).count();
    const int timeout = isIdle ? -1 : static_cast<int>(std::max<std::int64_t>(left, 0));
    const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), timeout);
    if (m_stopping) return;
    for (int i = 0; i < count; ++i) handle(events.at(static_cast<std::size_t>(i)).data.fd);
    const auto now = Clock::now();
    if (now < nextTick) continue;
    nextTick = now + kTick;
    listenAgain();
    dropOverdue(now);
    m_callbacks.look();
  }
}

void ConnectionGate::handle(int descriptor) {
  const auto isIt = [&](const ListenSocket& listening) { return listening.handle.fd() == descriptor; };
  if (std::any_of(m_sockets.begin(), m_sockets.end(), isIt)) return accept(descriptor);
  if (m_passed.erase(descriptor) != 0) {
    // Only its end is watched.
    m_connections->remove(descriptor);
    unwatch(m_epoll, descriptor);
    ::close(descriptor);
    --m_open;
    return;
  }
  if (const auto waiting = m_waiting.find(descriptor); waiting != m_waiting.end())
    read(descriptor, waiting->second);
}

void ConnectionGate::accept(int listening) {
  // Not for ever: what is already here is to be looked at as well.
  for (int i = 0; i < 64; ++i) {
    const int descriptor = ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (descriptor < 0) {
      const bool isScarce = errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
      if (!isScarce) return;
      if (!turnAway(listening)) return pause();
      continue;
    }
    if (m_open >= m_limits.connections || !watch(m_epoll, descriptor, EPOLLIN)) {
      ::close(descriptor);
      refuse(RefusalReason::Connections, std::to_string(m_limits.connections) + " are open already");
      continue;
    }
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    m_waiting.emplace(descriptor, Waiting{{}, Clock::now() + m_limits.greeting, false});
    ++m_open;
  }
}

/// With the spare descriptor; false when that is lost, or somebody else was faster.
bool ConnectionGate::turnAway(int listening) {
  if (m_spare >= 0) ::close(m_spare);
  const int turnedAway = ::accept(listening, nullptr, nullptr);
  if (turnedAway >= 0) ::close(turnedAway);
  m_spare = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  refuse(RefusalReason::Connections, "this process has no file descriptor left");
  return turnedAway >= 0 && m_spare >= 0;
}

/// What cannot be accepted stays at the door, and would wake us again and again.
void ConnectionGate::pause() {
  m_isPaused = true;
  for (const ListenSocket& listening : m_sockets) unwatch(m_epoll, listening.handle.fd());
}

void ConnectionGate::listenAgain() {
  if (!std::exchange(m_isPaused, false)) return;
  if (m_spare < 0) m_spare = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  for (const ListenSocket& listening : m_sockets) watch(m_epoll, listening.handle.fd(), EPOLLIN);
}

void ConnectionGate::read(int descriptor, Waiting& waiting) {
  std::array<char, kFirstBytes> bytes{};
  const ssize_t count = ::recv(descriptor, bytes.data(), bytes.size(), 0);
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return;
  // Programs look whether a port is open, or wait until it is: that is nothing to count.
  if (count <= 0) return drop(descriptor);
  if (waiting.isAnswered) return;
  waiting.bytes.append(bytes.data(), static_cast<std::size_t>(count));
  judge(descriptor, waiting);
}

void ConnectionGate::judge(int descriptor, Waiting& waiting) {
  const std::string_view bytes = waiting.bytes;
  const std::string_view start = bytes.substr(0, kHttp2.size());
  const bool mayBeHttp2 = kHttp2.starts_with(start);
  const bool isTls = static_cast<unsigned char>(bytes.front()) == kTlsHandshake;
  if (m_isTls ? isTls : mayBeHttp2 && start.size() == kHttp2.size())
    return pass(descriptor, std::string(bytes));
  if (!m_isTls && mayBeHttp2) return;  // The rest is under way.
  if (isTls) {
    refuse(RefusalReason::NotHttp, "TLS, where this port is without: its address begins with http://");
  } else if (mayBeHttp2) {
    refuse(RefusalReason::NotHttp, "no TLS, which this port asks for: its address begins with https://");
  } else if (isHttp1(bytes)) {
    refuse(RefusalReason::NotHttp, "HTTP/1 on the port of gRPC: " + requestLine(bytes));
    return answer(descriptor, waiting, kNotHere);
  } else {
    refuse(RefusalReason::NotHttp, "bytes that are not gRPC: " + hexOf(bytes));
  }
  drop(descriptor);
}

void ConnectionGate::pass(int descriptor, const std::string& firstBytes) {
  // Whoever serves it shuts it down before closing it, which our duplicate tells us.
  const int duplicate = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  if (duplicate < 0 || !watch(m_epoll, duplicate, 0)) {
    if (duplicate >= 0) ::close(duplicate);
    refuse(RefusalReason::Connections, "this process has no file descriptor left");
    return drop(descriptor);
  }
  unwatch(m_epoll, descriptor);
  m_waiting.erase(descriptor);
  m_passed.insert(duplicate);
  m_connections->add(duplicate);
  m_callbacks.pass(descriptor, firstBytes);
}

void ConnectionGate::answer(int descriptor, Waiting& waiting, std::string_view text) {
  // Closed with unread bytes it would be reset, and the sender would not see the answer.
  if (::send(descriptor, text.data(), text.size(), MSG_NOSIGNAL) < 0 || ::shutdown(descriptor, SHUT_WR) != 0)
    return drop(descriptor);
  waiting.isAnswered = true;
  waiting.until = Clock::now() + kParting;
}

void ConnectionGate::drop(int descriptor) {
  unwatch(m_epoll, descriptor);
  ::close(descriptor);
  m_waiting.erase(descriptor);
  --m_open;
}

void ConnectionGate::dropOverdue(Clock::time_point now) {
  std::vector<int> overdue;
  for (const auto& [descriptor, waiting] : m_waiting)
    if (waiting.until <= now) overdue.push_back(descriptor);
  for (const int descriptor : overdue) {
    if (!m_waiting.at(descriptor).isAnswered)
      refuse(RefusalReason::TooSlow,
             "a connection that said nothing for " + std::to_string(m_limits.greeting.count() / 1000) + " s");
    drop(descriptor);
  }
}

}  // namespace spanloupe::receive
