// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Acknowledged requests: kept until their segments are committed, remembered by hash, and the write-ahead log
// that takes them is cleared away beside the commits.
#include "core/store/pending_log.h"

#include <QFileInfo>
#include <QTest>

#include "core/store/sqlite.h"
#include "random_spans.h"
#include "temporary_session.h"

using namespace spanloupe;
using namespace spanloupe::store;
using namespace spanloupe::test;

namespace {

std::unique_ptr<Session> openSession(const std::string& path) {
  auto session = Session::openForWriting(path);
  if (!session) qFatal("%s", session.error().text().c_str());
  return std::move(*session);
}

std::unique_ptr<PendingLog> openLog(Session& session) {
  auto log = session.live().openPendingLog();
  if (!log) qFatal("%s", log.error().text().c_str());
  return std::move(*log);
}

std::int64_t add(PendingLog& log, const std::string& body, std::uint64_t hash = 0) {
  PendingRequest request{0, 7, "otlp-proto", *packPending(body), {hash, 1}};
  PendingRequest* const one = &request;
  if (const auto added = log.add({&one, 1}); !added) qFatal("%s", added.error().text().c_str());
  return request.id;
}

std::vector<EncodedSegment> segmentsOf(std::size_t spans) {
  std::vector<EncodedSegment> segments;
  SegmentBuilder builder([&](EncodedSegment segment) { segments.push_back(std::move(segment)); });
  builder.setSource(7);
  pushRandomSpans({3, spans, 0, 20, 0}, builder);
  builder.finish();
  return segments;
}

std::string random(std::size_t size) {
  std::string bytes;
  for (std::uint64_t word = size; bytes.size() < size; word = mixBits(word + 1)) {
    bytes.append(reinterpret_cast<const char*>(&word), sizeof word);
  }
  return bytes;
}

}  // namespace

class PendingLogTest : public QObject {
  Q_OBJECT
 private slots:
  void whatIsPackedIsUnpacked();
  void damagedAndHugeBodiesAreRefused();
  void idsGoOnAfterReopening();
  void onlyTheNewestHashesAreRemembered();
  void aCommitForgetsExactlyItsRequests();
  void theWriteAheadLogBeginsAnew();
  void aReaderInTheWayDelaysThatOnly();
};

void PendingLogTest::whatIsPackedIsUnpacked() {
  for (const std::string& body : {std::string(), std::string("a"), std::string(100'000, 'x'), random(5000)})
    QCOMPARE(*unpackPending(*packPending(body), 1 << 20), body);
}

void PendingLogTest::damagedAndHugeBodiesAreRefused() {
  const std::string packed = *packPending(std::string(100'000, 'x'));
  QCOMPARE(unpackPending(packed, 99'999).error().kind, ErrorKind::Corrupt);
  QCOMPARE(unpackPending("", 1000).error().kind, ErrorKind::Corrupt);
  QCOMPARE(unpackPending("not packed", 1000).error().kind, ErrorKind::Corrupt);
  QCOMPARE(unpackPending(packed.substr(0, packed.size() - 1), 1 << 20).error().kind, ErrorKind::Corrupt);
}

void PendingLogTest::idsGoOnAfterReopening() {
  const TemporarySession file;
  std::int64_t last = 0;
  for (int run = 0; run < 3; ++run) {
    const auto session = openSession(file.path());
    const auto log = openLog(*session);
    QCOMPARE(log->last(), last);
    const std::int64_t id = add(*log, "body");
    QVERIFY(id > last);
    last = add(*log, "body");
    QVERIFY(last > id);
    // Also when they are in segments.
    LiveCommit commit;
    commit.upTo = last;
    QVERIFY(session->live().append({}, {}, commit).has_value());
    QVERIFY(!session->live().nextPending(0)->has_value());
  }
}

void PendingLogTest::onlyTheNewestHashesAreRemembered() {
  const TemporarySession file;
  const auto session = openSession(file.path());
  const auto log = openLog(*session);
  add(*log, "first", 1);
  std::vector<PendingRequest> requests(PendingLog::kRemembered);
  std::vector<PendingRequest*> pointers;
  for (PendingRequest& request : requests) {
    request.hash = {2, pointers.size()};
    pointers.push_back(&request);
  }
  QVERIFY(log->add(pointers).has_value());
  const auto hashes = log->remembered();
  QCOMPARE(hashes->size(), static_cast<std::size_t>(PendingLog::kRemembered));
  QVERIFY((hashes->front().hash == RequestHash{2, 0}));
  QVERIFY((hashes->back().hash == RequestHash{2, PendingLog::kRemembered - 1}));
}

void PendingLogTest::aCommitForgetsExactlyItsRequests() {
  const TemporarySession file;
  const auto session = openSession(file.path());
  const auto log = openLog(*session);
  for (int i = 0; i < 5; ++i) add(*log, std::to_string(i));
  LiveCommit commit;
  commit.after = 2;
  commit.upTo = 4;
  QVERIFY(session->live().append(segmentsOf(100), {SegmentOrigin::Live, 1, 1}, commit).has_value());
  std::vector<std::int64_t> left;
  for (std::int64_t after = 0;;) {
    const auto row = *session->live().nextPending(after);
    if (!row) break;
    after = row->id;
    left.push_back(row->id);
    QCOMPARE(row->source, std::int64_t{7});
    QCOMPARE(*unpackPending(row->body, 100), std::to_string(row->id - 1));
  }
  QCOMPARE(left, (std::vector<std::int64_t>{1, 2, 5}));
}

void PendingLogTest::theWriteAheadLogBeginsAnew() {
  const TemporarySession file;
  const auto session = openSession(file.path());
  const auto log = openLog(*session);
  const QString path = QString::fromStdString(file.path()) + "-wal";
  const std::string body = random(1'000'000);
  qint64 largest = 0;
  for (int i = 0; i < 300; ++i) {
    add(*log, body);
    largest = std::max(largest, QFileInfo(path).size());
  }
  QVERIFY2(largest < (150 << 20), qPrintable(QString::number(largest)));
}

void PendingLogTest::aReaderInTheWayDelaysThatOnly() {
  const TemporarySession file;
  const auto session = openSession(file.path());
  const auto log = openLog(*session);
  add(*log, "body");
  const auto reader = Connection::open(file.path(), Access::ReadOnly);
  QVERIFY(reader->run("BEGIN").has_value());
  QCOMPARE(*reader->integer("SELECT count(*) FROM pending"), std::int64_t{1});
  const std::string body = random(1'000'000);
  for (int i = 0; i < 60; ++i) add(*log, body);
  const QString path = QString::fromStdString(file.path()) + "-wal";
  const qint64 before = QFileInfo(path).size();
  QVERIFY(before > (60 << 20));
  QVERIFY(reader->run("COMMIT").has_value());
  // Once it is out of the way the log is no longer added to.
  for (int i = 0; i < 60; ++i) add(*log, body);
  QVERIFY2(QFileInfo(path).size() < 2 * before, qPrintable(QString::number(QFileInfo(path).size())));
  QCOMPARE(*reader->integer("SELECT count(*) FROM pending"), std::int64_t{121});
}

QTEST_GUILESS_MAIN(PendingLogTest)
#include "pending_log_test.moc"
