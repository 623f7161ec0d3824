// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Commands come from the menus, the best fit stands on top, keys choose and run it; the sheet has every key.
#include <QAbstractButton>
#include <QAction>
#include <QListView>
#include <QMainWindow>
#include <QMenuBar>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "ui/commands/command_palette.h"
#include "ui/commands/shortcut_sheet.h"
#include "ui/common/controls.h"
#include "ui/common/search_field.h"

namespace spanloupe::commands {

class CommandPaletteTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup() { m_window.reset(); }
  void readsTheMenusWithoutMnemonicsAndSeparators();
  void aTitleThatBeginsWithTheWordsIsFirst();
  void everyWordMustFit();
  void beginningsInOrderFitLast();
  void otherWordsFindItAfterTitles();
  void filesFitByTheirNameOnlyAndComeLast();
  void whatIsTypedDoesNotMoveTheField();
  void enterRunsTheFirstOne();
  void arrowsPassOverWhatIsDisabled();
  void aClickRuns();
  void whatWasRunIsOnTopNextTime();
  void escapeClosesAtOnce();
  void saysWhenNothingFits();
  void rowsAreMirroredFromRightToLeft();
  void theSheetHasEveryShortcutInItsGroup();
  void theSheetFitsTheScreen();
  void columnsAreAboutEquallyHigh();
  void theSheetFitsAndKeepsItsButtonInSight();
  void theSheetTellsOfAnActionInGeneral();

 private:
  [[nodiscard]] QStringList titles(const CommandPalette& palette) const;

  ui::Look m_look;
  QTemporaryDir m_folder;
  std::unique_ptr<QSettings> m_settings;
  std::unique_ptr<QMainWindow> m_window;
  QAction* m_dark = nullptr;
  QAction* m_open = nullptr;
  QAction* m_close = nullptr;
};

void CommandPaletteTest::init() {
  m_settings =
      std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
  m_settings->clear();
  m_window = std::make_unique<QMainWindow>();
  QMenu* file = m_window->menuBar()->addMenu(QStringLiteral("&File"));
  m_open = file->addAction(QStringLiteral("&Open file…"));
  m_open->setShortcut(Qt::CTRL | Qt::Key_O);
  file->addSeparator();
  m_close = file->addAction(QStringLiteral("&Close tab"));
  m_close->setEnabled(false);
  QMenu* theme = m_window->menuBar()->addMenu(QStringLiteral("&View"))->addMenu(QStringLiteral("&Theme"));
  m_dark = theme->addAction(QStringLiteral("&Dark"));
  theme->addAction(QStringLiteral("Light && clear"));
  m_window->resize(900, 600);
  m_window->show();
}

QStringList CommandPaletteTest::titles(const CommandPalette& palette) const {
  QStringList all;
  for (int row = 0; row < palette.model().rowCount(); ++row) all << palette.model().command(row).title;
  return all;
}

void CommandPaletteTest::readsTheMenusWithoutMnemonicsAndSeparators() {
  const std::vector<Command> all = commandsOf(*m_window->menuBar());
  QCOMPARE(all.size(), std::size_t{4});
  QCOMPARE(all[0].title, QStringLiteral("Open file…"));
  QCOMPARE(all[0].keys, QKeySequence(Qt::CTRL | Qt::Key_O).toString(QKeySequence::NativeText));
  QCOMPARE(all[2].path, QStringLiteral("View › Theme"));
  QCOMPARE(all[3].title, QStringLiteral("Light & clear"));
}

void CommandPaletteTest::aTitleThatBeginsWithTheWordsIsFirst() {
  const std::vector<Command> all{{QStringLiteral("Load sample trace"), {}, {}, {}},
                                 {QStringLiteral("Copy trace"), {}, {}, {}},
                                 {QStringLiteral("Trace by id"), {}, {}, {}}};
  const std::vector<std::size_t> order = ranked(all, QStringLiteral("trace"), {});
  QCOMPARE(order, (std::vector<std::size_t>{2, 0, 1}));
}

void CommandPaletteTest::everyWordMustFit() {
  const Command dark{QStringLiteral("Dark"), QStringLiteral("View › Theme"), {}, {}};
  QVERIFY(fitOf(dark, QStringLiteral("theme dark")) > 0);
  QCOMPARE(fitOf(dark, QStringLiteral("dark zoom")), -1);
  QCOMPARE(fitOf(dark, QString()), 0);
}

void CommandPaletteTest::beginningsInOrderFitLast() {
  const Command open{QStringLiteral("Open file…"), {}, {}, {}};
  QCOMPARE(fitOf(open, QStringLiteral("of")), 0);
  QCOMPARE(fitOf(open, QStringLiteral("opfi")), 0);
  QCOMPARE(fitOf(open, QStringLiteral("fo")), -1);
  // Enter would run what nobody meant.
  QCOMPARE(fitOf(open, QStringLiteral("pil")), -1);
  QCOMPARE(
      fitOf({QStringLiteral("Larger"), QStringLiteral("View › Text size"), {}, {}}, QStringLiteral("test")),
      -1);
}

void CommandPaletteTest::otherWordsFindItAfterTitles() {
  QAction* endpoints =
      m_window->menuBar()->addMenu(QStringLiteral("&Go"))->addAction(QStringLiteral("Endpoints"));
  setOtherWords(*endpoints, QStringLiteral("ports OTLP"));
  const std::vector<Command> all = commandsOf(*m_window->menuBar());
  const Command& found = all.back();
  QCOMPARE(found.title, QStringLiteral("Endpoints"));
  QVERIFY(fitOf(found, QStringLiteral("port")) > 0);
  QCOMPARE(fitOf(found, QStringLiteral("orts")), -1);
  QVERIFY(fitOf({QStringLiteral("Port by number"), {}, {}, {}}, QStringLiteral("port")) >
          fitOf(found, QStringLiteral("port")));
}

void CommandPaletteTest::filesFitByTheirNameOnlyAndComeLast() {
  const Command file{QStringLiteral("/data/table/shop.json"),
                     QStringLiteral("File › Open recent"),
                     {},
                     {},
                     QStringLiteral("shop.json")};
  const Command table{QStringLiteral("Columns of the table"), {}, {}, {}};
  QCOMPARE(fitOf(file, QStringLiteral("table")), -1);
  QCOMPARE(fitOf(file, QStringLiteral("sjs")), -1);
  QCOMPARE(fitOf(file, QStringLiteral("open")), -1);
  QVERIFY(fitOf(file, QStringLiteral("shop")) > 0);
  QCOMPARE(ranked({file, table}, {}, {keyOf(file)}), (std::vector<std::size_t>{1, 0}));
}

void CommandPaletteTest::whatIsTypedDoesNotMoveTheField() {
  CommandPalette palette(m_look, *m_window->menuBar(), *m_settings, m_window.get());
  palette.open();
  const QRect before(palette.field().mapToGlobal(QPoint()), palette.field().size());
  for (const QString& words : {QStringLiteral("dark"), QStringLiteral("zzz")}) {
    QTest::keyClicks(&palette.field().edit(), words);
    QCoreApplication::processEvents();
    QCOMPARE(QRect(palette.field().mapToGlobal(QPoint()), palette.field().size()), before);
  }
  QCOMPARE(palette.nothingFound(), QStringLiteral("Nothing found"));
}

void CommandPaletteTest::enterRunsTheFirstOne() {
  CommandPalette palette(m_look, *m_window->menuBar(), *m_settings, m_window.get());
  palette.open();
  QSignalSpy triggered(m_dark, &QAction::triggered);
  QTest::keyClicks(&palette.field().edit(), QStringLiteral("da"));
  QCOMPARE(titles(palette).first(), QStringLiteral("Dark"));
  QTest::keyClick(&palette.field().edit(), Qt::Key_Return);
  QTRY_COMPARE(triggered.count(), 1);
  QVERIFY(!palette.isVisible());
}

void CommandPaletteTest::arrowsPassOverWhatIsDisabled() {
  CommandPalette palette(m_look, *m_window->menuBar(), *m_settings, m_window.get());
  palette.open();
  QSignalSpy dark(m_dark, &QAction::triggered);
  QSignalSpy close(m_close, &QAction::triggered);
  QTest::keyClick(&palette.field().edit(), Qt::Key_Down);
  QTest::keyClick(&palette.field().edit(), Qt::Key_Return);
  QTRY_COMPARE(dark.count(), 1);
  QCOMPARE(close.count(), 0);
}

void CommandPaletteTest::aClickRuns() {
  CommandPalette palette(m_look, *m_window->menuBar(), *m_settings, m_window.get());
  palette.open();
  auto* list = palette.findChild<QListView*>();
  QSignalSpy triggered(m_open, &QAction::triggered);
  QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                    list->visualRect(palette.model().index(0)).center());
  QTRY_COMPARE(triggered.count(), 1);
}

void CommandPaletteTest::whatWasRunIsOnTopNextTime() {
  CommandPalette palette(m_look, *m_window->menuBar(), *m_settings, m_window.get());
  palette.open();
  QTest::keyClicks(&palette.field().edit(), QStringLiteral("dark"));
  QTest::keyClick(&palette.field().edit(), Qt::Key_Return);
  palette.open();
  QCOMPARE(titles(palette).first(), QStringLiteral("Dark"));
  QCOMPARE(palette.field().text(), QString());
}

void CommandPaletteTest::escapeClosesAtOnce() {
  CommandPalette palette(m_look, *m_window->menuBar(), *m_settings, m_window.get());
  palette.open();
  QTest::keyClicks(&palette.field().edit(), QStringLiteral("da"));
  QTest::keyClick(&palette.field().edit(), Qt::Key_Escape);
  QVERIFY(!palette.isVisible());
  palette.open();
  QVERIFY(palette.field().text().isEmpty());
}

void CommandPaletteTest::saysWhenNothingFits() {
  CommandPalette palette(m_look, *m_window->menuBar(), *m_settings, m_window.get());
  palette.open();
  const int before = palette.height();
  const auto* list = palette.findChild<QListView*>();
  QTest::keyClicks(&palette.field().edit(), QStringLiteral("zzz"));
  QCOMPARE(palette.model().rowCount(), 0);
  QCOMPARE(list->accessibleDescription(), QStringLiteral("Nothing found"));
  QCOMPARE(palette.height(), before);  // Nothing jumps while somebody types.
  QTest::keyClick(&palette.field().edit(), Qt::Key_Return);
  QVERIFY(palette.isVisible());
}

void CommandPaletteTest::rowsAreMirroredFromRightToLeft() {
  CommandPalette palette(m_look, *m_window->menuBar(), *m_settings, m_window.get());
  palette.setLayoutDirection(Qt::RightToLeft);
  palette.open();
  const auto* list = palette.findChild<QListView*>();
  const QImage row =
      list->viewport()->grab(QRect(0, list->sizeHintForRow(0), 400, list->sizeHintForRow(0))).toImage();
  // "Close tab", which has no key: nothing at the left, words at the right.
  int left = 0;
  int right = 0;
  for (int y = 3; y < row.height() - 3; ++y) {
    for (int x = 3; x < list->viewport()->width() - 3 && x < row.width(); ++x) {
      if (row.pixel(x, y) == row.pixel(3, 3)) continue;
      ++(x < row.width() / 4 ? left : right);
    }
  }
  QCOMPARE(left, 0);
  QVERIFY(right > 0);
}

void CommandPaletteTest::theSheetHasEveryShortcutInItsGroup() {
  const std::vector<KeyGroup> groups = groupsOf(commandsOf(*m_window->menuBar()));
  QCOMPARE(groups.size(), std::size_t{1});
  QCOMPARE(groups[0].title, QStringLiteral("File"));
  QCOMPARE(groups[0].lines[0].what, QStringLiteral("Open file…"));
  const ShortcutSheet sheet(m_look, groups, m_window.get());
  QCOMPARE(sheet.windowTitle(), QStringLiteral("Keys and pointer"));
}

void CommandPaletteTest::theSheetFitsTheScreen() {
  std::vector<KeyGroup> groups(9);
  for (KeyGroup& group : groups) {
    group.title = QStringLiteral("Group");
    for (int i = 0; i < 12; ++i)
      group.lines.push_back(
          {QStringLiteral("Ctrl+Shift+X"), QStringLiteral("A rather long name of what is done by it")});
  }
  ShortcutSheet sheet(m_look, groups, m_window.get());
  sheet.show();
  const QSize room = sheet.screen()->availableSize();
  QVERIFY(sheet.width() <= room.width() && sheet.height() <= room.height());
  const auto* scrolled = sheet.findChild<QScrollArea*>();
  QVERIFY(scrolled->widget()->width() <= scrolled->viewport()->width());
  QTRY_VERIFY(scrolled->verticalScrollBar()->maximum() > 0);
  QTest::keyClick(&sheet, Qt::Key_Escape);
  QVERIFY(!sheet.isVisible());
}

void CommandPaletteTest::columnsAreAboutEquallyHigh() {
  std::vector<KeyGroup> groups(6);
  for (std::size_t i = 0; i < groups.size(); ++i) groups[i].lines.resize(4);
  const auto columns = inColumns(groups, 3);
  QCOMPARE(columns.size(), std::size_t{3});
  for (const auto& column : columns) QCOMPARE(column.size(), std::size_t{2});
}

void CommandPaletteTest::theSheetFitsAndKeepsItsButtonInSight() {
  std::vector<KeyGroup> groups(6);
  for (KeyGroup& group : groups)
    group.lines.assign(20,
                       {QStringLiteral("Ctrl+Shift+Something"), QStringLiteral("What it is that it does")});
  ui::Look large;
  large.setTextScale(1.6);
  ShortcutSheet sheet(large, groups, m_window.get());
  sheet.show();
  QVERIFY(sheet.height() <= sheet.screen()->availableSize().height());
  auto* close = sheet.findChild<QAbstractButton*>(QStringLiteral("close"));
  QVERIFY(close && close->isVisible());
  QVERIFY(sheet.rect().contains(QRect(close->mapTo(&sheet, QPoint()), close->size())));
  QTest::keyClick(&sheet, Qt::Key_Escape);
  QVERIFY(!sheet.isVisible());
}

void CommandPaletteTest::theSheetTellsOfAnActionInGeneral() {
  m_open->setWhatsThis(QStringLiteral("Open any file"));
  QCOMPARE(groupsOf(commandsOf(*m_window->menuBar()))[0].lines[0].what, QStringLiteral("Open any file"));
}

}  // namespace spanloupe::commands

QTEST_MAIN(spanloupe::commands::CommandPaletteTest)
#include "command_palette_test.moc"
