// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Owns a file descriptor. One thread at a time.
#pragma once

#include <unistd.h>

#include <utility>

namespace spanloupe::receive {

class SocketHandle {
 public:
  SocketHandle() = default;
  explicit SocketHandle(int fd) : m_fd(fd) {}
  SocketHandle(SocketHandle&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
  SocketHandle& operator=(SocketHandle&& other) noexcept {
    std::swap(m_fd, other.m_fd);
    return *this;
  }
  SocketHandle(const SocketHandle&) = delete;
  SocketHandle& operator=(const SocketHandle&) = delete;
  ~SocketHandle() {
    if (m_fd >= 0) ::close(m_fd);
  }

  [[nodiscard]] int fd() const { return m_fd; }
  [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
  /// The caller owns it from now on.
  [[nodiscard]] int release() { return std::exchange(m_fd, -1); }

 private:
  int m_fd = -1;
};

}  // namespace spanloupe::receive
