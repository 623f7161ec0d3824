// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A table page over a trace whose facts are known: a root of "web", children "SELECT 1" to "SELECT n" of
// "db", the first of all having failed, each with its number as attribute span.number.
#pragma once

#include "tests/ui/session/session_fixture.h"
#include "tests/ui/session/trace_cells.h"
#include "ui/common/find_field.h"
#include "ui/spantable/span_table_page.h"

namespace spanloupe::test {

class PageFixture {
 public:
  explicit PageFixture(int spans = 6) : page(look, session) {
    look.install(*qApp);
    const SketchTrace trace{"web", "GET /cart", 0, 40, spans, 1};
    if (!load(session, {m_home.write("one.json", otlpJson({trace}))})) qFatal("the file cannot be opened");
    const auto reader = store::Reader::open(*session.current()->path);
    const auto read = (*reader)->traceAt(*session.snapshot(), session.snapshot()->positions().front(), {});
    m_trace = *read;
    page.resize(1100, 500);
  }
  /// Shows the page and waits for its first rows.
  void show() {
    page.setTrace(session.snapshot(), cellsOf(m_trace));
    page.show();
    if (!QTest::qWaitForWindowExposed(&page)) qFatal("no window");
    settle();
  }
  /// Until what was asked for is on screen.
  void settle() {
    if (!QTest::qWaitFor([this] { return !page.model().isBusy() && page.model().content() != nullptr; },
                         20000))
      qFatal("no rows came");
  }
  /// The texts of a column, rows joined by '|'.
  [[nodiscard]] QString texts(int column) const {
    QStringList texts;
    const auto& model = page.model();
    for (int row = 0; row < model.rowCount(); ++row)
      texts << cellOf(*model.content(), model.row(row), model.columns()[static_cast<std::size_t>(column)])
                   .whole();
    return texts.join(QLatin1Char('|')).replace(ui::kThinSpace, QLatin1Char(' '));
  }
  [[nodiscard]] int columnNamed(const QString& title) const {
    const auto& columns = page.model().columns();
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (spantable::columnTitle(columns[i]) == title) return static_cast<int>(i);
    return -1;
  }
  void clickHeader(const QString& title) {
    auto& header = page.table().header();
    const QRect cell = header.tableLayout().columnRect(columnNamed(title), 0, header.height());
    QTest::mouseClick(&header, Qt::LeftButton, {}, cell.center());
    settle();
  }
  [[nodiscard]] QPoint rowPoint(int row, int x = 120) const {
    return {x, page.table().tableLayout().rowRect(row).center().y()};
  }
  [[nodiscard]] const Home& home() const { return m_home; }

 private:
  Home m_home;
  std::shared_ptr<const Trace> m_trace;

 public:
  ui::Look look;
  session::TraceSession session;
  spantable::SpanTablePage page;
};

}  // namespace spanloupe::test
