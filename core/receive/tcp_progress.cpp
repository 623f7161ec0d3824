// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/tcp_progress.h"

// Not <netinet/tcp.h>, whose tcp_info is too old and excludes this one.
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace spanloupe::receive {
namespace {

/// Of tcpi_state; the header that names them excludes the other.
constexpr unsigned kTimeWait = 6, kClose = 7, kCloseWait = 8, kLastAck = 9, kClosing = 11;

}  // namespace

std::uint64_t bytesReceived(int fd) {
  tcp_info info{};
  socklen_t size = sizeof info;
  if (::getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return 0;
  // The kernel takes the end of the stream for a byte.
  const bool hasEnded = info.tcpi_state == kCloseWait || info.tcpi_state == kLastAck ||
                        info.tcpi_state == kClosing || info.tcpi_state == kTimeWait ||
                        info.tcpi_state == kClose;
  return info.tcpi_bytes_received - (hasEnded && info.tcpi_bytes_received != 0 ? 1 : 0);
}

Speech firstSpeech(std::string_view bytes) {
  if (bytes.empty()) return Speech::None;
  // A handshake record; whatever the version.
  if (bytes[0] == 0x16) return Speech::Tls;
  if (bytes.starts_with("PRI * HTTP/2")) return Speech::Http2;
  // A method, or an empty line before it, which is tolerated.
  const bool isMethod = (bytes[0] >= 'A' && bytes[0] <= 'Z') || (bytes[0] >= 'a' && bytes[0] <= 'z');
  return isMethod || bytes[0] == '\r' || bytes[0] == '\n' ? Speech::Http : Speech::Other;
}

}  // namespace spanloupe::receive
