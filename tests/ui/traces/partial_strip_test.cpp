// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/partial_strip.h"

#include "core/store/snapshot.h"
#include "page_fixture.h"

using namespace spanloupe;
using namespace spanloupe::traces;

class PartialStripTest : public QObject {
  Q_OBJECT
 private slots:
  void namesWhatIsNotWhole();
  void aWholeFileNeedsNoWords();
  void aCancelledImportIsSaidAndCanBeReadAgain();
};

void PartialStripTest::namesWhatIsNotWhole() {
  store::SourceRow whole;
  whole.name = "/tmp/whole.json";
  whole.state = store::SourceState::Complete;
  store::SourceRow cut = whole;
  cut.name = "/tmp/cut.json";
  cut.state = store::SourceState::Incomplete;
  QCOMPARE(partialText({}), QString());
  QCOMPARE(partialText({whole}), QString());
  QCOMPARE(partialText({whole, cut}), QString("cut.json was not read to the end."));
  QCOMPARE(partialText({cut, whole, cut}), QString("2 of 3 files were not read to the end."));
}

void PartialStripTest::aWholeFileNeedsNoWords() {
  test::Page page;
  QVERIFY(page.load(test::numbered(4)));
  QVERIFY(!page.page->findChild<PartialStrip*>()->isVisible());
}

void PartialStripTest::aCancelledImportIsSaidAndCanBeReadAgain() {
  test::Page page;
  QByteArray many;
  for (int i = 0; i < 300; ++i) many += test::otlpJson({{.name = QString::number(i), .spans = 1000}}) + '\n';
  const auto* strip = page.page->findChild<PartialStrip*>();
  QSignalSpy loaded(&page.session, &session::TraceSession::loaded);
  // As soon as there is anything to see.
  const auto cancelling = connect(&page.session, &session::TraceSession::snapshotChanged, this, [&page] {
    if (page.session.snapshot()->traceCount() > 0) page.session.cancelImport();
  });
  page.session.openFiles({page.home.write("many.jsonl", many)});
  QVERIFY(loaded.wait(60'000));
  disconnect(cancelling);
  const auto spans = [&page] { return page.session.overview().statistics.spans; };
  // The roots differ, their children are the same in every line.
  constexpr std::uint64_t kAll = 300 + 999;
  if (spans() == kAll) QSKIP("the import was quicker than its cancelling");
  QTRY_VERIFY(strip->isVisible());
  QCOMPARE(strip->text(), QString("many.jsonl was not read to the end."));
  QTest::mouseClick(strip->findChild<QAbstractButton*>("readAgain"), Qt::LeftButton);
  QVERIFY(loaded.wait(60'000));
  QCOMPARE(spans(), kAll);
  QVERIFY(!strip->isVisible());
}

QTEST_MAIN(PartialStripTest)
#include "partial_strip_test.moc"
