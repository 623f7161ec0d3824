// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Links looked at from their other end.
#include <QTest>

#include "core/query/linking_spans.h"
#include "made_session.h"

namespace spanloupe::query {

class LinkingSpansTest : public QObject {
  Q_OBJECT

 private slots:
  void findsWhoLinksHere();
  void aSpanThatLinksTwiceCountsOnce();
  void theListIsBoundedAndTheCountIsNot();
  void targetsAreFoundPartlyFoundOrAbsent();
  void aTraceInTwoSegmentsIsSearchedInBoth();
};

namespace {
constexpr TraceId kA{1, 1};
constexpr TraceId kB{2, 1};
constexpr TraceId kC{2, 2};
}  // namespace

void LinkingSpansTest::findsWhoLinksHere() {
  test::MadeSession session({{{kA, 1, "shop", "publish", 5}, {kB, 1, "mail", "plain", 5}},
                             {{kB, 2, "mail", "consume", 5, false, {{kA, 2}, {kA, 1}}},
                              {kC, 3, "bill", "other", 5, false, {{kA, 2}}}}});
  const auto found = linkingSpans(session.reader(), session.snapshot(), kA, {1}, {});
  QVERIFY(found.has_value());
  QCOMPARE(found->count, std::uint64_t{1});
  QCOMPARE(found->spans.size(), std::size_t{1});
  QCOMPARE(found->spans[0].trace, kB);
  QCOMPARE(found->spans[0].span, SpanId{2});
  QCOMPARE(QString::fromStdString(found->spans[0].service), QString("mail"));
  QCOMPARE(QString::fromStdString(found->spans[0].name), QString("consume"));
  QCOMPARE(nanosOf(found->spans[0].start), test::kMadeStart + 2);
  const auto two = linkingSpans(session.reader(), session.snapshot(), kA, {2}, {});
  QVERIFY(two.has_value());
  QCOMPARE(two->count, std::uint64_t{2});
  const auto none = linkingSpans(session.reader(), session.snapshot(), kB, {1}, {});
  QVERIFY(none.has_value() && none->count == 0 && none->spans.empty());
}

void LinkingSpansTest::aSpanThatLinksTwiceCountsOnce() {
  test::MadeSession session({{{kB, 2, "mail", "consume", 5, false, {{kA, 1}, {kA, 1}}}}});
  const auto found = linkingSpans(session.reader(), session.snapshot(), kA, {1}, {});
  QVERIFY(found.has_value());
  QCOMPARE(found->count, std::uint64_t{1});
}

void LinkingSpansTest::theListIsBoundedAndTheCountIsNot() {
  std::vector<test::MadeSpan> many;
  for (std::uint64_t i = 1; i <= 300; ++i)
    many.push_back({{7, i}, i, "mail", "consume", 5, false, {{kA, 1}}});
  test::MadeSession session({many});
  const auto found = linkingSpans(session.reader(), session.snapshot(), kA, {1}, {});
  QVERIFY(found.has_value());
  QCOMPARE(found->count, std::uint64_t{300});
  QCOMPARE(found->spans.size(), LinkingSpans::kMost);
}

void LinkingSpansTest::targetsAreFoundPartlyFoundOrAbsent() {
  test::MadeSession session({{{kA, 1, "shop", "publish", 5}, {kC, 3, "bill", "other", 5}}});
  const std::vector<std::pair<TraceId, SpanId>> wanted{{kA, {1}}, {kA, {9}}, {kB, {1}}, {kC, {3}}};
  const auto found = linkTargets(session.reader(), session.snapshot(), wanted, {});
  QVERIFY(found.has_value());
  QCOMPARE((*found)[0].state, LinkTargetState::Found);
  QCOMPARE(QString::fromStdString((*found)[0].end.name), QString("publish"));
  QCOMPARE((*found)[1].state, LinkTargetState::TraceOnly);
  QCOMPARE((*found)[2].state, LinkTargetState::NotInSession);
  QCOMPARE(QString::fromStdString((*found)[3].end.service), QString("bill"));
}

void LinkingSpansTest::aTraceInTwoSegmentsIsSearchedInBoth() {
  test::MadeSession session({{{kA, 1, "shop", "first", 5}}, {{kA, 2, "shop", "second", 5}}});
  const std::vector<std::pair<TraceId, SpanId>> wanted{{kA, {1}}, {kA, {2}}};
  const auto found = linkTargets(session.reader(), session.snapshot(), wanted, {});
  QVERIFY(found.has_value());
  QCOMPARE(QString::fromStdString((*found)[0].end.name), QString("first"));
  QCOMPARE(QString::fromStdString((*found)[1].end.name), QString("second"));
}

}  // namespace spanloupe::query

QTEST_GUILESS_MAIN(spanloupe::query::LinkingSpansTest)
#include "linking_spans_test.moc"
