// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every action of the menus as one flat list, and which of them fit what somebody types. UI thread.
#pragma once

#include <QPointer>
#include <QString>
#include <QStringList>
#include <vector>

class QAction;
class QMenuBar;

namespace spanloupe::commands {

struct Command {
  QString title;  ///< "Dark", without mnemonic.
  QString path;   ///< "View › Theme": the menus it is in.
  QString keys;   ///< As the platform writes them; empty without a shortcut.
  QPointer<QAction> action;
  QString file = {};   ///< Opens it: found by this name only, and never before what is no file.
  QString words = {};  ///< What else one may call it.
};

/// Marks `action` as one that opens the file of that name.
void setFileName(QAction& action, const QString& name);
/// Words that find `action` besides those of its title.
void setOtherWords(QAction& action, const QString& words);

/// In the order of the menus; without separators, and without entries that are hidden.
[[nodiscard]] std::vector<Command> commandsOf(const QMenuBar& bar);

/// How well `command` fits `words`, all of which must occur in its title or path; negative: not at all. A
/// title that begins with them is best, then words that begin so, then any place, then letters in that order
/// that begin its words: "opfi" is Open file.
[[nodiscard]] int fitOf(const Command& command, const QString& words);

/// Places in `commands`, best first. With no words: those in `recent` (texts of keyOf(), newest first), then
/// all in their order. Equally good ones: recent first.
[[nodiscard]] std::vector<std::size_t> ranked(const std::vector<Command>& commands, const QString& words,
                                              const QStringList& recent);

/// What a command is remembered by.
[[nodiscard]] QString keyOf(const Command& command);

}  // namespace spanloupe::commands
