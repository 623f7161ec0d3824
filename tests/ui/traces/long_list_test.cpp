// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A list so long that what is on screen comes before the whole order: what is read stays where it is, and
// what is selected is found again.
#include <QScrollBar>

#include "page_fixture.h"
#include "ui/common/states.h"

using namespace spanloupe;
using namespace spanloupe::traces;

namespace {

constexpr int kMany = 3000;

/// Every third of service "api", the others of "web".
std::vector<test::SketchTrace> many() {
  std::vector<test::SketchTrace> traces = test::numbered(kMany);
  for (std::size_t i = 0; i < traces.size(); ++i) traces[i].service = i % 3 == 0 ? "api" : "web";
  return traces;
}

}  // namespace

class LongListTest : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void cleanup() { m_page.reset(); }
  void theFirstPageOfAFilterComesBeforeTheRest();
  void aScrolledListStaysInPlaceWhenFilteredAndBack();
  void whereTheTopmostDoesNotMatchTheSelectedOneStays();
  void whereNothingTrackedMatchesTheListBegins();
  void aSelectedTraceFarDownIsFoundWithoutScrolling();
  void severalSelectedAreFoundAgain();
  void whoSelectsMeanwhileKeepsThat();
  void aListThatCannotBeReadOffersToTryAgain();

 private:
  void filterTo(const QString& words) {
    store::TraceFilter filter;
    filter.text = words.toStdString();
    m_page->page->filterRow().setFilter(filter);
  }
  /// Calls `look` when the next list has been taken by the table, before the rest of it can have come.
  void filterAndLook(const QString& words, const std::function<void()>& look) {
    int lists = 0;
    const auto connection = connect(&model(), &TraceListModel::relisted, this, [&] {
      ++lists;
      QVERIFY(!model().isWhole());
      look();
    });
    filterTo(words);
    QTRY_VERIFY(m_page->page->isSettled());
    disconnect(connection);
    QCOMPARE(lists, 1);
    QVERIFY(model().isWhole());
  }
  [[nodiscard]] TraceListModel& model() const { return m_page->page->model(); }
  [[nodiscard]] QString top() const { return m_page->nameAt(m_page->table().tableLayout().firstRow()); }
  void scrollTo(int row) {
    const int height = m_page->table().tableLayout().rowHeight();
    m_page->table().verticalScrollBar()->setValue(row * height + 5);
    QTRY_VERIFY(m_page->page->isSettled());
  }
  /// Newest first.
  static int rowOf(int number) { return kMany - 1 - number; }

  std::unique_ptr<test::Page> m_page;
};

void LongListTest::init() {
  m_page = std::make_unique<test::Page>();
  QVERIFY(m_page->load(many()));
}

void LongListTest::theFirstPageOfAFilterComesBeforeTheRest() {
  m_page->click(1);
  QSignalSpy resets(&model(), &QAbstractItemModel::modelReset);
  filterAndLook("api", [this] {
    QVERIFY(!model().matching());
    QCOMPARE(model().rowCount(), kMany / 3);
    QCOMPARE(m_page->nameAt(0), QString("2997"));
  });
  QCOMPARE(model().matching()->size(), std::size_t{kMany / 3});
  QCOMPARE(resets.size(), 1);
}

void LongListTest::aScrolledListStaysInPlaceWhenFilteredAndBack() {
  scrollTo(rowOf(1500));
  QCOMPARE(top(), QString("1500"));
  const int offset = m_page->table().tableLayout().rowRect(rowOf(1500)).top();
  for (const QString& words : {QStringLiteral("api"), QString()}) {
    int row = -1;
    filterAndLook(words, [&] {
      QCOMPARE(top(), QString("1500"));
      row = m_page->table().tableLayout().firstRow();
      QCOMPARE(m_page->table().tableLayout().rowRect(row).top(), offset);
      // The whole screen is there at once.
      for (int at = row; at < m_page->table().tableLayout().endRow(); ++at) QVERIFY(model().traceRow(at));
    });
    QCOMPARE(m_page->table().tableLayout().firstRow(), row);
    QCOMPARE(m_page->table().tableLayout().rowRect(row).top(), offset);
    QCOMPARE(top(), QString("1500"));
  }
  // Everything above and below can be read.
  for (const int row : {0, 1400, kMany - 1}) {
    scrollTo(row);
    QVERIFY(model().traceRow(row));
    QCOMPARE(m_page->nameAt(row), QString::number(rowOf(row)));
  }
}

void LongListTest::whereTheTopmostDoesNotMatchTheSelectedOneStays() {
  scrollTo(rowOf(1499));
  m_page->click(rowOf(1494));
  filterAndLook("api", [this] {
    const int row = m_page->table().currentRow();
    QCOMPARE(m_page->nameAt(row), QString("1494"));
    QVERIFY(m_page->table().tableLayout().rowRect(row).top() >= 0);
  });
  QCOMPARE(m_page->nameAt(m_page->table().currentRow()), QString("1494"));
}

void LongListTest::whereNothingTrackedMatchesTheListBegins() {
  scrollTo(rowOf(1499));
  m_page->click(rowOf(1493));
  filterAndLook("api", [this] {
    QCOMPARE(top(), QString("2997"));
    QCOMPARE(m_page->table().verticalScrollBar()->value(), 0);
  });
  QCOMPARE(m_page->table().currentRow(), -1);
  QCOMPARE(m_page->selected(), QString());
}

void LongListTest::aSelectedTraceFarDownIsFoundWithoutScrolling() {
  scrollTo(rowOf(300));
  m_page->click(rowOf(297));
  scrollTo(0);
  m_page->table().verticalScrollBar()->setValue(0);
  filterAndLook("api", [this] { QCOMPARE(m_page->table().currentRow(), -1); });
  QCOMPARE(m_page->nameAt(0), QString("2997"));
  QCOMPARE(m_page->table().verticalScrollBar()->value(), 0);
  QCOMPARE(m_page->table().currentRow(), (2997 - 297) / 3);
  QCOMPARE(m_page->selected(), QString::number((2997 - 297) / 3));
  QTest::keyClick(&m_page->table(), Qt::Key_Down);
  QTRY_COMPARE(m_page->nameAt(m_page->table().currentRow()), QString("294"));
}

void LongListTest::severalSelectedAreFoundAgain() {
  m_page->click(rowOf(2994));
  m_page->table().verticalScrollBar()->setValue(0);
  const int far = rowOf(300);
  scrollTo(far);
  m_page->click(far + 1, Qt::ControlModifier);
  m_page->click(far + 3, Qt::ControlModifier);
  QCOMPARE(m_page->table().selection().count(), std::int64_t{3});
  m_page->table().verticalScrollBar()->setValue(0);
  QTRY_VERIFY(m_page->page->isSettled());
  filterAndLook("api", [this] { QCOMPARE(m_page->selected(), QString("1")); });
  // 299 is of "web".
  QCOMPARE(m_page->selected(), QString("1 %1").arg((2997 - 297) / 3));
  QCOMPARE(m_page->page->filterRow().countText(), QString::fromUtf8("1\u202f000 of 3\u202f000 traces"));
}

void LongListTest::whoSelectsMeanwhileKeepsThat() {
  scrollTo(rowOf(300));
  m_page->click(rowOf(297));
  scrollTo(0);
  m_page->table().verticalScrollBar()->setValue(0);
  filterAndLook("api", [this] { m_page->click(2); });
  QCOMPARE(m_page->selected(), QString("2"));
}

void LongListTest::aListThatCannotBeReadOffersToTryAgain() {
  auto damaged = std::make_unique<test::DamagedSession>(m_page->session);
  m_page->table().sortBy(store::TraceColumn::Services);
  auto* strip = m_page->page->findChild<ui::ErrorStrip*>();
  QTRY_VERIFY(strip->isVisible());
  QVERIFY(strip->text().startsWith("The traces cannot be listed."));
  QTRY_VERIFY(m_page->page->isSettled());
  // What was there stays, and nothing claims that there is nothing.
  QVERIFY(m_page->table().isVisible());
  QCOMPARE(model().rowCount(), kMany);
  damaged.reset();
  QAbstractButton* again = nullptr;
  for (QAbstractButton* button : strip->findChildren<QAbstractButton*>())
    if (button->text() == "Try again") again = button;
  QVERIFY(again && again->isVisible());
  QTest::mouseClick(again, Qt::LeftButton);
  QTRY_VERIFY(model().listedOrder().column == store::TraceColumn::Services);
  QVERIFY(!strip->isVisible());
}

QTEST_MAIN(LongListTest)
#include "long_list_test.moc"
