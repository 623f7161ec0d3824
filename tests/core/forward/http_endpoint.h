// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An HTTP server on 127.0.0.1 that keeps what it gets and answers as a test tells it to. One thread of its
// own, one connection at a time; its functions are for any thread.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace spanloupe::test {

struct HttpRequestSeen {
  std::string head;  ///< Request line and headers.
  std::string body;
};

class HttpEndpoint {
 public:
  /// Port 0: any that is free.
  explicit HttpEndpoint(unsigned short port = 0);
  ~HttpEndpoint();

  [[nodiscard]] unsigned short port() const { return m_port; }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
  /// For the next request; later ones are answered with 200.
  void answerNext(std::string response);
  /// Requests so far, once there are `count` of them; fewer after ten seconds.
  [[nodiscard]] std::vector<HttpRequestSeen> waitFor(std::size_t count);

 private:
  void run();
  void serve(int connection);

  unsigned short m_port = 0;
  int m_listening = -1;
  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::vector<HttpRequestSeen> m_seen;
  std::deque<std::string> m_answers;
  int m_connection = -1;
  bool m_stopping = false;
  std::thread m_thread;
};

}  // namespace spanloupe::test
