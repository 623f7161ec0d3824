// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Several segments appended as one: all of them or none, and after a failure everything goes on as if it had
// not been tried.
#include "core/store/segment_store.h"

#include <QTest>

#include "core/store/check.h"
#include "core/store/snapshot.h"
#include "temporary_session.h"

using namespace spanloupe;
using namespace spanloupe::store;
using namespace spanloupe::test;

namespace {

constexpr SegmentStamp kLive{SegmentOrigin::Live, 1, 1};

/// One span of each of the traces first, first + 1, …, all with this id.
EncodedSegment segmentOf(std::uint64_t first, std::uint64_t traces, std::uint64_t id) {
  EncodedSegment segment;
  SegmentBuilder builder([&](EncodedSegment sealed) { segment = std::move(sealed); });
  builder.setSource(1);
  for (std::uint64_t trace = first; trace < first + traces; ++trace) {
    SpanView span;
    span.traceId = {1, trace};
    span.spanId = {id};
    span.start = timestampFromNanos(1'700'000'000'000'000'000 + id);
    span.end = span.start;
    span.resource = builder.resource({});
    span.scope = builder.scope({});
    builder.span(span);
  }
  builder.finish();
  return segment;
}

/// A session without a Session, so that the store can be used by itself.
class OpenStore {
 public:
  OpenStore() {
    if (!Session::openForWriting(m_file.path())) qFatal("no session");
    auto opened = Connection::open(m_file.path(), Access::ReadWrite);
    if (!opened) qFatal("no connection");
    m_connection = std::move(*opened);
    m_path = m_file.path();
    store = std::make_unique<SegmentStore>(m_path, m_connection, std::make_shared<std::mutex>());
    if (!store->open()) qFatal("not opened");
  }
  [[nodiscard]] const std::string& path() const { return m_path; }

 private:
  TemporarySession m_file;
  std::string m_path;
  Connection m_connection;

 public:
  std::unique_ptr<SegmentStore> store;
};

std::shared_ptr<const Snapshot> snapshotOf(const std::string& path) {
  return *(*Reader::open(path))->snapshot();
}

std::size_t spansOf(const std::string& path, std::uint64_t trace) {
  const auto reader = Reader::open(path);
  const auto found = (*reader)->trace(**(*reader)->snapshot(), {1, trace}, {});
  return found ? (*found)->size() : 0;
}

}  // namespace

class SegmentStoreTest : public QObject {
  Q_OBJECT
 private slots:
  void partsAreLinkedAndDuplicatesFoundAmongThem();
  void afterAFailureNothingIsThere();
};

void SegmentStoreTest::partsAreLinkedAndDuplicatesFoundAmongThem() {
  const OpenStore open;
  const auto counts = open.store->append(
      {segmentOf(1, 10, 1), segmentOf(5, 10, 2), segmentOf(1, 4, 1), segmentOf(8, 4, 3)}, kLive, {});
  QVERIFY(counts.has_value());
  QCOMPARE(counts->at(1), std::uint64_t{4});
  QCOMPARE(snapshotOf(open.path())->segments().size(), std::size_t{3});
  QCOMPARE(snapshotOf(open.path())->traceCount(), std::uint64_t{14});
  QCOMPARE(spansOf(open.path(), 9), std::size_t{3});
}

void SegmentStoreTest::afterAFailureNothingIsThere() {
  const OpenStore open;
  QVERIFY(open.store->append({segmentOf(1, 10, 1)}, kLive, {}).has_value());
  QVERIFY(open.store->append({segmentOf(6, 10, 2)}, kLive, {}).has_value());
  const auto refused = [](const DuplicateCounts&) -> Result<void> {
    return fail(ErrorKind::Io, "the disk is full");
  };
  const std::vector<EncodedSegment> parts{segmentOf(1, 20, 3), segmentOf(10, 20, 4), segmentOf(5, 5, 5)};
  for (int attempt = 0; attempt < 3; ++attempt) {
    QCOMPARE(open.store->append(parts, kLive, refused).error().message, std::string("the disk is full"));
    QCOMPARE(open.store->all().size(), std::size_t{2});
    QCOMPARE(snapshotOf(open.path())->segments().size(), std::size_t{2});
    QCOMPARE(snapshotOf(open.path())->traceCount(), std::uint64_t{15});
  }
  QVERIFY(open.store->append(parts, kLive, {}).has_value());
  QCOMPARE(snapshotOf(open.path())->segments().size(), std::size_t{5});
  QCOMPARE(snapshotOf(open.path())->traceCount(), std::uint64_t{29});
  QCOMPARE(spansOf(open.path(), 8), std::size_t{4});
  QCOMPARE(spansOf(open.path(), 12), std::size_t{3});
  QCOMPARE(spansOf(open.path(), 29), std::size_t{1});
}

QTEST_GUILESS_MAIN(SegmentStoreTest)
#include "segment_store_test.moc"
