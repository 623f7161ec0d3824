// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes around an offset, whatever the file was packed in.
#include "core/formats/raw_bytes.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "tests/support/packing.h"

using namespace spanloupe;
using namespace spanloupe::formats;

namespace {

/// 100 000 bytes in which every eight tell where they are.
std::string numbered() {
  std::string text;
  for (int i = 0; text.size() < 100'000; i += 8)
    text += QByteArray::number(i).rightJustified(8, '.').toStdString();
  return text;
}

}  // namespace

class RawBytesTest : public QObject {
  Q_OBJECT

 private slots:
  void givesTheBytesAtTheOffsetAfterDecompression_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("member");
    QTest::addColumn<bool>("undone");
    const auto row = [](const char* name, const std::string& file, const QString& member, bool undone) {
      QTest::newRow(name) << QByteArray::fromStdString(file) << member << undone;
    };
    const test::Members members{{"a.json", "{}"}, {"sub/b.json", numbered()}};
    row("plain", numbered(), {}, false);
    row("gzip", test::gzip(numbered()), {}, true);
    row("zstd", test::zstd(numbered()), {}, true);
    row("zip", test::zip(members), "sub/b.json", true);
    row("tar.gz", test::gzip(test::tar(members)), "sub/b.json", true);
  }
  void givesTheBytesAtTheOffsetAfterDecompression() {
    QFETCH(QByteArray, file);
    QFETCH(QString, member);
    QFETCH(bool, undone);
    write(file);
    const std::string name = member.isEmpty() ? std::string() : path() + "/" + member.toStdString();
    const auto raw = readRawBytes(path(), name, 50'000, 256, {});
    QVERIFY2(raw, raw ? "" : raw.error().text().c_str());
    QCOMPARE(raw->bytes, numbered().substr(50'000, 256));
    QCOMPARE(raw->offset, std::uint64_t{50'000});
    QCOMPARE(raw->undone, undone);
    QCOMPARE(readRawBytes(path(), name, 99'990, 256, {})->bytes.size(), std::size_t{10});
  }
  void aFileThatIsGoneIsSaid() {
    const auto raw = readRawBytes(path() + ".gone", {}, 0, 256, {});
    QVERIFY(!raw);
    QCOMPARE(raw.error().kind, ErrorKind::NotFound);
    QVERIFY(raw.error().message.find("not there any more") != std::string::npos);
  }
  void aFileThatBecameShorterIsSaid() {
    for (const QByteArray& file : {QByteArray("short"), QByteArray::fromStdString(test::gzip("short"))}) {
      write(file);
      const auto raw = readRawBytes(path(), {}, 50'000, 256, {});
      QVERIFY(!raw);
      QVERIFY(raw.error().message.find("ends earlier") != std::string::npos);
    }
  }
  void aMemberThatIsGoneIsSaid() {
    write(QByteArray::fromStdString(test::zip({{"a.json", "{}"}})));
    const auto raw = readRawBytes(path(), path() + "/b.json", 0, 256, {});
    QVERIFY(!raw);
    QVERIFY(raw.error().message.find("not in it any more") != std::string::npos);
  }
  void stopsWhenAsked() {
    write(QByteArray::fromStdString(test::gzip(numbered())));
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(readRawBytes(path(), {}, 50'000, 256, stop.get_token()).error().kind, ErrorKind::Cancelled);
  }

 private:
  [[nodiscard]] std::string path() const { return m_folder.filePath("input").toStdString(); }
  void write(const QByteArray& bytes) const {
    std::ofstream(path(), std::ios::binary).write(bytes.constData(), bytes.size());
  }

  QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(RawBytesTest)
#include "raw_bytes_test.moc"
