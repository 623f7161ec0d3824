// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>
#include <cstdio>
#include <fstream>

#include "tests/support/packing.h"
#include "tests/support/read_all.h"

using namespace spanloupe;
using namespace spanloupe::formats;

namespace {

const test::Members kMembers{{"one.json", "{\"one\":1}"},
                             {"folder/", ""},
                             {"empty", ""},
                             {"folder/two.json", std::string(200'000, 'x')}};

/// Names and contents of the inputs, "error: …" at the end when it failed.
QStringList listing(InputSequence& sequence) {
  QStringList list;
  for (;;) {
    const auto input = sequence.next();
    if (!input) return list << "error: " + QString::fromStdString(input.error().message);
    if (*input == nullptr) return list;
    const test::Drained content = test::drain(**input);
    list << QString::fromStdString((*input)->name()) + "=" + QString::number(content.bytes.size());
    if (content.error) list << "error: " + QString::fromStdString(content.error->message);
  }
}

const QStringList kExpected{"packed/one.json=9", "packed/folder/two.json=200000"};

}  // namespace

class ArchiveInputTest : public QObject {
  Q_OBJECT

 private slots:
  void givesEachMember_data() {
    QTest::addColumn<QByteArray>("packed");
    const auto row = [](const char* name, const std::string& packed) {
      QTest::newRow(name) << QByteArray::fromStdString(packed);
    };
    row("zip", test::zip(kMembers));
    row("tar", test::tar(kMembers));
    row("tar.gz", test::gzip(test::tar(kMembers)));
    row("tar.zst", test::zstd(test::tar(kMembers)));
    test::Members compressed = kMembers;
    for (auto& [name, content] : compressed)
      if (!content.empty()) content = test::gzip(content);
    row("gzip in zip", test::zip(compressed));
    row("gzip in tar in zstd", test::zstd(test::tar(compressed)));
  }
  void givesEachMember() {
    QFETCH(QByteArray, packed);
    auto memory = openMemory(packed.toStdString(), "packed", {});
    QVERIFY(memory);
    QCOMPARE(listing(**memory), kExpected);

    // From a file (which can be searched) and through a pipe (which cannot).
    QTemporaryDir folder;
    const std::string path = folder.filePath("packed").toStdString();
    std::ofstream(path, std::ios::binary) << packed.toStdString();
    auto file = openFile(path, {});
    QVERIFY(file);
    QCOMPARE(listing(**file).size(), kExpected.size());
    FILE* const pipe = ::popen(("cat '" + path + "'").c_str(), "r");
    auto stream = openDescriptor(::fileno(pipe), "packed", {});
    QVERIFY(stream);
    QCOMPARE(listing(**stream), kExpected);
    ::pclose(pipe);
  }

  void opensArchivesInArchives() {
    auto sequence = openMemory(test::zip({{"inner.tar", test::tar(kMembers)}, {"last", "x"}}), "packed", {});
    QCOMPARE(listing(**sequence), (QStringList{"packed/inner.tar/one.json=9",
                                               "packed/inner.tar/folder/two.json=200000", "packed/last=1"}));
    std::string deep = test::zip(kMembers);
    for (int i = 0; i < 10; ++i) deep = test::zip({{"inner.zip", deep}});
    auto tooDeep = openMemory(deep, "packed", {});
    const QStringList list = listing(**tooDeep);
    QCOMPARE(list.size(), 1);
    QVERIFY(list.front().contains("archives within archives"));
  }

  void membersMayBeLeftHalfRead() {
    auto sequence = openMemory(test::gzip(test::tar(kMembers)), "packed", {});
    auto first = std::move(*(*sequence)->next());
    QVERIFY(first->peek(3)->starts_with("{"));
    first.reset();
    auto second = std::move(*(*sequence)->next());
    QCOMPARE(second->name(), std::string("packed/folder/two.json"));
    second.reset();
    QVERIFY(*(*sequence)->next() == nullptr);
  }

  void damagedMemberDoesNotTakeTheOthersAlong() {
    std::string bad = test::gzip(std::string(100'000, 'y'));
    bad.resize(bad.size() / 2);
    auto sequence = openMemory(test::zip({{"a", "first"}, {"b.gz", bad}, {"c", "last"}}), "packed", {});
    const QStringList list = listing(**sequence);
    QCOMPARE(list.size(), 4);
    QCOMPARE(list.front(), "packed/a=5");
    QVERIFY(list[2].startsWith("error: "));
    QCOMPARE(list.back(), "packed/c=4");
  }

  void unfinishedArchiveGivesWhatIsThere() {
    const std::string packed = test::tar(kMembers);
    auto sequence = openMemory(packed.substr(0, 100'000), "packed", {});
    const QStringList list = listing(**sequence);
    QCOMPARE(list.front(), kExpected.front());
    QVERIFY(list.back().startsWith("error: "));
  }

  void magicWithoutAChecksumIsNoArchive() {
    std::string text(1000, 'x');
    text.replace(257, 5, "ustar");
    auto sequence = openMemory(text, "text", {});
    QVERIFY(sequence);
    QCOMPARE(listing(**sequence), QStringList("text=1000"));
  }

  void readsTarsOfWritersThatSummedSignedBytes() {
    std::string packed = test::tar({{"one.json", "{\"a\": 1}\n"}});
    packed[2] = '\xE9';
    int sum = 0;
    for (std::size_t i = 0; i < 512; ++i)
      sum += i >= 148 && i < 156 ? ' ' : static_cast<signed char>(packed[i]);
    char field[8] = {};
    std::snprintf(field, sizeof(field), "%06o", static_cast<unsigned>(sum));
    packed.replace(148, 8, field, 8);
    auto sequence = openMemory(packed, "packed", {});
    QVERIFY(sequence);
    QVERIFY((*(*sequence)->next())->peek(20)->starts_with("{\"a\""));
  }

  void emptyArchiveHasNoInputs() {
    auto zip = openMemory(test::zip({}), "packed", {});
    QCOMPARE(listing(**zip), QStringList());
  }
};

QTEST_GUILESS_MAIN(ArchiveInputTest)
#include "archive_input_test.moc"
