// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A connection that says whatever a test wants, and HTTP/2 frames by hand for what no library would send.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace spanloupe::test {

class RawConnection {
 public:
  explicit RawConnection(std::uint16_t port, bool isV6 = false);
  RawConnection(RawConnection&& other) noexcept : m_descriptor(other.m_descriptor) {
    other.m_descriptor = -1;
  }
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;
  RawConnection& operator=(RawConnection&&) = delete;
  ~RawConnection();

  [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
  /// False when the other side does not take it within ten seconds, or is gone.
  [[nodiscard]] bool send(std::string_view bytes) const;
  void endSending() const;
  /// What comes until the other side ends, or `timeout` passes; `ended` tells which.
  [[nodiscard]] std::string readAll(std::chrono::milliseconds timeout, bool* ended = nullptr) const;
  /// Some bytes, none when the other side ended or nothing came in time.
  [[nodiscard]] std::string readSome(std::chrono::milliseconds timeout) const;

 private:
  int m_descriptor = -1;
};

/// The preface and an empty SETTINGS frame.
[[nodiscard]] std::string http2Preface();
[[nodiscard]] std::string http2Frame(std::uint8_t type, std::uint8_t flags, std::uint32_t stream,
                                     std::string_view payload);
/// HEADERS of a gRPC call.
[[nodiscard]] std::string grpcHeaders(std::uint32_t stream, std::string_view method);
/// The five bytes before a message.
[[nodiscard]] std::string messagePrefix(std::uint32_t size);

/// A sender that keeps to HTTP/2: to what the server allows to be sent on one stream, and to its pings.
class Http2Stream {
 public:
  /// What the server has sent; what is to be sent in answer.
  [[nodiscard]] std::string read(std::string_view bytes);
  void sent(std::size_t bytes);
  [[nodiscard]] std::int64_t room() const;
  /// The server has ended the stream or the connection.
  [[nodiscard]] bool isEnded() const { return m_isEnded; }

 private:
  std::string m_rest;
  bool m_isEnded = false;
  std::int64_t m_connectionRoom = 65'535, m_streamRoom = 65'535, m_initial = 65'535;
};

/// Anonymous memory of this process, in bytes.
[[nodiscard]] std::size_t anonymousMemory();

}  // namespace spanloupe::test
