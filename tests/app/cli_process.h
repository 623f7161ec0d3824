// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the real spanloupe-cli for tests, with data and cache folders of its own. Main thread.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace spanloupe::test {

struct CliRun {
  int status = -1;  ///< -1: it crashed or did not end in time.
  QByteArray out;
  QByteArray err;
  [[nodiscard]] QJsonObject json() const;
  [[nodiscard]] QList<QJsonObject> lines() const;  ///< Of jsonl.
};

class CliFolder {
 public:
  [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
  /// Writes a file and gives its path.
  QString write(const QString& name, const QByteArray& content) const;
  /// Two traces: a checkout of three spans (one failed, one event, one link, services shop and bank), and a
  /// lone span.
  QString sample() const;
  [[nodiscard]] static QString sampleTraceId() { return QStringLiteral("5b8efff798038103d269b633813fc60c"); }

  /// Not started.
  void prepare(QProcess& process, const QStringList& arguments) const;
  [[nodiscard]] CliRun run(const QStringList& arguments, const QByteArray& input = {}) const;
  /// Waits for the end.
  [[nodiscard]] static CliRun finish(QProcess& process, int milliseconds = 120'000);

 private:
  QTemporaryDir m_folder;
};

}  // namespace spanloupe::test
