// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/second_start.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QLocalSocket>
#include <cstring>

namespace spanloupe::shell {
namespace {

constexpr qint64 kMostBytes = 4 << 20;
constexpr char kTaken[] = "ok\n";

/// Closes a descriptor at the end of a scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : m_number(number) {}
  ~Descriptor() {
    if (m_number >= 0) ::close(m_number);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return m_number; }

 private:
  int m_number;
};

bool sendAll(int descriptor, const QByteArray& bytes) {
  qsizetype sent = 0;
  while (sent < bytes.size()) {
    const auto written = ::send(descriptor, bytes.constData() + sent,
                                static_cast<std::size_t>(bytes.size() - sent), MSG_NOSIGNAL);
    if (written <= 0) return false;
    sent += written;
  }
  return true;
}

/// A process whose UI hangs does not answer; then this start opens a window of its own.
bool isTaken(int descriptor) {
  pollfd waiting{descriptor, POLLIN, 0};
  if (::poll(&waiting, 1, static_cast<int>(kPatience.count())) <= 0) return false;
  char answer[sizeof kTaken] = {};
  return ::recv(descriptor, answer, sizeof kTaken - 1, 0) == static_cast<ssize_t>(sizeof kTaken - 1) &&
         std::strcmp(answer, kTaken) == 0;
}

}  // namespace

QString socketPath() {
  QString display = qEnvironmentVariable("WAYLAND_DISPLAY", qEnvironmentVariable("DISPLAY"));
  for (QChar& c : display)
    if (!c.isLetterOrNumber()) c = QLatin1Char('_');
  QString folder = qEnvironmentVariable("XDG_RUNTIME_DIR");
  if (folder.isEmpty()) {
    const QString cache =
        qEnvironmentVariable("XDG_CACHE_HOME", QDir::homePath() + QStringLiteral("/.cache"));
    folder = cache + QStringLiteral("/spanloupe");
    if (!QDir().mkpath(folder)) return {};
    ::chmod(QFile::encodeName(folder).constData(), 0700);
  }
  const QString path = folder + QStringLiteral("/spanloupe-") + display + QStringLiteral(".socket");
  // The kernel's limit on the length of such a path.
  return QFile::encodeName(path).size() < static_cast<qsizetype>(sizeof(sockaddr_un::sun_path)) ? path
                                                                                                : QString();
}

bool handOver(const QString& socket, const StartRequest& request) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const QByteArray name = QFile::encodeName(socket);
  if (name.isEmpty() || name.size() >= static_cast<qsizetype>(sizeof address.sun_path)) return false;
  std::memcpy(address.sun_path, name.constData(), static_cast<std::size_t>(name.size()));
  const Descriptor descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (descriptor.number() < 0) return false;
  if (::connect(descriptor.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return false;
  return sendAll(descriptor.number(), encode(request)) && isTaken(descriptor.number());
}

StartServer::StartServer(QObject* parent) : QObject(parent) {
  m_server.setSocketOptions(QLocalServer::UserAccessOption);
  connect(&m_server, &QLocalServer::newConnection, this, &StartServer::accept);
}

bool StartServer::listen(const QString& socket) {
  if (socket.isEmpty()) return false;
  QLocalServer::removeServer(socket);
  return m_server.listen(socket);
}

void StartServer::accept() {
  while (QLocalSocket* socket = m_server.nextPendingConnection()) {
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    const auto read = [this, socket] {
      if (socket->bytesAvailable() > kMostBytes) socket->abort();
      if (!socket->canReadLine()) return;
      const auto request = decodeRequest(socket->readLine());
      if (request) {
        socket->write(kTaken);
        socket->flush();
        emit requested(*request);
      }
      socket->disconnectFromServer();
    };
    connect(socket, &QLocalSocket::readyRead, this, read);
    read();
  }
}

}  // namespace spanloupe::shell
