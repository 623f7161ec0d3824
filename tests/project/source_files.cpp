// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/project/source_files.h"
#include "tests/source_dir.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

namespace spanloupe::test {

QStringList filesBelow(const QStringList& folders, const QStringList& patterns) {
  const QDir root(QStringLiteral(SPANLOUPE_SOURCE_DIR));
  QStringList files;
  for (const QString& folder : folders) {
    QDirIterator iterator(root.filePath(folder), patterns, QDir::Files | QDir::Hidden,
                          QDirIterator::Subdirectories);
    while (iterator.hasNext()) files.append(root.relativeFilePath(iterator.next()));
  }
  files.sort();
  return files;
}

QStringList linesOf(const QString& path) {
  QFile file(QDir(QStringLiteral(SPANLOUPE_SOURCE_DIR)).filePath(path));
  if (!file.open(QIODevice::ReadOnly)) return {};
  QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
  if (!lines.isEmpty() && lines.last().isEmpty()) lines.removeLast();
  return lines;
}

QList<Include> includesOf(const QStringList& lines) {
  static const QRegularExpression pattern(QStringLiteral(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"));
  QList<Include> includes;
  for (qsizetype i = 0; i < lines.size(); ++i) {
    const auto match = pattern.match(lines[i]);
    if (!match.hasMatch()) continue;
    includes.append({match.captured(2), static_cast<int>(i) + 1, match.captured(1) == QLatin1String("\"")});
  }
  return includes;
}

}  // namespace spanloupe::test
