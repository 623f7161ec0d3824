// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>
#include <cstdio>
#include <fstream>
#include <thread>

#include "tests/support/packing.h"
#include "tests/support/read_all.h"

using namespace spanloupe;
using namespace spanloupe::formats;

class FollowTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { m_path = m_folder.filePath(QTest::currentTestFunction()).toStdString(); }

  // What the file does next happens when the reader has said that it will wait: no clocks.
  void givesWhatIsAppended() {
    append("one\n");
    std::stop_source stop;
    auto input = follow(stop);
    int stalls = 0;
    input->setStallHandler([&] {
      if (++stalls == 1) append("two\n");
      if (stalls == 2) stop.request_stop();
    });
    QVERIFY(*input->peekSome(1, 100) == "one\n");
    QVERIFY(*input->peekSome(5, 100) == "one\ntwo\n");
    QCOMPARE(test::drain(*input).bytes, std::string("one\ntwo\n"));
    QCOMPARE(stalls, 2);
  }

  void beginsWithAnEmptyFile() {
    append("");
    std::stop_source stop;
    auto input = follow(stop);
    input->setStallHandler([&] { append("late"); });
    QVERIFY(*input->peekSome(1, 100) == "late");
    stop.request_stop();
    QCOMPARE(test::drain(*input).bytes, std::string("late"));
  }

  void startsAgainWhenTheFileWasCut() {
    append("a long first line\n");
    std::stop_source stop;
    auto input = follow(stop);
    QCOMPARE(*input->skip(18), std::uint64_t{18});
    input->setStallHandler([&] {
      std::ofstream(m_path, std::ios::trunc) << "new\n";
      input->setStallHandler([&] { stop.request_stop(); });
    });
    QCOMPARE(test::drain(*input).bytes, std::string("new\n"));
  }

  void readsTheOldFileOutBeforeTheNewOne() {
    append("old\n");
    std::stop_source stop;
    auto input = follow(stop);
    QCOMPARE(*input->skip(4), std::uint64_t{4});
    input->setStallHandler([&] {
      append("end of old\n");
      QCOMPARE(std::rename(m_path.c_str(), (m_path + ".1").c_str()), 0);
      append("new\n");
      input->setStallHandler([&] { stop.request_stop(); });
    });
    QCOMPARE(test::drain(*input).bytes, std::string("end of old\nnew\n"));
  }

  void stopsWhileWaiting() {
    append("x");
    std::stop_source stop;
    auto input = follow(stop);
    std::thread stopper;
    input->setStallHandler([&] {
      if (!stopper.joinable()) stopper = std::thread([&] { stop.request_stop(); });
    });
    QCOMPARE(test::drain(*input).bytes, std::string("x"));
    stopper.join();
  }

  void refusesCompressedFiles() {
    append(test::gzip("text"));
    const auto sequence = followFile(m_path, {}, {});
    QVERIFY(!sequence);
    QCOMPARE(sequence.error().kind, ErrorKind::Unsupported);
  }

 private:
  void append(const std::string& bytes) { std::ofstream(m_path, std::ios::app | std::ios::binary) << bytes; }
  std::unique_ptr<Input> follow(const std::stop_source& stop) {
    auto sequence = followFile(m_path, {}, stop.get_token());
    return std::move(*(*sequence)->next());
  }

  QTemporaryDir m_folder;
  std::string m_path;
};

QTEST_GUILESS_MAIN(FollowTest)
#include "follow_test.moc"
