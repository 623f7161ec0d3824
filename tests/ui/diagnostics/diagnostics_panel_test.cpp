// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnostics/diagnostics_panel.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>

#include "tests/ui/session/session_fixture.h"
#include "ui/diagnostics/raw_bytes_card.h"

using namespace spanloupe;
using namespace spanloupe::diagnostics;

class DiagnosticsPanelTest : public QObject {
  Q_OBJECT
 private slots:
  void groupsByKindWithEveryEntryBelow();
  void namesFilesWithoutTheirFolders();
  void copiesARowAndAll();
  void listsWhatAnImportCouldNotRead();
  void showsTheBytesARowTellsOf();
  void saysWhenTheBytesAreGone();
};

namespace {

std::shared_ptr<const DiagnosticList> someDiagnostics() {
  DiagnosticList list;
  list.groups.push_back(
      {Severity::Warning,
       "duplicate span",
       "/x/incident.json",
       {{Severity::Warning, "duplicate span", 18'204'118, "span a4d07be2915c3f68 kept once", {}}},
       "/x/incident.json"});
  list.groups.push_back({Severity::Error,
                         "wrong id length",
                         "/x/lambda.json",
                         {{Severity::Error, "wrong id length", 2911, "trace id has 14 bytes", {}},
                          {Severity::Error, "wrong id length", 4000, "trace id has 3 bytes", {}}},
                         "/x/lambda.json"});
  list.total = list.kept = 3;
  return std::make_shared<const DiagnosticList>(std::move(list));
}

}  // namespace

void DiagnosticsPanelTest::groupsByKindWithEveryEntryBelow() {
  DiagnosticsModel model;
  QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  model.setList(someDiagnostics());
  QCOMPARE(model.rowCount(), 2);
  const QModelIndex single = model.index(0, 0);
  const QModelIndex several = model.index(1, 0);
  QCOMPARE(model.rowCount(single), 0);
  QCOMPARE(model.rowCount(several), 2);
  const auto text = [&](int row, DiagnosticsModel::Column column, const QModelIndex& parent = {}) {
    return model.index(row, column, parent).data().toString();
  };
  QCOMPARE(text(0, DiagnosticsModel::Kind), QString("duplicate span"));
  QCOMPARE(text(0, DiagnosticsModel::Offset), QString::fromUtf8("18\u202f204\u202f118"));
  QCOMPARE(text(1, DiagnosticsModel::Count), QString("2"));
  QCOMPARE(text(1, DiagnosticsModel::What, several), QString("trace id has 3 bytes"));
  QCOMPARE(model.severity(several), Severity::Error);
}

void DiagnosticsPanelTest::namesFilesWithoutTheirFolders() {
  DiagnosticList list;
  for (const char* path : {"/x/incident.json", "/x/old/a.zip", "/y/new/a.zip", "clipboard"}) {
    const std::string member = std::string(path).ends_with(".zip") ? " › traces/1.json" : "";
    list.groups.push_back(
        {Severity::Warning, "odd", path + member, {{Severity::Warning, "odd", 1, "?", {}}}, path});
  }
  DiagnosticsModel model;
  model.setList(std::make_shared<const DiagnosticList>(std::move(list)));
  const auto source = [&](int row) { return model.index(row, DiagnosticsModel::Source); };
  QCOMPARE(source(0).data().toString(), QString("incident.json"));
  QCOMPARE(source(1).data().toString(), QString("old/a.zip › traces/1.json"));
  QCOMPARE(source(2).data().toString(), QString("new/a.zip › traces/1.json"));
  QCOMPARE(source(3).data().toString(), QString("clipboard"));
  QCOMPARE(source(1).data(Qt::ToolTipRole).toString(), QString("/x/old/a.zip › traces/1.json"));
  QVERIFY(model.copyText(source(1)).contains("\t/x/old/a.zip › traces/1.json\t"));
}

void DiagnosticsPanelTest::copiesARowAndAll() {
  const test::Home home;
  const ui::Look look;
  session::TraceSession session;
  DiagnosticsPanel panel(look, session);
  panel.resize(1200, 240);
  panel.show();
  panel.setList(someDiagnostics());
  panel.tree().setCurrentIndex(panel.model().index(1, 0, panel.model().index(1, 0)));
  QTest::mouseClick(panel.findChild<QAbstractButton*>("copyRow"), Qt::LeftButton);
  QCOMPARE(QGuiApplication::clipboard()->text(),
           QString("wrong id length\t/x/lambda.json\t4000\ttrace id has 3 bytes\n"));
  panel.tree().setCurrentIndex(panel.model().index(0, 0));
  QTest::keySequence(&panel.tree(), QKeySequence::Copy);
  QVERIFY(QGuiApplication::clipboard()->text().startsWith("duplicate span\t/x/incident.json\t18204118\t"));
  QTest::mouseClick(panel.findChild<QAbstractButton*>("copyAll"), Qt::LeftButton);
  QCOMPARE(QGuiApplication::clipboard()->text().count('\n'), 4);
}

void DiagnosticsPanelTest::listsWhatAnImportCouldNotRead() {
  const test::Home home;
  const ui::Look look;
  session::TraceSession session;
  DiagnosticsPanel panel(look, session);
  panel.resize(1200, 240);
  panel.show();
  const QByteArray good = test::otlpJson({{}});
  const QByteArray lines =
      good + "\n{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"zz\"}]}]}]}\n";
  QVERIFY(test::load(session, {home.write("a.jsonl", lines)}));
  QVERIFY(session.overview().statistics.diagnostics > 0);
  QTRY_VERIFY(panel.model().rowCount() > 0);
  const QModelIndex first = panel.model().index(0, DiagnosticsModel::Offset);
  QVERIFY(first.data().toString().remove(QChar(0x202f)).toLongLong() > good.size());
  QVERIFY(panel.model().index(0, DiagnosticsModel::Source).data().toString().endsWith("a.jsonl"));
  QVERIFY(!panel.model().index(0, DiagnosticsModel::What).data().toString().isEmpty());
}

void DiagnosticsPanelTest::showsTheBytesARowTellsOf() {
  const test::Home home;
  const ui::Look look;
  session::TraceSession session;
  DiagnosticsPanel panel(look, session);
  panel.show();
  QByteArray bytes(1000, '-');
  bytes[700] = '!';
  DiagnosticList list;
  list.groups.push_back({Severity::Error,
                         "odd",
                         "a.json",
                         {{Severity::Error, "odd", 700, "?", {}}},
                         home.write("a.json", bytes).toStdString()});
  panel.setList(std::make_shared<const DiagnosticList>(std::move(list)));
  auto* button = panel.findChild<QAbstractButton*>("showBytes");
  QVERIFY(!button->isEnabled());
  panel.tree().setCurrentIndex(panel.model().index(0, DiagnosticsModel::Kind));
  QTest::mouseClick(button, Qt::LeftButton);
  auto* card = panel.findChild<RawBytesCard*>();
  QVERIFY(card && card->isVisible());
  QTRY_COMPARE(card->view().lines().size(), std::size_t{16});
  const int marked = card->view().marked();
  const HexLine& line = card->view().lines()[static_cast<std::size_t>(marked / kBytesPerLine)];
  QCOMPARE(line.hex.mid(hexColumn(marked % kBytesPerLine), 2), QString("21"));
  QCOMPARE(line.text.at(marked % kBytesPerLine), QChar('!'));
  QTest::mouseClick(card->findChild<QAbstractButton*>("copyBytes"), Qt::LeftButton);
  QVERIFY(QGuiApplication::clipboard()->text().contains("2d 21 2d"));
  QTest::keyClick(card, Qt::Key_Escape);
  QTRY_VERIFY(!panel.findChild<RawBytesCard*>());
}

void DiagnosticsPanelTest::saysWhenTheBytesAreGone() {
  const test::Home home;
  const ui::Look look;
  session::TraceSession session;
  DiagnosticsPanel panel(look, session);
  panel.show();
  panel.setList(someDiagnostics());
  panel.tree().setCurrentIndex(panel.model().index(0, 0));
  QTest::mouseClick(panel.findChild<QAbstractButton*>("showBytes"), Qt::LeftButton);
  QTRY_VERIFY(panel.findChild<RawBytesCard*>()->view().message().contains("not there any more"));
  QVERIFY(!panel.findChild<QAbstractButton*>("copyBytes")->isEnabled());
}

QTEST_MAIN(DiagnosticsPanelTest)
#include "diagnostics_panel_test.moc"
