// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The property that everything else stands on: whatever the official protobuf classes write comes out of a
// session again, as protobuf and as JSON, with the same spans, values, types, events, links, resources and
// scopes.
#include <QFile>
#include <QTest>

#include "core/formats/registry.h"
#include "core/ingest/import_job.h"
#include "random_reference.h"
#include "tests/core/store/temporary_session.h"

using namespace spanloupe;
using namespace spanloupe::test;

namespace {

class MemoryOutput final : public formats::Output {
 public:
  Result<void> write(std::string_view bytes) override {
    text.append(bytes);
    return {};
  }
  std::string text;
};

void importInto(const std::string& session, const std::string& bytes) {
  auto opened = store::Session::openForWriting(session);
  if (!opened) qFatal("%s", opened.error().text().c_str());
  ingest::ImportOptions options;
  options.text = bytes;
  const auto report = ingest::runImport(**opened, options, {}, {});
  if (!report) qFatal("%s", report.error().text().c_str());
  for (const auto& file : report->files)
    if (file.error) qFatal("%s", file.error->text().c_str());
}

std::string exported(const std::string& session, std::string_view format) {
  const auto reader = store::Reader::open(session);
  const auto snapshot = (*reader)->snapshot();
  MemoryOutput output;
  const auto writer = formats::formatNamed(format)->writer(output);
  if (const auto visited = (*reader)->visitAll(**snapshot, *writer, {}); !visited)
    qFatal("%s", visited.error().text().c_str());
  if (const auto finished = writer->finish(); !finished) qFatal("%s", finished.error().text().c_str());
  return output.text;
}

/// Equal spans are kept once.
std::vector<std::string> withoutRepeats(std::vector<std::string> texts) {
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  return texts;
}

}  // namespace

class OfficialProtobufTest : public QObject {
  Q_OBJECT
 private slots:
  void randomTracesComeBack_data() {
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 60; ++seed) QTest::addRow("seed %u", seed) << seed;
  }
  void randomTracesComeBack() {
    QFETCH(unsigned, seed);
    const reference::TracesData traces = randomTraces(seed);
    const std::vector<std::string> expected = withoutRepeats(spanTexts(traces));
    if (expected.empty()) return;
    const TemporarySession first;
    importInto(first.path(), traces.SerializeAsString());
    reference::TracesData back;
    QVERIFY(back.ParseFromString(exported(first.path(), "otlp-proto")));
    QCOMPARE(difference(expected, withoutRepeats(spanTexts(back))), std::string());

    for (const char* const format : {"otlp-json", "otlp-jsonl"}) {
      const TemporarySession second;
      importInto(second.path(), exported(first.path(), format));
      reference::TracesData fromJson;
      QVERIFY(fromJson.ParseFromString(exported(second.path(), "otlp-proto")));
      QCOMPARE(difference(expected, withoutRepeats(spanTexts(fromJson))), std::string());
    }
  }
};

QTEST_GUILESS_MAIN(OfficialProtobufTest)
#include "official_protobuf_test.moc"
