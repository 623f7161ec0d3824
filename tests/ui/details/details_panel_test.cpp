// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The panel on an offscreen window: folding, copying, links, states.
#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/details/details_fixture.h"
#include "ui/common/controls.h"
#include "ui/common/states.h"
#include "ui/details/details_panel.h"
#include "ui/details/details_view.h"

namespace spanloupe::details {

class DetailsPanelTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void startsEmpty();
  void sectionsFoldByMouseAndKey();
  void foldingLastsForTheNextSpan();
  void showsAllOnRequest();
  void copiesValues();
  void followsLinks();
  void errorsLeaveTheOldContent();
  void paintsHugeSpans();
  void linesStayInTheirBox();
  void readersHearEveryItem();

 private:
  [[nodiscard]] DetailsView& view() const { return m_panel->view(); }
  [[nodiscard]] std::size_t indexOf(const QString& key) const;
  void clickAt(QPointF contentPosition);
  /// Shows the panel and lets its scroll bar settle.
  void expose() {
    m_panel->QWidget::show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    QCoreApplication::processEvents();
  }

  ui::Look m_look;
  std::unique_ptr<DetailsPanel> m_panel;
};

void DetailsPanelTest::init() {
  m_panel = std::make_unique<DetailsPanel>(m_look);
  m_panel->resize(408, 700);
}

std::size_t DetailsPanelTest::indexOf(const QString& key) const {
  const DetailsFrame& frame = view().frame();
  for (std::size_t i = 0; i < frame.items.size(); ++i) {
    const ItemLayout& item = frame.items[i];
    const Section& section = view().sections()[item.id.section];
    if (item.isSection ? section.title == key : section.items[item.id.item].key == key) return i;
  }
  qFatal("nothing called %s", qPrintable(key));
}

void DetailsPanelTest::clickAt(QPointF contentPosition) {
  const QPointF at = contentPosition - QPointF(0, view().verticalScrollBar()->value());
  QTest::mouseMove(view().viewport(), at.toPoint());
  QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, at.toPoint());
}

void DetailsPanelTest::startsEmpty() {
  QVERIFY(view().isHidden());
  expose();
  m_panel->show(DetailsBuilder().text("a", "1").build());
  QVERIFY(view().isVisible());
  m_panel->clear();
  QVERIFY(view().isHidden());
  QVERIFY(m_panel->shown() == nullptr);
}

void DetailsPanelTest::sectionsFoldByMouseAndKey() {
  m_panel->show(DetailsBuilder().text("a", "1").build());
  expose();
  const std::size_t before = view().frame().items.size();
  clickAt({60, view().frame().items[0].top + 8});
  QCOMPARE(view().frame().items.size(), before - 1);
  QTest::keyClick(&view(), Qt::Key_Return);
  QCOMPARE(view().frame().items.size(), before);
}

void DetailsPanelTest::foldingLastsForTheNextSpan() {
  m_panel->show(DetailsBuilder().text("a", "1").build());
  expose();
  clickAt({60, view().frame().items[indexOf("Resource")].top + 8});
  m_panel->show(DetailsBuilder().text("b", "1").build());
  QVERIFY(indexOf("service.name") > 0);
}

void DetailsPanelTest::showsAllOnRequest() {
  m_panel->show(DetailsBuilder().text("k", std::string(50'000, 'x')).build());
  expose();
  const ItemLayout folded = view().frame().items[indexOf("k")];
  QVERIFY(!folded.more.isNull());
  clickAt(folded.more.center());
  QVERIFY(view().frame().items[indexOf("k")].more.isNull());
  QVERIFY(view().frame().lines.size() > 500);
}

void DetailsPanelTest::copiesValues() {
  m_panel->show(DetailsBuilder().text("a", "first").text("b", "second").build());
  expose();
  for (int i = 0; i < 3; ++i) QTest::keyClick(&view(), Qt::Key_Down);
  QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
  QCOMPARE(QGuiApplication::clipboard()->text(), QString("second"));
  const ItemLayout& first = view().frame().items[indexOf("a")];
  clickAt({static_cast<double>(view().viewport()->width()) - 14, first.top + first.height / 2});
  QCOMPARE(QGuiApplication::clipboard()->text(), QString("first"));
}

void DetailsPanelTest::followsLinks() {
  m_panel->show(DetailsBuilder().link({3, 4}, {8}).build());
  expose();
  QSignalSpy activated(m_panel.get(), &DetailsPanel::linkActivated);
  const ItemLayout& link = view().frame().items[indexOf("links to")];
  clickAt(QPointF(link.valueRect.left() + 10, link.top + 8));
  QCOMPARE(activated.count(), 1);
  QCOMPARE(activated.first().at(1).value<SpanId>(), SpanId{8});
}

void DetailsPanelTest::errorsLeaveTheOldContent() {
  m_panel->show(DetailsBuilder().text("a", "1").build());
  expose();
  m_panel->setLoading(true);
  m_panel->showError("Cannot read the span.", {ErrorKind::Io, "disk gone", "", {}});
  QVERIFY(view().isVisible());
  QVERIFY(m_panel->findChild<ui::ErrorStrip*>()->isVisible());
  m_panel->show(DetailsBuilder().text("b", "1").build());
  QVERIFY(!m_panel->findChild<ui::ErrorStrip*>()->isVisible());
}

void DetailsPanelTest::paintsHugeSpans() {
  DetailsBuilder builder;
  for (int i = 0; i < 10'000; ++i) builder.text("key." + std::to_string(i), "value");
  m_panel->show(builder.build());
  expose();
  QElapsedTimer timer;
  timer.start();
  for (int i = 0; i < 20; ++i) {
    view().verticalScrollBar()->setValue(i * 10'000);
    view().viewport()->grab();
  }
  qInfo("%.1f ms a frame", static_cast<double>(timer.elapsed()) / 20);
  QVERIFY(timer.elapsed() < 10'000);
}

/// Pixels of the columns [from, to) that are not of the colour.
int otherPixels(const QImage& image, QRect where, QRgb colour) {
  int others = 0;
  for (int y = where.top(); y <= where.bottom(); ++y)
    for (int x = where.left(); x <= where.right(); ++x) others += image.pixel(x, y) != colour ? 1 : 0;
  return others;
}

void DetailsPanelTest::linesStayInTheirBox() {
  // Tabs, characters wider than a cell of the fixed font, and a line without any place to break.
  const std::string stack =
      "E: m\n\t\t\t\tat a.very.long.package.name.of.nothing.in.particular(File.java:1)\n" +
      std::string(300, 'W') + "\n" + QString(200, QChar(0x0628)).toStdString() + "\n" +
      QString(200, QChar(0x4e16)).toStdString();
  m_panel->show(DetailsBuilder().exception("E", "m", stack).text("name", "x").build());
  expose();
  const DetailsFrame& frame = view().frame();
  const ItemLayout* exception = nullptr;
  for (const ItemLayout& item : frame.items)
    if (!item.isSection && view().sections()[item.id.section].items[item.id.item].text.contains("WWW"))
      exception = &item;
  QVERIFY(exception);
  const QImage picture = view().viewport()->grab().toImage();
  const QRect right(static_cast<int>(exception->box.right()) + 1, static_cast<int>(exception->box.top()), 8,
                    static_cast<int>(exception->box.height()));
  QCOMPARE(otherPixels(picture, right, m_look.theme().panel.rgb()), 0);
}

void DetailsPanelTest::readersHearEveryItem() {
  m_panel->show(DetailsBuilder().text("http.route", "/cart").number("size", 7).build());
  QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&view());
  QVERIFY(list);
  QCOMPARE(list->childCount(), view().itemCount());
  QStringList heard;
  for (int i = 0; i < list->childCount(); ++i)
    heard << list->child(i)->text(QAccessible::Name) + '=' + list->child(i)->text(QAccessible::Value);
  QVERIFY2(heard.contains("Attributes=2"), qPrintable(heard.join('|')));
  QVERIFY(heard.contains("http.route=/cart") && heard.contains("size=7"));
  const int resource = static_cast<int>(heard.indexOf("Resource=inventory · 1"));
  QVERIFY2(resource > 0, qPrintable(heard.join('|')));
  QVERIFY(list->child(resource)->state().collapsed);
  list->child(resource)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  QVERIFY(list->child(resource)->state().expanded);
  QCOMPARE(list->childCount(), heard.size() + 1);
  QCOMPARE(list->child(resource + 1)->text(QAccessible::Name), QString("service.name"));
}

}  // namespace spanloupe::details

QTEST_MAIN(spanloupe::details::DetailsPanelTest)
#include "details_panel_test.moc"
