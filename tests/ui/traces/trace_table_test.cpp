// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_table.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QScrollBar>

#include "tests/ui/session/session_fixture.h"
#include "ui/common/states.h"
#include "ui/traces/trace_table_painter.h"
#include "ui/traces/traces_page.h"

using namespace spanloupe;
using namespace spanloupe::traces;

class TraceTableTest : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void cleanup();
  void clickOnAHeaderSortsAndAgainReverses();
  void keysMoveThroughTheList();
  void enterAndDoubleClickOpen();
  void copiesTheSelectedRows();
  void keepsSelectionAndPlaceWhenTracesAreAdded();
  void tellsScreenReadersItsRows();
  void tellsScreenReadersItsColumns();
  void saysWhyThereIsNothing();
  void offersTheDiagnosticsWhenNothingCouldBeRead();
  void badgesMissingParentsOnlyWhenNoMoreComes();

 private:
  [[nodiscard]] TraceTable& table() const { return m_page->table(); }
  [[nodiscard]] QString nameAt(int row) const {
    return QString::fromStdString(table().model().traceRow(row)->rootName);
  }
  void clickHeader(Column column) const;
  void load(const std::vector<test::SketchTrace>& traces);

  std::unique_ptr<test::Home> m_home;
  std::unique_ptr<ui::Look> m_look;
  std::unique_ptr<session::TraceSession> m_session;
  std::unique_ptr<QSettings> m_settings;
  std::unique_ptr<TracesPage> m_page;
};

void TraceTableTest::init() {
  m_home = std::make_unique<test::Home>();
  m_look = std::make_unique<ui::Look>();
  m_session = std::make_unique<session::TraceSession>();
  m_settings = std::make_unique<QSettings>(m_home->path("s.ini"), QSettings::IniFormat);
  m_page = std::make_unique<TracesPage>(*m_look, *m_session, *m_settings);
  m_page->resize(1200, 500);
  m_page->show();
}

void TraceTableTest::cleanup() {
  m_page.reset();
  m_settings.reset();
  m_session.reset();
  m_look.reset();
  m_home.reset();
}

void TraceTableTest::load(const std::vector<test::SketchTrace>& traces) {
  QVERIFY(test::load(*m_session, {m_home->write("a.json", test::otlpJson(traces))}));
  QTRY_VERIFY(m_page->isSettled() && table().model().rowCount() == static_cast<int>(traces.size()));
}

void TraceTableTest::clickHeader(Column column) const {
  TableHeader& header = table().header();
  QTest::mouseClick(&header, Qt::LeftButton, {},
                    table().tableLayout().columnRect(column, 0, header.height()).center());
  QTRY_VERIFY(m_page->isSettled());
}

namespace {

std::vector<test::SketchTrace> numbered(int count) {
  std::vector<test::SketchTrace> traces;
  for (int i = 0; i < count; ++i)
    traces.push_back({.name = QString::number(i), .startMs = i, .durationMs = 1 + i % 7});
  return traces;
}

}  // namespace

void TraceTableTest::clickOnAHeaderSortsAndAgainReverses() {
  load({{.name = "slow", .startMs = 0, .durationMs = 30, .spans = 2},
        {.name = "quick", .startMs = 1, .durationMs = 10, .spans = 9, .errors = 2},
        {.name = "middle", .startMs = 2, .durationMs = 20, .spans = 1}});
  QCOMPARE(nameAt(0), QString("middle"));  // newest first
  const std::pair<Column, QString> first[] = {{Column::Duration, "slow"}, {Column::Spans, "quick"},
                                              {Column::Errors, "quick"},  {Column::Root, "middle"},
                                              {Column::Start, "middle"},  {Column::Services, ""}};
  for (const auto& [column, name] : first) {
    clickHeader(column);
    QCOMPARE(table().model().order().column, *infoOf(column).sort);
    const bool descending = table().model().order().descending;
    if (!name.isEmpty()) QCOMPARE(nameAt(0), name);
    clickHeader(column);
    QCOMPARE(table().model().order().descending, !descending);
    if (!name.isEmpty() && column != Column::Errors) QCOMPARE(nameAt(2), name);
  }
}

void TraceTableTest::keysMoveThroughTheList() {
  load(numbered(2000));
  clickHeader(Column::Start);  // oldest first
  table().setFocus();
  QTest::keyClick(&table(), Qt::Key_Home);
  QCOMPARE(table().currentRow(), 0);
  QTest::keyClick(&table(), Qt::Key_Down);
  QCOMPARE(table().currentRow(), 1);
  const int page = table().tableLayout().rowsPerPage();
  QTest::keyClick(&table(), Qt::Key_PageDown);
  QCOMPARE(table().currentRow(), 1 + page);
  QTest::keyClick(&table(), Qt::Key_Up);
  QCOMPARE(table().currentRow(), page);
  QTest::keyClick(&table(), Qt::Key_End);
  QCOMPARE(table().currentRow(), 1999);
  QCOMPARE(table().tableLayout().endRow(), 2000);
  QTRY_VERIFY(table().model().traceRow(1999));
  QCOMPARE(nameAt(1999), QString("1999"));
  QTest::keyClick(&table(), Qt::Key_Up, Qt::ShiftModifier);
  QVERIFY(table().isSelected(1999) && table().isSelected(1998) && !table().isSelected(1997));
}

void TraceTableTest::enterAndDoubleClickOpen() {
  load(numbered(3));
  QSignalSpy activated(m_page.get(), &TracesPage::traceActivated);
  const QPoint second = table().tableLayout().rowRect(1).center();
  QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, second);
  QCOMPARE(table().currentRow(), 1);
  QCOMPARE(activated.count(), 0);
  QTest::keyClick(&table(), Qt::Key_Return);
  QCOMPARE(activated.count(), 1);
  QTest::mouseDClick(table().viewport(), Qt::LeftButton, {}, second);
  QCOMPARE(activated.count(), 2);
  QCOMPARE(QString::fromStdString(activated[1][0].value<TraceId>().hex()), test::traceHex(1));
}

void TraceTableTest::copiesTheSelectedRows() {
  load(numbered(4));
  QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, table().tableLayout().rowRect(1).center());
  QTest::mouseClick(table().viewport(), Qt::LeftButton, Qt::ShiftModifier,
                    table().tableLayout().rowRect(2).center());
  QGuiApplication::clipboard()->clear();
  QTest::keySequence(&table(), QKeySequence::Copy);
  QTRY_VERIFY(!QGuiApplication::clipboard()->text().isEmpty());
  const QStringList lines = QGuiApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
  QCOMPARE(lines.size(), 3);
  QVERIFY(lines[0].startsWith("Trace id\tRoot service\tRoot operation\tStart"));
  QVERIFY(lines[1].startsWith(test::traceHex(2) + "\tfrontend\t2\t"));
  QVERIFY(lines[2].startsWith(test::traceHex(1) + "\tfrontend\t1\t"));
}

void TraceTableTest::keepsSelectionAndPlaceWhenTracesAreAdded() {
  load(numbered(1500));
  table().setCurrentRow(700);
  QTRY_VERIFY(table().model().traceRow(700));
  table().setCurrentRow(700);
  const auto selected = table().currentTrace();
  QVERIFY(selected);
  const int y = table().tableLayout().rowRect(700).top();
  // The same question again, as after a commit of an import.
  QSignalSpy relisted(&table().model(), &TraceListModel::relisted);
  emit m_session->snapshotChanged();
  QVERIFY(relisted.wait());
  QTRY_VERIFY(m_page->isSettled());
  QCOMPARE(table().currentTrace(), selected);
  QCOMPARE(table().currentRow(), 700);
  QCOMPARE(table().tableLayout().rowRect(700).top(), y);
}

void TraceTableTest::tellsScreenReadersItsRows() {
  load(numbered(2));
  QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&table());
  QVERIFY(list);
  QCOMPARE(list->role(), QAccessible::List);
  QCOMPARE(list->childCount(), 3);  // rows, then the header
  QAccessibleInterface* row = list->child(0);
  QVERIFY(row->text(QAccessible::Name).startsWith("frontend, 1, Start "));
  QCOMPARE(list->indexOfChild(row), 0);
  QSignalSpy activated(m_page.get(), &TracesPage::traceActivated);
  row->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  QCOMPARE(activated.count(), 1);
  QVERIFY(row->state().selected);
}

void TraceTableTest::tellsScreenReadersItsColumns() {
  load(numbered(2));
  m_page->columns().setShown(Column::Spans, false);
  QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&table());
  QAccessibleInterface* header = list->child(2);
  QCOMPARE(list->indexOfChild(header), 2);
  QStringList names;
  QAccessibleInterface* duration = nullptr;
  for (int i = 0; i < header->childCount(); ++i) {
    names << header->child(i)->text(QAccessible::Name);
    QCOMPARE(header->child(i)->role(), QAccessible::ColumnHeader);
    QCOMPARE(header->indexOfChild(header->child(i)), i);
    if (names.last() == "Duration") duration = header->child(i);
    if (names.last() == "Start") QCOMPARE(header->child(i)->text(QAccessible::Value), QString("descending"));
  }
  QCOMPARE(names,
           (QStringList{"Failed", "Root operation", "Start", "Duration", "Errors", "Services", "Waterfall"}));
  QVERIFY(duration->rect().isValid());
  duration->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  QCOMPARE(table().model().order().column, store::TraceColumn::Duration);
  QCOMPARE(duration->text(QAccessible::Value), QString("descending"));
}

void TraceTableTest::saysWhyThereIsNothing() {
  QVERIFY(test::load(*m_session,
                     {m_home->write("a.json", R"({"resourceSpans":[{"resource":{},"scopeSpans":[]}]})")}));
  QTRY_VERIFY(!table().isVisible());
  auto* empty = m_page->findChild<ui::EmptyState*>();
  QVERIFY(empty->isVisible());
  QCOMPARE(empty->accessibleName(), QString("No trace could be read. The diagnostics say why."));
  QSignalSpy wanted(m_page.get(), &TracesPage::openFileRequested);
  QTest::mouseClick(empty->findChildren<QAbstractButton*>().last(), Qt::LeftButton);
  QCOMPARE(wanted.count(), 1);
}

void TraceTableTest::offersTheDiagnosticsWhenNothingCouldBeRead() {
  const char* broken = R"({"resourceSpans":[{"scopeSpans":[{"spans":[)";
  QVERIFY(test::load(*m_session, {m_home->write("a.json", broken)}));
  QTRY_VERIFY(!table().isVisible());
  auto* empty = m_page->findChild<ui::EmptyState*>();
  QCOMPARE(empty->accessibleName(), QString("No trace could be read. The diagnostics say why."));
  QSignalSpy wanted(m_page.get(), &TracesPage::diagnosticsRequested);
  QSignalSpy file(m_page.get(), &TracesPage::openFileRequested);
  const auto buttons = empty->findChildren<QAbstractButton*>();
  QCOMPARE(buttons.size(), 2);
  for (QAbstractButton* button : buttons) QTest::mouseClick(button, Qt::LeftButton);
  QCOMPARE(wanted.count(), 1);
  QCOMPARE(file.count(), 1);
}

void TraceTableTest::badgesMissingParentsOnlyWhenNoMoreComes() {
  QByteArray json = test::otlpJson({{.spans = 2}});
  const QByteArray parent = "\"parentSpanId\":\"" + test::spanHex(0, 0).toLatin1();
  QVERIFY(json.contains(parent));
  json.replace(parent, "\"parentSpanId\":\"00000000000000ee");
  QVERIFY(test::load(*m_session, {m_home->write("a.json", json)}));
  QTRY_VERIFY(m_page->isSettled() && table().model().traceRow(0));
  QCOMPARE(table().model().traceRow(0)->missingParents, 1U);
  const auto tinted = [&](bool isGrowing) {
    QImage image(1200, 100, QImage::Format_RGB32);
    image.fill(m_look->theme().surface);
    QPainter painter(&image);
    ColumnFormats formats = table().model().formats();
    formats.isGrowing = isGrowing;
    TablePainter(*m_look).paintRow(painter, table().tableLayout(), 0, table().model().traceRow(0), formats,
                                   Duration(1), {});
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y) == m_look->theme().warnTint;
    return count;
  };
  QVERIFY(!table().model().formats().isGrowing);
  QVERIFY(tinted(false) > 100);
  QCOMPARE(tinted(true), 0);
}

QTEST_MAIN(TraceTableTest)
#include "trace_table_test.moc"
