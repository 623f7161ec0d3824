// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How many segments stay open.
#include "core/store/segment_cache.h"

#include <QTest>

#include "core/store/sqlite.h"
#include "temporary_session.h"

using namespace spanloupe;
using namespace spanloupe::store;

namespace {

std::shared_ptr<const SegmentInfo> segmentWith(std::uint32_t id, std::uint32_t traces) {
  auto info = std::make_shared<SegmentInfo>();
  info->id = id;
  info->runs = traces;
  return info;
}

}  // namespace

class SegmentCacheTest : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    QVERIFY(Session::openForWriting(m_file.path()).has_value());
    auto opened = Connection::open(m_file.path(), Access::ReadOnly);
    QVERIFY(opened.has_value());
    m_connection = std::move(*opened);
  }

  void theLastUsedStay() {
    BlobCursor cursor(m_connection);
    SegmentCache cache(cursor, 2);
    const SegmentReader* const first = &cache.open(segmentWith(1, 10));
    (void)cache.open(segmentWith(2, 10));
    QCOMPARE(&cache.open(segmentWith(1, 10)), first);
    (void)cache.open(segmentWith(3, 10));
    QCOMPARE(cache.size(), std::size_t{2});
    QCOMPARE(&cache.open(segmentWith(1, 10)), first);
  }

  void manyTracesMakeThemFewer() {
    BlobCursor cursor(m_connection);
    SegmentCache cache(cursor, 8, 25);
    const SegmentReader* const first = &cache.open(segmentWith(1, 10));
    (void)cache.open(segmentWith(2, 10));
    QCOMPARE(&cache.open(segmentWith(1, 10)), first);
    (void)cache.open(segmentWith(3, 15));
    QCOMPARE(cache.size(), std::size_t{2});
    QCOMPARE(&cache.open(segmentWith(1, 10)), first);
    // One is always kept, and what was let go of is not counted any more.
    (void)cache.open(segmentWith(4, 1'000));
    QCOMPARE(cache.size(), std::size_t{1});
    for (std::uint32_t id = 5; id < 10; ++id) (void)cache.open(segmentWith(id, 5));
    QCOMPARE(cache.size(), std::size_t{5});
  }

 private:
  test::TemporarySession m_file;
  Connection m_connection;
};

QTEST_GUILESS_MAIN(SegmentCacheTest)
#include "segment_cache_test.moc"
