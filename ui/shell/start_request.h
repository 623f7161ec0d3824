// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the program was asked to show: by its command line, or by a second start that hands its wishes over. A
// value.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <optional>

namespace spanloupe::shell {

struct StartRequest {
  QStringList files;  ///< Absolute paths; empty = what is open stays.
  QString trace;      ///< Hexadecimal; empty = none.
  QString span;
  QString view;  ///< Name of a view; empty = as it comes.
  bool listen = false;
  friend bool operator==(const StartRequest&, const StartRequest&) = default;
};

/// One line of JSON.
[[nodiscard]] QByteArray encode(const StartRequest& request);
[[nodiscard]] std::optional<StartRequest> decodeRequest(const QByteArray& line);

}  // namespace spanloupe::shell
