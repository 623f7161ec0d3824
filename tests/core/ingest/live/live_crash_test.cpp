// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A process that stores under load is killed at random moments. Whatever it had acknowledged is in the
// session afterwards, exactly once, and the session is sound. SPANLOUPE_CRASH_ROUNDS says how often (50),
// SPANLOUPE_CRASH_SEED which moments.
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>
#include <cstdlib>
#include <set>
#include <sstream>

#include "live_support.h"

using namespace spanloupe;
using namespace spanloupe::ingest;
using namespace spanloupe::test;

namespace {

/// Ends by itself at a read, or with SIGKILL.
class Writer {
 public:
  Writer(const std::string& session, int round) {
    m_process.start(QStringLiteral(LIVE_WRITER), {QString::fromStdString(session), QString::number(round)});
    while (!m_output.contains("ready\n") && m_process.waitForReadyRead(10'000))
      m_output += m_process.readAllStandardOutput();
    if (!m_output.contains("ready\n")) qFatal("%s", m_process.readAllStandardError().constData());
  }
  /// Reads the session meanwhile, as the window of another process would.
  void runFor(int milliseconds, const std::string& session) {
    const auto reader = store::Reader::open(session);
    if (!reader) qFatal("%s", reader.error().text().c_str());
    std::uint64_t seen = 0;
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds) {
      m_process.waitForReadyRead(5);
      m_output += m_process.readAllStandardOutput();
      const auto snapshot = (*reader)->snapshot();
      if (!snapshot) qFatal("%s", snapshot.error().text().c_str());
      const auto statistics = (*reader)->statistics(**snapshot);
      if (!statistics) qFatal("%s", statistics.error().text().c_str());
      if (statistics->spans < seen) qFatal("spans went away");
      seen = statistics->spans;
    }
  }
  /// What it printed.
  [[nodiscard]] std::string kill() {
    m_process.kill();
    m_process.waitForFinished();
    m_output += m_process.readAllStandardOutput();
    return m_output.toStdString();
  }

 private:
  QProcess m_process;
  QByteArray m_output;
};

struct Acknowledged {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> spans;  ///< First id and count.
  std::vector<std::string> logs;
  void add(const std::string& printed) {
    std::istringstream lines(printed);
    for (std::string kind; lines >> kind;) {
      std::uint64_t first = 0, count = 0;
      if (kind == "s" && lines >> first >> count) spans.emplace_back(first, count);
      if (kind == "l" && lines >> first) logs.push_back(std::to_string(first));
    }
  }
};

/// Empty when everything acknowledged is there once, and nothing twice.
QString wrong(const Stored& stored, const Acknowledged& acknowledged) {
  for (const auto& [id, count] : stored.spans)
    if (count != 1) return QString("span %1 is stored %2 times").arg(id.second).arg(count);
  for (const auto& [body, count] : stored.logs)
    if (count != 1) return QString("log %1 is stored %2 times").arg(body.c_str()).arg(count);
  for (const auto& [first, count] : acknowledged.spans)
    for (std::uint64_t id = first; id < first + count; ++id)
      if (!stored.spans.contains({1 + id / 8, id})) return QString("span %1 is lost").arg(id);
  for (const std::string& body : acknowledged.logs)
    if (!stored.logs.contains(body)) return QString("log %1 is lost").arg(body.c_str());
  return {};
}

}  // namespace

class LiveCrashTest : public QObject {
  Q_OBJECT
 private slots:
  void whatWasAcknowledgedSurvivesBeingKilled();
};

void LiveCrashTest::whatWasAcknowledgedSurvivesBeingKilled() {
  constexpr int kRoundsOfAFile = 5;
  const int rounds = qEnvironmentVariableIsSet("SPANLOUPE_CRASH_ROUNDS")
                         ? qEnvironmentVariableIntValue("SPANLOUPE_CRASH_ROUNDS")
                         : 50;
  const auto seed = qEnvironmentVariableIsSet("SPANLOUPE_CRASH_SEED")
                        ? static_cast<quint32>(qEnvironmentVariableIntValue("SPANLOUPE_CRASH_SEED"))
                        : QRandomGenerator::global()->generate() & 0x7fffffff;
  qInfo("SPANLOUPE_CRASH_SEED=%u", seed);
  QRandomGenerator random(seed);
  std::unique_ptr<TemporarySession> file;
  Acknowledged acknowledged;
  std::size_t requests = 0;
  qint64 longest = 0;
  for (int round = 0; round < rounds; ++round) {
    if (round % kRoundsOfAFile == 0) {
      file = std::make_unique<TemporarySession>();
      acknowledged = {};
    }
    Writer writer(file->path(), round + 1);
    writer.runFor(random.bounded(20, 350), file->path());
    acknowledged.add(writer.kill());
    QElapsedTimer opening;
    opening.start();
    const auto live = openLive(file->path());
    longest = std::max(longest, opening.elapsed());
    QTRY_VERIFY_WITH_TIMEOUT(live->state().replay.done, 20'000);
    live->stop();
    QCOMPARE(number(file->path(), "SELECT count(*) FROM pending"), std::int64_t{0});
    const QString what = wrong(storedIn(file->path()), acknowledged);
    QVERIFY2(what.isEmpty(), qPrintable(QString("round %1: %2").arg(round).arg(what)));
    QVERIFY2(isSound(file->path()), qPrintable(QString("round %1").arg(round)));
    requests = std::max(requests, acknowledged.spans.size());
  }
  QVERIFY(requests > 10);
  qInfo("at most %zu acknowledged requests in a file; opening took %lld ms at most", requests,
        static_cast<long long>(longest));
}

QTEST_GUILESS_MAIN(LiveCrashTest)
#include "live_crash_test.moc"
