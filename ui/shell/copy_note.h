// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever is copied anywhere in the program, the status line says so for a moment: the clipboard itself is
// listened to, so that no button can forget it. UI thread.
#pragma once

#include <QObject>
#include <QString>

namespace spanloupe::shell {

class StatusLine;

/// "Copied the trace id"; empty for an empty text.
[[nodiscard]] QString copyNote(const QString& text);

class CopyNote : public QObject {
  Q_OBJECT
 public:
  /// `line` outlives it.
  CopyNote(StatusLine& line, QObject* parent);
};

}  // namespace spanloupe::shell
