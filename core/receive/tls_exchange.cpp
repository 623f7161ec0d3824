// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/tls_exchange.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <array>
#include <memory>

namespace spanloupe::receive {
namespace {

template <typename Thing>
using Owned = std::unique_ptr<Thing, void (*)(Thing*)>;

Owned<X509> firstOf(const std::string& pem) {
  const std::unique_ptr<BIO, void (*)(BIO*)> bytes(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                                   BIO_free_all);
  return {PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr), X509_free};
}

/// TLS between two buffers, so that we read and write the socket ourselves: OpenSSL's own writing would end
/// the program by a signal when the other side is gone.
class Connection {
 public:
  explicit Connection(int socket)
      : m_socket(socket),
        m_settings(SSL_CTX_new(TLS_client_method()), SSL_CTX_free),
        m_tls(m_settings ? SSL_new(m_settings.get()) : nullptr, SSL_free) {
    if (!m_tls) return;
    // The certificate is compared, not verified.
    SSL_set_verify(m_tls.get(), SSL_VERIFY_NONE, nullptr);
    m_in = BIO_new(BIO_s_mem());
    m_out = BIO_new(BIO_s_mem());
    SSL_set_bio(m_tls.get(), m_in, m_out);  // Which owns them now.
    SSL_set_connect_state(m_tls.get());
  }

  [[nodiscard]] bool shakeHands() {
    return m_tls && step([this] { return SSL_do_handshake(m_tls.get()); }) > 0;
  }
  [[nodiscard]] bool shows(const X509& certificate) const {
    const Owned<X509> shown(SSL_get1_peer_certificate(m_tls.get()), X509_free);
    return shown && X509_cmp(shown.get(), &certificate) == 0;
  }
  [[nodiscard]] bool write(std::string_view bytes) {
    return step([&] { return SSL_write(m_tls.get(), bytes.data(), static_cast<int>(bytes.size())); }) > 0;
  }
  [[nodiscard]] std::string readAll(std::size_t most) {
    std::string all;
    std::array<char, 4096> block{};
    while (all.size() < most) {
      const int size =
          step([&] { return SSL_read(m_tls.get(), block.data(), static_cast<int>(block.size())); });
      if (size <= 0) break;
      all.append(block.data(), static_cast<std::size_t>(size));
    }
    return all;
  }

 private:
  /// Repeats `call` as long as it only waits for bytes.
  template <typename Call>
  int step(Call call) {
    while (true) {
      const int result = call();
      const bool waits = result <= 0 && SSL_get_error(m_tls.get(), result) == SSL_ERROR_WANT_READ;
      if (!flush() || (waits && !fill())) return -1;
      if (!waits) return result;
    }
  }
  bool flush() {
    std::array<char, 4096> block{};
    while (true) {
      const int count = BIO_read(m_out, block.data(), static_cast<int>(block.size()));
      if (count <= 0) return true;
      for (int sent = 0; sent < count;) {
        const ssize_t part =
            ::send(m_socket, block.data() + sent, static_cast<std::size_t>(count - sent), MSG_NOSIGNAL);
        if (part <= 0) return false;
        sent += static_cast<int>(part);
      }
    }
  }
  bool fill() {
    std::array<char, 4096> block{};
    const ssize_t count = ::recv(m_socket, block.data(), block.size(), 0);
    return count > 0 && BIO_write(m_in, block.data(), static_cast<int>(count)) == static_cast<int>(count);
  }

  int m_socket;
  Owned<SSL_CTX> m_settings;
  Owned<SSL> m_tls;
  BIO* m_in = nullptr;
  BIO* m_out = nullptr;
};

}  // namespace

Result<std::string> exchangeOverTls(int socket, const std::string& pem, std::string_view request,
                                    std::size_t most) {
  const Owned<X509> expected = firstOf(pem);
  Connection connection(socket);
  const bool isOpen = expected && connection.shakeHands();
  ERR_clear_error();
  if (!isOpen) return fail(ErrorKind::Io, "nobody answers TLS there");
  if (!connection.shows(*expected)) return fail(ErrorKind::Io, "another certificate answers there");
  std::string answer;
  if (connection.write(request)) answer = connection.readAll(most);
  ERR_clear_error();
  return answer;
}

}  // namespace spanloupe::receive
