// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The cases in tests/golden/otlp-proto, for the tests that run over all of them.
#pragma once

#include <QDir>
#include <QFile>
#include <QString>
#include <string>

#include "core/formats/otlp/proto/otlp_proto_format.h"
#include "tests/source_dir.h"
#include "tests/support/read_all.h"
#include "tests/support/span_printer.h"

namespace spanloupe::test {

inline QString goldenFolder() { return QStringLiteral(SPANLOUPE_SOURCE_DIR "/tests/golden/otlp-proto"); }
inline QStringList goldenCases() {
  return QDir(goldenFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

inline std::string readFile(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return {};
  return file.readAll().toStdString();
}
inline std::string goldenInput(const QString& name) {
  return readFile(goldenFolder() + "/" + name + "/input.bin");
}

/// What reading `bytes` gives: records and what was wrong.
struct ReadOut {
  RecordingSink sink;
  Diagnostics diagnostics;
  std::string error;

  explicit ReadOut(std::string bytes) {
    if (const auto read = readBytes(std::move(bytes), formats::otlpProtoFormat(), sink, diagnostics); !read)
      error = read.error().text();
  }
  /// As in expected.txt.
  [[nodiscard]] std::string text() const {
    return printAll(sink) + printDiagnostics(diagnostics) + (error.empty() ? "" : "failed " + error + "\n");
  }
};

}  // namespace spanloupe::test
