// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The overview: spans that share pixels merge, errors stay, the brush moves the window.
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/waterfall/waterfall_fixture.h"
#include "ui/waterfall/minimap.h"

namespace spanloupe::waterfall {

class MinimapTest : public QObject {
  Q_OBJECT

 private slots:
  void oneLinePerSpanWhenThereIsRoom();
  void mergingKeepsTheErrorAndTheLongestService();
  void linesStayInside();
  void brushChoosesAWindow();
};

void MinimapTest::oneLinePerSpanWhenThereIsRoom() {
  const auto doc = documentOf("a root 0-100\n  b child 10-40\n");
  const std::vector<MinimapLine> lines = layOutMinimap(*doc, 100, 40, 1);
  QCOMPARE(lines.size(), std::size_t{2});
  QCOMPARE(lines[0].x2, 100.0);
  QVERIFY(lines[1].y > lines[0].y);
}

void MinimapTest::mergingKeepsTheErrorAndTheLongestService() {
  std::string text = "a root 0-100\n";
  for (int i = 0; i < 300; ++i) text += i == 150 ? "  b short 50-50.1 error\n" : "  c long 40-60\n";
  const auto doc = documentOf(text);
  const std::vector<MinimapLine> lines = layOutMinimap(*doc, 100, 10, 1);
  QVERIFY(lines.size() < 60);
  bool hasError = false;
  for (const MinimapLine& line : lines) {
    hasError = hasError || line.hasError;
    QVERIFY(doc->text(line.service) != "b");
  }
  QVERIFY(hasError);
}

void MinimapTest::linesStayInside() {
  const auto doc = documentOf("a root 0-100\n  b child 100-100\n");
  for (const double width : {0.0, 1.0, 7.5, 500.0}) {
    for (const MinimapLine& line : layOutMinimap(*doc, width, 40, 1)) {
      QVERIFY(line.x1 >= 0 && line.x2 <= width && line.x1 < line.x2);
      QVERIFY(line.y >= 0 && line.y < 40);
    }
  }
}

void MinimapTest::brushChoosesAWindow() {
  qRegisterMetaType<TimeWindow>();
  ui::Look look;
  Minimap map(look);
  map.resize(1034, 52);  // 1000 px of time
  map.setDocument(documentOf("a root 0-100\n"));
  map.setWindow({0, 100e6});
  QSignalSpy chosen(&map, &Minimap::windowChosen);
  QTest::mousePress(&map, Qt::LeftButton, {}, QPoint(14 + 200, 26));
  QTest::mouseMove(&map, QPoint(14 + 600, 26));
  QTest::mouseRelease(&map, Qt::LeftButton, {}, QPoint(14 + 600, 26));
  QVERIFY(!chosen.isEmpty());
  const auto window = chosen.last().first().value<TimeWindow>();
  QCOMPARE(window.from, 20e6);
  QCOMPARE(window.to, 60e6);
  map.setWindow(window);
  QTest::mousePress(&map, Qt::LeftButton, {}, QPoint(14 + 600, 26));
  QTest::mouseMove(&map, QPoint(14 + 500, 26));
  QTest::mouseRelease(&map, Qt::LeftButton, {}, QPoint(14 + 500, 26));
  QCOMPARE(chosen.last().first().value<TimeWindow>(), (TimeWindow{20e6, 50e6}));
  QTest::mouseDClick(&map, Qt::LeftButton, {}, QPoint(300, 26));
  QCOMPARE(chosen.last().first().value<TimeWindow>(), (TimeWindow{0, 100e6}));
}

}  // namespace spanloupe::waterfall

QTEST_MAIN(spanloupe::waterfall::MinimapTest)
#include "minimap_test.moc"
