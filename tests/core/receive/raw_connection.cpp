// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/receive/raw_connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace spanloupe::test {
namespace {

bool isReady(int descriptor, short events, std::chrono::milliseconds timeout) {
  pollfd one{descriptor, events, 0};
  return ::poll(&one, 1, static_cast<int>(timeout.count())) > 0;
}

std::uint32_t numberAt(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

std::string bigEndian(std::uint32_t value, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) text += static_cast<char>(value >> shift);
  return text;
}

/// Literal, not indexed, without Huffman: RFC 7541, 6.2.2.
std::string headerField(std::string_view name, std::string_view value) {
  std::string field(1, '\0');
  field += static_cast<char>(name.size());
  field += name;
  field += static_cast<char>(value.size());
  return field.append(value);
}

}  // namespace

RawConnection::RawConnection(std::uint16_t port, bool isV6) {
  const int descriptor = ::socket(isV6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_port = htons(port);
  v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(port);
  v6.sin6_addr = in6addr_loopback;
  const int result = isV6 ? ::connect(descriptor, reinterpret_cast<sockaddr*>(&v6), sizeof v6)
                          : ::connect(descriptor, reinterpret_cast<sockaddr*>(&v4), sizeof v4);
  if (result == 0) {
    m_descriptor = descriptor;
  } else {
    ::close(descriptor);
  }
}

RawConnection::~RawConnection() {
  if (m_descriptor >= 0) ::close(m_descriptor);
}

bool RawConnection::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    if (!isReady(m_descriptor, POLLOUT, std::chrono::seconds(10))) return false;
    const ssize_t sent = ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawConnection::endSending() const { ::shutdown(m_descriptor, SHUT_WR); }

std::string RawConnection::readSome(std::chrono::milliseconds timeout) const {
  if (!isReady(m_descriptor, POLLIN, timeout)) return {};
  std::array<char, 16384> block{};
  const ssize_t count = ::recv(m_descriptor, block.data(), block.size(), 0);
  return count <= 0 ? std::string() : std::string(block.data(), static_cast<std::size_t>(count));
}

std::string RawConnection::readAll(std::chrono::milliseconds timeout, bool* ended) const {
  const auto until = std::chrono::steady_clock::now() + timeout;
  std::string all;
  bool isEnd = false;
  while (!isEnd) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0 || !isReady(m_descriptor, POLLIN, left)) break;
    std::array<char, 16384> block{};
    const ssize_t count = ::recv(m_descriptor, block.data(), block.size(), 0);
    isEnd = count <= 0;
    if (!isEnd) all.append(block.data(), static_cast<std::size_t>(count));
  }
  if (ended != nullptr) *ended = isEnd;
  return all;
}

std::string http2Preface() { return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + http2Frame(4, 0, 0, {}); }

std::string http2Frame(std::uint8_t type, std::uint8_t flags, std::uint32_t stream,
                       std::string_view payload) {
  std::string frame = bigEndian(static_cast<std::uint32_t>(payload.size()), 3);
  frame += static_cast<char>(type);
  frame += static_cast<char>(flags);
  frame += bigEndian(stream, 4);
  return frame.append(payload);
}

std::string grpcHeaders(std::uint32_t stream, std::string_view method) {
  return http2Frame(1, 4, stream,
                    headerField(":method", "POST") + headerField(":scheme", "http") +
                        headerField(":path", method) + headerField(":authority", "localhost") +
                        headerField("te", "trailers") + headerField("content-type", "application/grpc"));
}

std::string messagePrefix(std::uint32_t size) { return std::string(1, '\0') + bigEndian(size, 4); }

std::string Http2Stream::read(std::string_view bytes) {
  constexpr char kReset = 3, kSettings = 4, kPing = 6, kGoAway = 7, kWindowUpdate = 8;
  std::string answers;
  m_rest += bytes;
  while (m_rest.size() >= 9) {
    const std::size_t size = numberAt(m_rest, 0, 3);
    if (m_rest.size() < 9 + size) break;
    const char type = m_rest[3];
    const bool isAcknowledgement = (m_rest[4] & 1) != 0;
    if (type == kReset || type == kGoAway) m_isEnded = true;
    if (type == kWindowUpdate)
      (numberAt(m_rest, 5, 4) == 0 ? m_connectionRoom : m_streamRoom) += numberAt(m_rest, 9, 4);
    if (type == kPing && !isAcknowledgement) answers += http2Frame(6, 1, 0, m_rest.substr(9, size));
    if (type == kSettings && !isAcknowledgement) {
      answers += http2Frame(4, 1, 0, {});
      for (std::size_t at = 9; at + 6 <= 9 + size; at += 6) {
        if (numberAt(m_rest, at, 2) != 4) continue;  // SETTINGS_INITIAL_WINDOW_SIZE
        m_streamRoom += static_cast<std::int64_t>(numberAt(m_rest, at + 2, 4)) - m_initial;
        m_initial = numberAt(m_rest, at + 2, 4);
      }
    }
    m_rest.erase(0, 9 + size);
  }
  return answers;
}

void Http2Stream::sent(std::size_t bytes) {
  m_connectionRoom -= static_cast<std::int64_t>(bytes);
  m_streamRoom -= static_cast<std::int64_t>(bytes);
}

std::int64_t Http2Stream::room() const { return std::min(m_connectionRoom, m_streamRoom); }

std::size_t anonymousMemory() {
  std::ifstream status("/proc/self/status");
  std::string word;
  std::size_t kib = 0;
  while (status >> word)
    if (word == "RssAnon:") status >> kib;
  return kib << 10;
}

}  // namespace spanloupe::test
