// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One window per user and display: a second start hands its files to the running one over a local socket and
// ends. The socket lies in a folder only the user can enter. handOver() blocks for kPatience at most and
// needs no QApplication; StartServer lives on the UI thread.
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QString>
#include <chrono>

#include "ui/shell/start_request.h"

namespace spanloupe::shell {

/// $XDG_RUNTIME_DIR/spanloupe-DISPLAY.socket, or in the cache folder. Empty when there is no place for it.
[[nodiscard]] QString socketPath();

inline constexpr std::chrono::milliseconds kPatience{2000};

/// True when a running process has taken the request. A socket that nobody listens on is a false, not an
/// error.
[[nodiscard]] bool handOver(const QString& socket, const StartRequest& request);

class StartServer : public QObject {
  Q_OBJECT
 public:
  explicit StartServer(QObject* parent = nullptr);

  /// Call after handOver() said false: a socket file that is there is a leftover of a crash and is removed.
  bool listen(const QString& socket);

 signals:
  void requested(const spanloupe::shell::StartRequest& request);

 private:
  void accept();

  QLocalServer m_server;
};

}  // namespace spanloupe::shell
