// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The overview: spans that share pixels merge, errors stay, the brush moves the window.
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <array>
#include <random>

#include "tests/ui/waterfall/waterfall_fixture.h"
#include "ui/waterfall/minimap.h"

namespace spanloupe::waterfall {

class MinimapTest : public QObject {
  Q_OBJECT

 private slots:
  void oneLinePerSpanWhenThereIsRoom();
  void mergingKeepsTheErrorAndTheLongestService();
  void linesStayInside();
  void theLongestSpanOfAPlaceIsSeen();
  void longSpansCostNoMoreThanShortOnes();
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

void MinimapTest::theLongestSpanOfAPlaceIsSeen() {
  // All on one row of pixels, a column per millisecond, beside what looking at every column finds.
  std::mt19937 random(5);
  std::string text = "z first 0-0\nz last 100-100\n";
  std::array<int, 101> longest{};
  std::array<char, 101> expected{};
  for (int length = 1; length <= 60; length += 1 + static_cast<int>(random() % 3)) {
    const int from = static_cast<int>(random() % static_cast<unsigned>(99 - length));
    const char service = "abcd"[random() % 4];
    text +=
        service + std::string(" s ") + std::to_string(from) + ".5-" + std::to_string(from + length) + ".5\n";
    for (int column = from; column <= from + length; ++column) {
      if (length <= longest.at(static_cast<std::size_t>(column))) continue;
      longest.at(static_cast<std::size_t>(column)) = length;
      expected.at(static_cast<std::size_t>(column)) = service;
    }
  }
  expected.front() = expected.front() == 0 ? 'z' : expected.front();
  expected.back() = 'z';
  std::array<char, 101> seen{};
  const auto doc = documentOf(text);
  for (const MinimapLine& line : layOutMinimap(*doc, 101, 1.9, 1)) {
    for (double column = line.x1; column < line.x2; ++column)
      seen.at(static_cast<std::size_t>(column)) = doc->text(line.service).front();
  }
  QCOMPARE(QByteArray(seen.data(), seen.size()), QByteArray(expected.data(), expected.size()));
}

void MinimapTest::longSpansCostNoMoreThanShortOnes() {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += i == 0 ? "a root 0-100\n" : "  b child 1-99\n";
  const auto doc = documentOf(text);
  QElapsedTimer timer;
  timer.start();
  const std::vector<MinimapLine> lines = layOutMinimap(*doc, 20'000, 40, 1);
  QVERIFY(timer.elapsed() < 400);  // Column by column it would be 400 million steps.
  QCOMPARE(lines.size(), std::size_t{40});
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
