// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What goes into a segment comes out of it: every field, value, order of attributes, event, link, resource
// and scope.
#include <QTest>

#include "core/store/segment_builder.h"
#include "core/store/segment_reader.h"
#include "random_spans.h"
#include "temporary_session.h"

using namespace spanloupe;
using namespace spanloupe::store;
using namespace spanloupe::test;

namespace {

/// All segments made of the load, read back.
RecordingSink& readBack(const RandomSpans& load, RecordingSink& out, std::size_t* segments = nullptr) {
  SegmentBuilder builder([&](EncodedSegment segment) {
    SegmentReader reader(std::make_unique<EncodedColumns>(segment), segment.summary);
    const auto spans = reader.visitSpans(0, segment.summary.spans, out);
    const auto logs = reader.visitLogs(0, segment.summary.logs, out);
    if (!spans) qFatal("%s", spans.error().text().c_str());
    if (!logs) qFatal("%s", logs.error().text().c_str());
    if (segments != nullptr) ++*segments;
  });
  pushRandomSpans(load, builder);
  builder.finish();
  return out;
}

std::string roundTripDifference(const RandomSpans& load) {
  RecordingSink expected;
  RecordingSink actual;
  pushRandomSpans(load, expected);
  return difference(sortedTexts(expected), sortedTexts(readBack(load, actual)));
}

}  // namespace

class SegmentRoundTripTest : public QObject {
  Q_OBJECT
 private slots:
  void randomSpansComeBack_data() {
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 12; ++seed) QTest::addRow("seed %u", seed) << seed;
  }
  void randomSpansComeBack() {
    QFETCH(unsigned, seed);
    const RandomSpans load{seed, 200 * seed, 10 * seed, 1 + 7 * seed, 0};
    const std::string text = roundTripDifference(load);
    QVERIFY2(text.empty(), text.c_str());
  }
  void moreKeysThanColumnsComeBack() {
    const std::string text = roundTripDifference({3, 6000, 0, 40, 5000});
    QVERIFY2(text.empty(), text.c_str());
  }
  void fullSegmentsAreSealed() {
    std::size_t segments = 0;
    RecordingSink actual;
    readBack({5, kSegmentRows + 500, 3, 900, 0}, actual, &segments);
    QCOMPARE(segments, std::size_t{2});
    QCOMPARE(actual.spans().size(), std::size_t{kSegmentRows + 500});
  }
  void anEqualSpanIsKeptOnceAndADifferentOneWithItsIdIsKept() {
    std::vector<EncodedSegment> segments;
    SegmentBuilder builder([&](EncodedSegment segment) { segments.push_back(std::move(segment)); });
    builder.setSource(4);
    SpanView span;
    span.resource = builder.resource({});
    span.scope = builder.scope({});
    span.traceId = {1, 2};
    span.spanId = {3};
    span.name = "a";
    builder.span(span);
    builder.span(span);
    span.name = "b";
    builder.span(span);
    builder.span(span);
    builder.finish();
    QCOMPARE(segments.size(), std::size_t{1});
    QCOMPARE(segments[0].summary.spans, 2U);
    QCOMPARE(segments[0].duplicates.at(4), std::uint64_t{2});
  }
  void spansWithoutIdsAreAllKept() {
    std::uint32_t spans = 0;
    SegmentBuilder builder([&](const EncodedSegment& segment) { spans = segment.summary.spans; });
    SpanView span;
    span.resource = builder.resource({});
    span.scope = builder.scope({});
    for (int i = 0; i < 3; ++i) builder.span(span);
    builder.finish();
    QCOMPARE(spans, 3U);
  }
};

QTEST_GUILESS_MAIN(SegmentRoundTripTest)
#include "segment_round_trip_test.moc"
