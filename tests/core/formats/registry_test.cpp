// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/registry.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <set>

#include "core/formats/open_input.h"

using namespace spanloupe;
using namespace spanloupe::formats;

namespace {

Result<const Format*> recogniseBytes(std::string bytes) {
  auto sequence = openMemory(std::move(bytes), "memory", {});
  return recognise(**(*sequence)->next());
}

}  // namespace

class RegistryTest : public QObject {
  Q_OBJECT

 private slots:
  void namesAreUniqueAndFound() {
    std::set<std::string_view> names;
    for (const Format* format : allFormats()) {
      QVERIFY(names.insert(format->info().name).second);
      QCOMPARE(formatNamed(format->info().name), format);
      QVERIFY(format->info().reads || format->info().writes);
    }
    QVERIFY(formatNamed("no such format") == nullptr);
  }

  void namesFormatsOfOtherToolsThatItDoesNotRead() {
    const auto said = [](const char* bytes) {
      const auto format = recogniseBytes(bytes);
      return format ? QString() : QString::fromStdString(format.error().message);
    };
    QVERIFY(said(R"({"data":[{"traceID":"1f","spans":[{"traceID":"1f","spanID":"2"}]}]})")
                .contains("Jaeger JSON"));
    QVERIFY(
        said(R"([{"traceId":"1f","id":"2","localEndpoint":{"serviceName":"a"}}])").contains("Zipkin JSON"));
    QVERIFY(said(R"({"traceEvents":[{"ph":"X","ts":1,"dur":2}]})").contains("Chrome trace JSON"));
    QCOMPARE(said(R"({"data":[{"traceID":"1f","spans":[]}]})"),
             QString("This is Jaeger JSON, which Spanloupe does not read yet; export OTLP JSON instead"));
    QVERIFY(!recogniseBytes("").error().offset);
    QVERIFY(said("hello").startsWith("This is not a trace file"));
  }

  void saysWhatAnUnknownFileLooksLike() {
    const auto text = recogniseBytes("Dear reader,\nthis is no trace");
    QVERIFY(!text);
    QCOMPARE(text.error().kind, ErrorKind::Unsupported);
    QVERIFY(text.error().message.find("Dear reader,") != std::string::npos);
    QVERIFY(recogniseBytes(std::string("\x7f"
                                       "ELF\x02\x01\x01\0",
                                       8))
                .error()
                .message.find("7f454c46") != std::string::npos);
    QVERIFY(recogniseBytes("").error().message.find("empty") != std::string::npos);
    QVERIFY(recogniseBytes("  \n\n ").error().message.find("white space") != std::string::npos);
    QVERIFY(recogniseBytes(std::string("SQLite format 3\0", 16)).error().message.find("--store") !=
            std::string::npos);
  }

  void showsTheWordsOfAnIndentedFileOnOneLine() {
    const auto indented = recogniseBytes("{\n  \"data\": [\n    {\"traceID\": 1}]}");
    QVERIFY(!indented);
    QVERIFY(indented.error().message.find(R"(“{ "data": [ {"traceID": 1}]}”)") != std::string::npos);
    const std::string longText = recogniseBytes(std::string(500, 'x')).error().message;
    QVERIFY(longText.find(std::string(60, 'x') + " …") != std::string::npos);
  }

  void waitsForEnoughOfAGrowingFile() {
    QTemporaryDir folder;
    const std::string path = folder.filePath("growing").toStdString();
    std::ofstream(path) << "";
    std::stop_source stop;
    auto sequence = followFile(path, {}, stop.get_token());
    auto input = std::move(*(*sequence)->next());
    input->setStallHandler([&] {
      std::ofstream(path, std::ios::app) << R"({"resourceSpans":[]})"
                                         << "\n";
    });
    const auto format = recognise(*input);
    QVERIFY(format);
    QCOMPARE((*format)->info().name, std::string_view("otlp-json"));
  }
};

QTEST_GUILESS_MAIN(RegistryTest)
#include "registry_test.moc"
