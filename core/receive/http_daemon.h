// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// libmicrohttpd at work on connections that are handed to it. It has no thread and no socket of its own:
// whoever owns it waits for eventFd() and calls run(). So everything about connections and requests happens
// on one thread, and no handler that comes late can meet a connection that is gone: handlers only push to
// HttpOutcomes. The receiver's thread only.
#pragma once

#include <memory>
#include <string>

#include "core/receive/http_requests.h"

namespace spanloupe::receive {

/// PEM; both empty without TLS.
struct HttpCertificate {
  std::string certificate, key;
};

class HttpDaemon {
 public:
  struct Impl;

  /// InvalidArgument when the certificate cannot be used. `endpoint` must outlive this.
  [[nodiscard]] static Result<std::unique_ptr<HttpDaemon>> create(HttpEndpoint& endpoint,
                                                                  const HttpCertificate& certificate,
                                                                  HttpRequests::Callbacks callbacks);
  /// Closes all connections, answered or not.
  ~HttpDaemon();

  [[nodiscard]] int eventFd() const;
  /// From now on it owns the connection's socket, and closes it if this fails.
  void add(HttpConnection& connection);
  /// Reads, answers and closes what is ready; true when it has more to do at once.
  bool run();
  [[nodiscard]] HttpRequests& requests();

 private:
  explicit HttpDaemon(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> m_impl;
};

}  // namespace spanloupe::receive
