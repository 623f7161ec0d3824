// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/commands/command_list.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <algorithm>
#include <numeric>

namespace spanloupe::commands {
namespace {

constexpr int kDeepestMenu = 8;

constexpr auto kFileName = "fileName";
constexpr auto kOtherWords = "otherWords";

// "&Open" is Open, "A && B" is A & B.
QString withoutMnemonic(const QString& text) {
  QString plain;
  for (qsizetype i = 0; i < text.size(); ++i) {
    if (text[i] == QLatin1Char('&') && i + 1 < text.size()) ++i;
    plain += text[i];
  }
  return plain.section(QLatin1Char('\t'), 0, 0);
}

void collect(const QList<QAction*>& actions, const QString& path, int depth, std::vector<Command>& found) {
  for (QAction* action : actions) {
    if (action->isSeparator() || !action->isVisible()) continue;
    const QString title = withoutMnemonic(action->text());
    if (const QMenu* menu = action->menu()) {
      if (depth < kDeepestMenu)
        collect(menu->actions(), path.isEmpty() ? title : path + QStringLiteral(" › ") + title, depth + 1,
                found);
    } else if (!title.isEmpty()) {
      found.push_back({title, path, action->shortcut().toString(QKeySequence::NativeText), action,
                       action->property(kFileName).toString(), action->property(kOtherWords).toString()});
    }
  }
}

/// Each letter begins a word, or follows the one before it: what stands anywhere would fit nearly everything.
bool hasBeginnings(const QString& text, const QString& letters, qsizetype at = 0) {
  if (letters.isEmpty()) return true;
  for (qsizetype i = at; i < text.size(); ++i) {
    const bool begins = i == 0 || !text[i - 1].isLetterOrNumber();
    if (!begins && (i != at || at == 0)) continue;
    if (text[i].toLower() == letters[0].toLower() && hasBeginnings(text, letters.mid(1), i + 1)) return true;
  }
  return false;
}

bool beginsAWord(const QString& text, const QString& word) {
  for (qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
       at = text.indexOf(word, at + 1, Qt::CaseInsensitive))
    if (at == 0 || !text[at - 1].isLetterOrNumber()) return true;
  return false;
}

int fitOfWord(const Command& command, const QString& word) {
  if (!command.file.isEmpty()) return command.file.contains(word, Qt::CaseInsensitive) ? 1 : -1;
  if (command.title.startsWith(word, Qt::CaseInsensitive)) return 4;
  if (beginsAWord(command.title, word)) return 3;
  if (command.title.contains(word, Qt::CaseInsensitive)) return 2;
  if (beginsAWord(command.path, word) || beginsAWord(command.words, word)) return 1;
  return hasBeginnings(command.title, word) ? 0 : -1;
}

}  // namespace

void setFileName(QAction& action, const QString& name) { action.setProperty(kFileName, name); }

void setOtherWords(QAction& action, const QString& words) { action.setProperty(kOtherWords, words); }

std::vector<Command> commandsOf(const QMenuBar& bar) {
  std::vector<Command> found;
  collect(bar.actions(), {}, 0, found);
  return found;
}

int fitOf(const Command& command, const QString& words) {
  int fit = 0;
  for (const QString& word : words.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
    const int one = fitOfWord(command, word);
    if (one < 0) return -1;
    fit += one;
  }
  return fit;
}

QString keyOf(const Command& command) { return command.path + QStringLiteral(" › ") + command.title; }

std::vector<std::size_t> ranked(const std::vector<Command>& commands, const QString& words,
                                const QStringList& recent) {
  std::vector<int> fits;
  std::vector<qsizetype> ages;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    fits.push_back(fitOf(commands[i], words));
    const qsizetype age = recent.indexOf(keyOf(commands[i]));
    ages.push_back(age < 0 ? recent.size() : age);
    if (fits.back() >= 0) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const bool isFile = !commands[a].file.isEmpty();
    if (isFile != !commands[b].file.isEmpty()) return !isFile;
    return fits[a] != fits[b] ? fits[a] > fits[b] : ages[a] < ages[b];
  });
  return order;
}

}  // namespace spanloupe::commands
