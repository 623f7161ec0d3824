// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sums of several spans and what they share.
#include <QTest>

#include "tests/ui/details/details_fixture.h"
#include "ui/details/several_spans.h"

namespace spanloupe::details {

class SeveralSpansTest : public QObject {
  Q_OBJECT

 private slots:
  void figuresAreSummedUp();
  void overlapsCountOnce();
  void sharedAndDifferingAttributesAreToldApart();
  void onlySomeRecordsMayBeRead();
  void nothingIsNothing();
};

namespace {

SeveralInput input(std::int64_t offset, std::int64_t duration, std::string_view service = "cart",
                   std::string_view name = "GET", bool isError = false) {
  return {Duration(offset), Duration(duration), Duration(duration / 2), service, name, isError};
}

QString print(const Sections& sections) {
  QStringList lines;
  for (const Section& section : sections) {
    lines += section.title + QLatin1Char(' ') + section.note;
    for (const Item& item : section.items) lines += item.key + QLatin1Char('=') + item.text;
  }
  return lines.join(QLatin1Char('|'));
}

}  // namespace

void SeveralSpansTest::figuresAreSummedUp() {
  const std::vector<SeveralInput> spans{input(0, 10), input(20, 30, "stock", "GET", true),
                                        input(5, 0, "cart", "PUT")};
  const auto several = summarizeSeveral(spans, {});
  QCOMPARE(several->count, std::uint64_t{3});
  QCOMPARE(several->sum.count(), 40);
  QCOMPARE(several->min.count(), 0);
  QCOMPARE(several->max.count(), 30);
  QCOMPARE(several->self.count(), 20);
  QCOMPARE(several->errors, std::uint64_t{1});
  QCOMPARE(several->services[0].name, QString("cart"));
  QCOMPARE(several->services[0].count, std::uint64_t{2});
  QCOMPARE(several->operations[0].name, QString("GET"));
}

void SeveralSpansTest::overlapsCountOnce() {
  const std::vector<SeveralInput> spans{input(50, 10), input(0, 20), input(10, 20), input(12, 3)};
  QCOMPARE(summarizeSeveral(spans, {})->wall.count(), 40);
}

void SeveralSpansTest::sharedAndDifferingAttributesAreToldApart() {
  const auto a = DetailsBuilder().text("http.route", "/cart").number("size", 1).text("only", "here").build();
  const auto b = DetailsBuilder().text("http.route", "/cart").number("size", 2).build();
  const std::vector<SeveralInput> spans{input(0, 1), input(0, 2)};
  const std::vector<SpanRecord> records{a->record, b->record};
  const auto several = summarizeSeveral(spans, records);
  QCOMPARE(print(several->sections).section(QLatin1Char('|'), 0, 4),
           QString("The same in all 1|http.route=/cart|Different 2|size=2 values|only=1 value  in 1 of 2"));
}

void SeveralSpansTest::onlySomeRecordsMayBeRead() {
  const auto a = DetailsBuilder().text("k", "v").build();
  const std::vector<SeveralInput> spans(5, input(0, 1));
  const std::vector<SpanRecord> records{a->record, a->record};
  const auto several = summarizeSeveral(spans, records);
  QCOMPARE(several->read, std::uint64_t{2});
  QVERIFY(print(several->sections).startsWith(QString::fromUtf8("The same in all 1 · of the first 2|k=v")));
}

void SeveralSpansTest::nothingIsNothing() {
  const auto several = summarizeSeveral({}, {});
  QCOMPARE(several->count, std::uint64_t{0});
  QCOMPARE(several->wall.count(), 0);
}

}  // namespace spanloupe::details

QTEST_APPLESS_MAIN(spanloupe::details::SeveralSpansTest)
#include "several_spans_test.moc"
