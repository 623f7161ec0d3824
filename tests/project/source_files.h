// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the project as the tests about sources read them. Paths are relative to the root.
#pragma once

#include <QString>
#include <QStringList>

namespace spanloupe::test {

/// Files below `folders` whose names match one of `patterns` ("*.h"), in order of path.
[[nodiscard]] QStringList filesBelow(const QStringList& folders, const QStringList& patterns);
[[nodiscard]] QStringList linesOf(const QString& path);

struct Include {
  QString path;
  int line = 0;
  bool quoted = false;  ///< "…" and not <…>.
};
/// The #include lines of one file.
[[nodiscard]] QList<Include> includesOf(const QStringList& lines);

}  // namespace spanloupe::test
