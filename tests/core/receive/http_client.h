// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A client of one TCP connection that does what a test says and nothing by itself, so that it can be as slow,
// wrong and rude as senders are. One thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spanloupe::test {

struct HttpReply {
  int status = 0;                              ///< 0: the connection ended, or nothing came in time.
  std::map<std::string, std::string> headers;  ///< Names in lower case.
  std::string body;

  [[nodiscard]] std::string header(const std::string& name) const {
    const auto at = headers.find(name);
    return at == headers.end() ? std::string() : at->second;
  }
};

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

class HttpClient {
 public:
  static constexpr std::chrono::seconds kPatience{20};

  explicit HttpClient(std::uint16_t port, const std::string& address = "127.0.0.1");
  HttpClient(HttpClient&& other) noexcept;
  HttpClient(const HttpClient&) = delete;
  ~HttpClient();

  [[nodiscard]] bool isConnected() const { return m_fd >= 0; }
  /// All of it; false when the peer does not take it.
  bool send(std::string_view bytes);
  /// The end of what is sent; answers can still be read.
  void endSending();
  /// Ends the connection as a crash of the sender would.
  void reset();
  /// The next answer. `hasBody` false: to HEAD.
  [[nodiscard]] HttpReply read(bool hasBody = true);
  /// Whether the peer closes within the time, whatever it sends before.
  [[nodiscard]] bool isClosedByPeer(std::chrono::milliseconds patience = kPatience);
  /// All that comes until the peer closes.
  [[nodiscard]] std::string readAll();

 private:
  bool receive(std::chrono::steady_clock::time_point until);

  int m_fd = -1;
  std::string m_received;
};

/// "METHOD path HTTP/1.1" with Host and, unless empty, Content-Length and `body`. A header that is given
/// replaces one of these; an empty value leaves it out.
[[nodiscard]] std::string httpRequest(const std::string& method, const std::string& path,
                                      const HttpHeaders& headers, const std::string& body = {});
/// POST of protobuf.
[[nodiscard]] std::string httpPost(const std::string& path, const std::string& body,
                                   HttpHeaders headers = {});
/// `body` in chunks of `size`.
[[nodiscard]] std::string chunked(std::string_view body, std::size_t size);

}  // namespace spanloupe::test
