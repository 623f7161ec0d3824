// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/show_tree.h"

#include <QStringList>
#include <QTest>

namespace spanloupe::cli {

class ShowTreeTest : public QObject {
  Q_OBJECT

 private slots:
  void drawsParentsAboveChildren();
  void marksErrorsAndUnfinished();
  void colourOnlyWhenAsked();
  void namesTheMissingParent();
  void keepsTheWidth_data();
  void keepsTheWidth();
  void drawsTenThousandLevels();
  void stopsWhenNobodyReads();
};

namespace {

constexpr std::uint64_t kBegin = 1'700'000'000'000'000'000ULL;
constexpr std::uint64_t kMs = 1'000'000;

/// Builds a trace span by span; ids count from 1.
class Sketch {
 public:
  Sketch() {
    m_trace.strings = {"", "shop"};
    m_trace.eventsBegin = m_trace.linksBegin = {0};
  }
  Sketch& span(std::uint64_t parent, const std::string& name, std::uint64_t from, std::uint64_t to,
               StatusCode status = StatusCode::Unset) {
    m_trace.start.push_back(timestampFromNanos(kBegin + from * kMs));
    m_trace.end.push_back(timestampFromNanos(to == 0 ? 0 : kBegin + to * kMs));
    m_trace.spanId.push_back({m_trace.size()});
    m_trace.parentId.push_back({parent});
    m_trace.name.push_back(static_cast<StringIndex>(m_trace.strings.size()));
    m_trace.strings.push_back(name);
    m_trace.service.push_back(1);
    m_trace.kind.push_back(1);
    m_trace.status.push_back(static_cast<std::uint8_t>(status));
    m_trace.ref.push_back({});
    m_trace.eventsBegin.push_back(0);
    m_trace.linksBegin.push_back(0);
    return *this;
  }
  [[nodiscard]] QStringList lines(std::size_t width, bool colours = false) const {
    Terminal terminal;
    terminal.width = width;
    terminal.colours = colours;
    QStringList lines;
    drawTree(m_trace, analysis::buildTree(m_trace), terminal, [&](const std::string& line) {
      lines.append(QString::fromStdString(line).chopped(1));
      return true;
    });
    return lines;
  }
  [[nodiscard]] const Trace& trace() const { return m_trace; }

 private:
  Trace m_trace;
};

Sketch checkout() {
  return Sketch()
      .span(0, "checkout", 0, 100)
      .span(1, "cart", 10, 40)
      .span(2, "redis", 20, 30)
      .span(1, "pay", 50, 100);
}

}  // namespace

void ShowTreeTest::drawsParentsAboveChildren() {
  const QStringList lines = checkout().lines(60);
  QCOMPARE(lines.size(), 4);
  QVERIFY2(lines[0].startsWith("shop checkout "), qPrintable(lines[0]));
  QVERIFY2(lines[1].startsWith("├ shop cart "), qPrintable(lines[1]));
  QVERIFY2(lines[2].startsWith("│ └ shop redis "), qPrintable(lines[2]));
  QVERIFY2(lines[3].startsWith("└ shop pay "), qPrintable(lines[3]));
  QVERIFY2(lines[0].contains(" 100 ms  ████"), qPrintable(lines[0]));
  QVERIFY2(lines[3].contains("50.0 ms   "), qPrintable(lines[3]));
}

void ShowTreeTest::marksErrorsAndUnfinished() {
  const QStringList lines =
      Sketch().span(0, "a", 0, 100).span(1, "b", 1, 2, StatusCode::Error).span(1, "c", 3, 0).lines(80);
  QVERIFY2(lines[1].startsWith("├ ✗ shop b"), qPrintable(lines[1]));
  QVERIFY2(lines[2].contains("unfinished") && lines[2].endsWith("…"), qPrintable(lines[2]));
}

void ShowTreeTest::colourOnlyWhenAsked() {
  const Sketch sketch = Sketch().span(0, "a", 0, 10, StatusCode::Error);
  QVERIFY(!sketch.lines(80).join("").contains('\x1b'));
  QVERIFY(sketch.lines(80, true).join("").contains("\x1b[31m"));
}

void ShowTreeTest::namesTheMissingParent() {
  const QStringList lines = Sketch().span(0, "root", 0, 100).span(77, "lost", 10, 20).lines(80);
  QCOMPARE(lines.size(), 3);
  QCOMPARE(lines[1], "(missing parent 000000000000004d)");
  QVERIFY2(lines[2].startsWith("└ shop lost"), qPrintable(lines[2]));
}

void ShowTreeTest::keepsTheWidth_data() {
  QTest::addColumn<int>("width");
  for (const int width : {40, 60, 80, 120, 200}) QTest::addRow("%d", width) << width;
}

void ShowTreeTest::keepsTheWidth() {
  QFETCH(int, width);
  const Sketch sketch =
      checkout().span(4, "a name that is by far too long for any terminal, " + std::string(300, 'n'), 60, 0);
  for (const QString& line : sketch.lines(static_cast<std::size_t>(width))) {
    QVERIFY2(cellsOf(line.toStdString()) <= static_cast<std::size_t>(width), qPrintable(line));
  }
}

void ShowTreeTest::drawsTenThousandLevels() {
  Sketch sketch;
  for (std::uint64_t i = 0; i < 10'000; ++i) sketch.span(i, "level", 0, 100);
  const QStringList lines = sketch.lines(80);
  QCOMPARE(lines.size(), 10'000);
  QVERIFY(cellsOf(lines.last().toStdString()) <= 80);
}

void ShowTreeTest::stopsWhenNobodyReads() {
  int lines = 0;
  const Sketch sketch = checkout();
  drawTree(sketch.trace(), analysis::buildTree(sketch.trace()), {},
           [&](const std::string&) { return ++lines < 2; });
  QCOMPARE(lines, 2);
}

}  // namespace spanloupe::cli

QTEST_APPLESS_MAIN(spanloupe::cli::ShowTreeTest)
#include "show_tree_test.moc"
