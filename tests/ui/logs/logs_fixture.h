// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A Logs page on screen over a session that somebody else writes to, and short ways to click in it.
#pragma once

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>

#include "tests/core/query/made_logs.h"
#include "tests/ui/session/session_fixture.h"
#include "ui/common/controls.h"
#include "ui/common/search_field.h"
#include "ui/common/states.h"
#include "ui/logs/log_filter_row.h"
#include "ui/logs/log_list_model.h"
#include "ui/logs/log_table.h"
#include "ui/logs/logs_page.h"

namespace spanloupe::test {

class LogsFixture {
 public:
  LogsFixture() : written(home.path("logs.spanloupe").toStdString()), page(look, session) {
    look.install(*qApp);
    page.resize(1200, 500);
    page.show();
  }
  /// Opens what has been written, and waits until it is listed.
  bool open() {
    session.openFiles({QString::fromStdString(written.path())});
    return QTest::qWaitFor([this] { return session.snapshot() && !session.isBusy(); }, 10000) && settle();
  }
  bool settle() {
    return QTest::qWaitFor(
        [this] {
          return page.isSettled() && page.model().hasListing() && page.model().isWhole() &&
                 page.model().listedFilter() == page.filterRow().filter();
        },
        10000);
  }
  /// More has come; until it is listed.
  bool receive(const std::vector<MadeLog>& logs) {
    written.add(logs);
    const std::uint64_t total = page.model().total() + logs.size();
    session.refresh();
    return QTest::qWaitFor([&] { return page.model().total() == total; }, 10000) && settle();
  }
  [[nodiscard]] logs::LogTable& table() const { return page.table(); }
  [[nodiscard]] QString bodyAt(int row) const {
    const query::LogRow* log = page.model().row(row);
    return log != nullptr ? QString::fromStdString(log->body) : QString();
  }
  [[nodiscard]] QString topBody() const { return bodyAt(table().tableLayout().firstRow()); }
  void click(int row, Qt::KeyboardModifiers modifiers = {}) const {
    QTest::mouseClick(table().viewport(), Qt::LeftButton, modifiers,
                      table().tableLayout().rowRect(row).center());
  }

  Home home;
  LogSession written;
  ui::Look look;
  session::TraceSession session;
  logs::LogsPage page;
};

/// Bodies "0", "1", …; the newest, which is listed first, has the largest number.
inline std::vector<MadeLog> numberedLogs(int from, int to) {
  std::vector<MadeLog> logs;
  for (int i = from; i < to; ++i)
    logs.push_back({static_cast<std::uint64_t>(i), i % 5 == 0 ? 17U : 9U, std::to_string(i)});
  return logs;
}

}  // namespace spanloupe::test
