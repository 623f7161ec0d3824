// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The cases in tests/golden/otlp-json, and reading JSON through an input of any stinginess.
#pragma once

#include <QDir>
#include <QFile>
#include <QString>
#include <string>

#include "core/formats/otlp/json/json_splitter.h"
#include "core/formats/otlp/json/otlp_json_format.h"
#include "memory_input.h"
#include "tests/source_dir.h"
#include "tests/support/span_printer.h"

namespace spanloupe::test {

inline QString goldenFolder() { return QStringLiteral(SPANLOUPE_SOURCE_DIR "/tests/golden/otlp-json"); }
inline QStringList goldenCases() {
  return QDir(goldenFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}
/// Cases in which the damage decides what is found; a cut somewhere is another damage.
inline bool isDamaged(const QString& name) { return name == "broken-line" || name == "damaged-span"; }

inline std::string readFile(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return {};
  return file.readAll().toStdString();
}
inline std::string goldenInput(const QString& name) {
  return readFile(goldenFolder() + "/" + name + "/input.json");
}

/// What reading `bytes` gives: records and what was wrong.
struct ReadOut {
  RecordingSink sink;
  Diagnostics diagnostics;
  std::size_t pieces = 0;
  std::size_t largestPiece = 0;
  std::size_t largestView = 0;

  explicit ReadOut(std::string bytes, std::size_t pieceSize = formats::Splitter::kPieceSize,
                   std::size_t maxRecord = formats::Splitter::kMaxRecord,
                   std::size_t mostShown = std::size_t{1} << 30) {
    MemoryInput input(std::move(bytes), mostShown);
    formats::json::JsonSplitter splitter(input, pieceSize, maxRecord);
    while (true) {
      const auto piece = splitter.next(diagnostics);
      if (!piece || !piece->has_value()) break;
      ++pieces;
      largestPiece = std::max(largestPiece, (*piece)->data.bytes.size());
      formats::otlpJsonFormat().decode(**piece, sink, diagnostics);
    }
    largestView = input.largestView();
  }
  /// As in expected.txt.
  [[nodiscard]] std::string text() const { return printAll(sink) + printDiagnostics(diagnostics); }
  [[nodiscard]] std::string records() const { return printAll(sink); }
  [[nodiscard]] bool has(std::string_view kind) const { return diagnostics.counts().contains(kind); }
  [[nodiscard]] std::string names() const {
    std::string out;
    for (const SpanRecord& record : sink.spans())
      out += (out.empty() ? "" : ",") + std::string(record.span.name);
    return out;
  }
};

}  // namespace spanloupe::test
