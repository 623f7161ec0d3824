// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/forward/http_endpoint.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>

namespace spanloupe::test {

HttpEndpoint::HttpEndpoint(unsigned short port) : m_listening(::socket(AF_INET, SOCK_STREAM, 0)) {
  const int on = 1;
  ::setsockopt(m_listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  socklen_t size = sizeof address;
  if (::bind(m_listening, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(m_listening, 8) != 0 ||
      ::getsockname(m_listening, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    std::abort();
  m_port = ntohs(address.sin_port);
  m_thread = std::thread([this] { run(); });
}

HttpEndpoint::~HttpEndpoint() {
  {
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
    ::shutdown(m_listening, SHUT_RDWR);
    if (m_connection >= 0) ::shutdown(m_connection, SHUT_RDWR);
  }
  m_thread.join();
  ::close(m_listening);
}

void HttpEndpoint::answerNext(std::string response) {
  const std::lock_guard lock(m_mutex);
  m_answers.push_back(std::move(response));
}

std::vector<HttpRequestSeen> HttpEndpoint::waitFor(std::size_t count) {
  std::unique_lock lock(m_mutex);
  m_changed.wait_for(lock, std::chrono::seconds(10), [&] { return m_seen.size() >= count; });
  return m_seen;
}

void HttpEndpoint::run() {
  while (true) {
    const int connection = ::accept(m_listening, nullptr, nullptr);
    {
      const std::lock_guard lock(m_mutex);
      if (m_stopping || connection < 0) {
        if (connection >= 0) ::close(connection);
        return;
      }
      m_connection = connection;
    }
    serve(connection);
    const std::lock_guard lock(m_mutex);
    m_connection = -1;
    ::close(connection);
  }
}

void HttpEndpoint::serve(int connection) {
  std::string bytes;
  char block[16384];
  while (true) {
    const std::size_t head = bytes.find("\r\n\r\n");
    const std::size_t at = bytes.find("Content-Length: ");
    const std::size_t length =
        head == std::string::npos || at > head ? 0 : std::strtoull(bytes.c_str() + at + 16, nullptr, 10);
    if (head != std::string::npos && bytes.size() >= head + 4 + length) {
      std::string answer =
          "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n";
      {
        const std::lock_guard lock(m_mutex);
        m_seen.push_back({bytes.substr(0, head), bytes.substr(head + 4, length)});
        if (!m_answers.empty()) {
          answer = m_answers.front();
          m_answers.pop_front();
        }
        m_changed.notify_all();
      }
      bytes.erase(0, head + 4 + length);
      if (::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) return;
      continue;
    }
    const ssize_t read = ::recv(connection, block, sizeof block, 0);
    if (read <= 0) return;
    bytes.append(block, static_cast<std::size_t>(read));
  }
}

}  // namespace spanloupe::test
