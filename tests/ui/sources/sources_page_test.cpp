// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Sources tab on screen: what a file brought, keys, copying, and how often it is drawn anew.
#include "ui/sources/sources_page.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>

#include "sources_facts.h"
#include "tests/ui/session/session_fixture.h"
#include "ui/sources/sources_tree.h"

using namespace spanloupe;
using namespace spanloupe::sources;

namespace {

struct Page {
  test::Home home;
  QSettings settings{home.path("s.ini"), QSettings::IniFormat};
  ui::Look look;
  session::TraceSession session;
  session::Listening listening;
  std::unique_ptr<SourcesPage> page = std::make_unique<SourcesPage>(look, session, listening, settings);

  Page() {
    page->resize(1400, 400);
    page->show();
    if (!QTest::qWaitFor([this] { return page->isSettled(); })) qFatal("the page does not settle");
  }
  bool open(const QByteArray& bytes) {
    return test::load(session, {home.write("a.jsonl", bytes)}) &&
           QTest::qWaitFor([this] { return page->model().rowCount() == 1 && page->isSettled(); });
  }
  [[nodiscard]] SourcesTree& tree() const { return page->tree(); }
};

const QByteArray kDamaged = "\n{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"zz\"}]}]}]}\n";

}  // namespace

class SourcesPageTest : public QObject {
  Q_OBJECT
 private slots:
  void nothingIsSaidInASentence();
  void aFileIsListedWithItsCounts();
  void theDiagnosticsOfALineAreOpened();
  void rowsAreCopied();
  void aLineFoldsAndStaysFolded();
  void theHeaderSorts();
  void widthsAreKept();
  void screenReadersGetEveryCell();
};

void SourcesPageTest::nothingIsSaidInASentence() {
  Page f;
  QVERIFY(!f.tree().isVisible());
  QSignalSpy wished(f.page.get(), &SourcesPage::openFileRequested);
  for (auto* button : f.page->findChildren<QAbstractButton*>())
    if (button->isVisible() && button->text().startsWith("Open a file")) button->click();
  QCOMPARE(wished.count(), 1);
}

void SourcesPageTest::aFileIsListedWithItsCounts() {
  Page f;
  QVERIFY(f.open(test::otlpJson({{.spans = 4}, {.spans = 2}})));
  QVERIFY(f.tree().isVisible());
  const SourceLine& line = f.page->model().lines()[0];
  QCOMPARE(line.name, QString("a.jsonl"));
  QCOMPARE(*line.spans, std::uint64_t{6});
  QVERIFY(*line.bytes > 0);
  QCOMPARE(f.page->summary(), QString("1 source · 6 spans held"));
}

void SourcesPageTest::theDiagnosticsOfALineAreOpened() {
  Page f;
  QVERIFY(f.open(test::otlpJson({{}}) + kDamaged));
  QSignalSpy wished(f.page.get(), &SourcesPage::diagnosticsRequested);
  const QModelIndex cell = f.tree().sorted().index(0, static_cast<int>(Column::Diagnostics));
  QTest::mouseClick(f.tree().viewport(), Qt::LeftButton, {}, f.tree().visualRect(cell).center());
  QCOMPARE(wished.count(), 1);
  QTest::keyClick(&f.tree(), Qt::Key_Return);
  QCOMPARE(wished.count(), 2);
}

void SourcesPageTest::rowsAreCopied() {
  Page f;
  QVERIFY(f.open(test::otlpJson({{.spans = 4}})));
  auto* copy = f.page->findChild<QAbstractButton*>("copySourceRows");
  QVERIFY(!copy->isEnabled());
  f.tree().setCurrentIndex(f.tree().sorted().index(0, 0));
  QVERIFY(copy->isEnabled());
  QTest::keySequence(&f.tree(), QKeySequence::Copy);
  QVERIFY(QGuiApplication::clipboard()->text().startsWith("a.jsonl\t"));
  QTest::mouseClick(f.page->findChild<QAbstractButton*>("copyAllSources"), Qt::LeftButton);
  QVERIFY(QGuiApplication::clipboard()->text().startsWith("Source\tFormat or SDK\tSpans\t"));
  QCOMPARE(QGuiApplication::clipboard()->text().count('\n'), 2);
}

void SourcesPageTest::aLineFoldsAndStaysFolded() {
  test::Facts facts;
  Page f;
  f.page->model().setLines(facts.lines());
  f.tree().show();
  const QModelIndex endpoint = f.tree().sorted().index(1, 0);
  QTRY_VERIFY(f.tree().isExpanded(endpoint));
  const QRect cell = f.tree().visualRect(endpoint);
  QTest::mouseClick(f.tree().viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 8, cell.center().y()));
  QVERIFY(!f.tree().isExpanded(endpoint));
  facts.listening.senders.push_back(test::Facts::sender("late", 1));
  f.page->model().setLines(facts.lines());
  QCoreApplication::processEvents();
  QVERIFY(!f.tree().isExpanded(endpoint));
  f.tree().setCurrentIndex(endpoint);
  QTest::keyClick(&f.tree(), Qt::Key_Right);
  QVERIFY(f.tree().isExpanded(endpoint));
}

void SourcesPageTest::theHeaderSorts() {
  const test::Facts facts;
  Page f;
  f.page->model().setLines(facts.lines());
  f.tree().show();
  const auto first = [&] { return f.tree().sorted().index(0, 0).data().toString(); };
  QCOMPARE(first(), QString("shop.json"));
  QHeaderView* header = f.tree().header();
  const int section = static_cast<int>(Column::Spans);
  QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                    QPoint(header->sectionViewportPosition(section) + 30, header->height() / 2));
  QCOMPARE(first(), QString("OTLP/gRPC"));
  f.tree().sortBy(Column::Spans);
  QCOMPARE(first(), QString("shop.json"));
}

void SourcesPageTest::widthsAreKept() {
  Page f;
  f.tree().header()->resizeSection(static_cast<int>(Column::Details), 321);
  f.page = std::make_unique<SourcesPage>(f.look, f.session, f.listening, f.settings);
  QCOMPARE(f.tree().header()->sectionSize(static_cast<int>(Column::Details)), 321);
}

void SourcesPageTest::screenReadersGetEveryCell() {
  const test::Facts facts;
  Page f;
  f.page->model().setLines(facts.lines());
  f.tree().show();
  QAccessibleInterface* access = QAccessible::queryAccessibleInterface(&f.tree());
  QVERIFY(access && access->tableInterface());
  QCOMPARE(access->text(QAccessible::Name), QString("Sources"));
  QCOMPARE(access->tableInterface()->cellAt(0, 0)->text(QAccessible::Name), QString("shop.json"));
}

QTEST_MAIN(SourcesPageTest)
#include "sources_page_test.moc"
