// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the dock asks the session for a selected span: its record, its place among others, its links, several.
#include "ui/shell/details_dock.h"
#include "tests/ui/shell/window_fixture.h"
#include "ui/details/details_panel.h"
#include "ui/details/details_view.h"
#include "ui/details/distribution_strip.h"

using namespace spanloupe;

namespace {

constexpr TraceId kOrder{0x11, 0x1};
constexpr TraceId kMail{0x22, 0x2};

QString spanJson(TraceId trace, int id, const QString& name, int milliseconds, const QString& more = {}) {
  return QStringLiteral(
             R"({"traceId":"%1","spanId":"%2","name":"%3","startTimeUnixNano":"1773324000000000000",)"
             R"("endTimeUnixNano":"%4"%5})")
      .arg(QString::fromStdString(trace.hex()))
      .arg(id, 16, 16, QLatin1Char('0'))
      .arg(name)
      .arg(1'773'324'000'000'000'000LL + milliseconds * 1'000'000LL)
      .arg(more);
}

QByteArray ofService(const QString& service, const QStringList& spans) {
  return QStringLiteral(R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name",)"
                        R"("value":{"stringValue":"%1"}}]},"scopeSpans":[{"spans":[%2]}]}]})")
      .arg(service, spans.join(QLatin1Char(',')))
      .toUtf8();
}

/// Two traces; the mail links to the order, and the order to a trace that is not there.
QByteArray linkedTraces() {
  const QString toOrder = QStringLiteral(R"(,"links":[{"traceId":"%1","spanId":"0000000000000001"}])")
                              .arg(QString::fromStdString(kOrder.hex()));
  const QString toNowhere = QStringLiteral(R"(,"links":[{"traceId":"%1","spanId":"0000000000000001"}])")
                                .arg(QString::fromStdString(TraceId{9, 9}.hex()));
  return ofService("shop", {spanJson(kOrder, 1, "POST /orders", 40, toNowhere),
                            spanJson(kOrder, 2, "SELECT", 10), spanJson(kOrder, 3, "SELECT", 20),
                            spanJson(kMail, 4, "SELECT", 30), spanJson(kMail, 5, "send", 5, toOrder)}) +
         '\n';
}

QStringList textsOf(details::DetailsPanel& panel, const char* section) {
  QStringList texts;
  for (const details::Section& one : panel.view().sections())
    if (one.title == QLatin1String(section))
      for (const details::Item& item : one.items) texts += item.key + QLatin1Char('=') + item.text;
  return texts;
}

}  // namespace

class DetailsDockTest : public QObject {
  Q_OBJECT
 private slots:
  void aSpanIsRankedAmongAllOfItsOperation();
  void linksAreKnownInBothDirections();
  void severalSpansAreSummedUp();
  void theCacheIsBounded();

 private:
  void openSpan(test::WindowFixture& f, TraceId trace, SpanId span) {
    QVERIFY(f.open({f.home.write("shop.json", linkedTraces())}));
    f.state.openTrace(trace, span);
    QTRY_VERIFY(f.trace() != nullptr && f.window.isSettled() && dock(f).panel().shown() != nullptr);
  }
  static shell::DetailsDock& dock(test::WindowFixture& f) {
    return *f.window.findChild<shell::DetailsDock*>();
  }
};

void DetailsDockTest::aSpanIsRankedAmongAllOfItsOperation() {
  test::WindowFixture f;
  openSpan(f, kOrder, {3});
  details::DetailsPanel& panel = dock(f).panel();
  QCOMPARE(panel.distribution().text(), QString::fromUtf8("20.0\u202fms · p50 of 3"));
  // Of the same operation: known already.
  f.trace()->selectSpan({2});
  QTRY_COMPARE(panel.distribution().text(), QString::fromUtf8("10.0\u202fms · p0 of 3"));
  f.trace()->selectSpan({1});
  QTRY_COMPARE(panel.distribution().text(), QString("The only span of this operation in the session"));
}

void DetailsDockTest::linksAreKnownInBothDirections() {
  test::WindowFixture f;
  openSpan(f, kOrder, {1});
  const QStringList links = textsOf(dock(f).panel(), "Links");
  QCOMPARE(links.size(), 2);
  QVERIFY2(links[0].endsWith("not in this session"), qPrintable(links[0]));
  QCOMPARE(links[1], QString("linked from=shop send  00000000"));
  emit dock(f).panel().linkActivated(kMail, {5});
  QTRY_VERIFY(f.trace()->trace() == kMail && f.window.isSettled());
  QTRY_COMPARE(textsOf(dock(f).panel(), "Links"), QStringList{"links to=shop POST /orders  00000000"});
}

void DetailsDockTest::severalSpansAreSummedUp() {
  test::WindowFixture f;
  openSpan(f, kOrder, {1});
  dock(f).showSpans(*f.trace(), {0, 1, 2});
  QTRY_VERIFY(dock(f).isSettled());
  QVERIFY(dock(f).panel().shown() == nullptr);
  const QStringList names = textsOf(dock(f).panel(), "Services and operations");
  QVERIFY2(names.join('|').contains("SELECT=2 spans"), qPrintable(names.join('|')));
  dock(f).showSpans(*f.trace(), {1});
  QTRY_VERIFY(dock(f).panel().shown() != nullptr);
}

void DetailsDockTest::theCacheIsBounded() {
  shell::DistributionCache cache;
  const auto made = std::make_shared<const query::DurationDistribution>();
  for (int i = 0; i < 100; ++i) cache.add({nullptr, "shop", std::to_string(i)}, made);
  QVERIFY(cache.find({nullptr, "shop", "0"}) == nullptr);
  QVERIFY(cache.find({nullptr, "shop", "99"}) == made);
  QVERIFY(cache.find({nullptr, "cart", "99"}) == nullptr);
}

QTEST_MAIN(DetailsDockTest)
#include "details_dock_test.moc"
