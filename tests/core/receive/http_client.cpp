// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/receive/http_client.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace spanloupe::test {
namespace {

using Clock = std::chrono::steady_clock;

bool waitFor(int fd, short events, Clock::time_point until) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
  pollfd waiting{fd, events, 0};
  return fd >= 0 && left.count() > 0 && ::poll(&waiting, 1, static_cast<int>(left.count())) == 1;
}

std::string lowerCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

HttpReply parseHead(const std::string& head) {
  HttpReply reply;
  reply.status = std::atoi(head.substr(head.find(' ') + 1).c_str());
  std::size_t at = head.find("\r\n") + 2;
  while (at < head.size()) {
    const std::size_t end = head.find("\r\n", at);
    const std::string line = head.substr(at, end - at);
    const std::size_t colon = line.find(": ");
    if (colon != std::string::npos) reply.headers[lowerCase(line.substr(0, colon))] = line.substr(colon + 2);
    if (end == std::string::npos) break;
    at = end + 2;
  }
  return reply;
}

}  // namespace

HttpClient::HttpClient(std::uint16_t port, const std::string& address) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return;
  m_fd = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (m_fd >= 0 && ::connect(m_fd, found->ai_addr, found->ai_addrlen) != 0) {
    ::close(m_fd);
    m_fd = -1;
  }
  ::freeaddrinfo(found);
}

HttpClient::HttpClient(HttpClient&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1)), m_received(std::move(other.m_received)) {}

HttpClient::~HttpClient() {
  if (m_fd >= 0) ::close(m_fd);
}

bool HttpClient::send(std::string_view bytes) {
  const auto until = Clock::now() + kPatience;
  while (!bytes.empty()) {
    if (!waitFor(m_fd, POLLOUT, until)) return false;
    const ssize_t sent = ::send(m_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void HttpClient::endSending() { ::shutdown(m_fd, SHUT_WR); }

void HttpClient::reset() {
  const linger atOnce{1, 0};
  ::setsockopt(m_fd, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
  ::close(m_fd);
  m_fd = -1;
}

bool HttpClient::receive(Clock::time_point until) {
  if (!waitFor(m_fd, POLLIN, until)) return false;
  char block[1 << 14];
  const ssize_t size = ::recv(m_fd, block, sizeof block, 0);
  if (size <= 0) return false;
  m_received.append(block, static_cast<std::size_t>(size));
  return true;
}

HttpReply HttpClient::read(bool hasBody) {
  const auto until = Clock::now() + kPatience;
  std::size_t end = 0;
  while ((end = m_received.find("\r\n\r\n")) == std::string::npos)
    if (!receive(until)) return {};
  HttpReply reply = parseHead(m_received.substr(0, end));
  m_received.erase(0, end + 4);
  if (!hasBody || reply.status == 100 || reply.status == 204) return reply;
  const auto size = static_cast<std::size_t>(std::atoll(reply.header("content-length").c_str()));
  while (m_received.size() < size)
    if (!receive(until)) return {};
  reply.body = m_received.substr(0, size);
  m_received.erase(0, size);
  return reply;
}

bool HttpClient::isClosedByPeer(std::chrono::milliseconds patience) {
  const auto until = Clock::now() + patience;
  while (receive(until)) {
  }
  char byte = 0;
  const ssize_t size = ::recv(m_fd, &byte, 1, MSG_DONTWAIT | MSG_PEEK);
  return size == 0 || (size < 0 && errno != EAGAIN);
}

std::string HttpClient::readAll() {
  const auto until = Clock::now() + kPatience;
  while (receive(until)) {
  }
  return std::exchange(m_received, {});
}

std::string httpRequest(const std::string& method, const std::string& path, const HttpHeaders& headers,
                        const std::string& body) {
  HttpHeaders all{{"Host", "localhost"}};
  if (!body.empty() || method == "POST") all.emplace_back("Content-Length", std::to_string(body.size()));
  for (const auto& header : headers) {
    const auto same =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.first == header.first; });
    if (same == all.end()) {
      all.push_back(header);
    } else {
      same->second = header.second;
    }
  }
  std::string text = method + ' ' + path + " HTTP/1.1\r\n";
  for (const auto& [name, value] : all)
    if (!value.empty()) text += name + ": " + value + "\r\n";
  return text + "\r\n" + body;
}

std::string httpPost(const std::string& path, const std::string& body, HttpHeaders headers) {
  headers.insert(headers.begin(), {"Content-Type", "application/x-protobuf"});
  // A second one of the same name wins, as in httpRequest().
  return httpRequest("POST", path, headers, body);
}

std::string chunked(std::string_view body, std::size_t size) {
  std::string text;
  while (!body.empty()) {
    const std::string_view chunk = body.substr(0, size);
    char length[32];
    std::snprintf(length, sizeof length, "%zx\r\n", chunk.size());
    text += length;
    text += chunk;
    text += "\r\n";
    body.remove_prefix(chunk.size());
  }
  return text + "0\r\n\r\n";
}

}  // namespace spanloupe::test
