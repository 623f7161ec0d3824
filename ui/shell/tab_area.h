// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tabs of the window and their pages: first the views of the registry, then one page per opened trace. UI
// thread.
#pragma once

#include <QWidget>

#include "ui/common/look.h"
#include "ui/session/listening.h"
#include "ui/session/pinned_traces.h"
#include "ui/session/trace_session.h"
#include "ui/session/view_state.h"
#include "ui/shell/open_tab.h"

class QMenu;
class QSettings;
class QStackedWidget;

namespace spanloupe::shell {

class TraceTab;

/// What the tabs are given; all outlive them.
struct TabParts {
  ui::Look& look;
  session::TraceSession& session;
  session::ViewState& state;
  QSettings& settings;
  session::Listening& listening;
  session::PinnedTraces& pinned;
};

class TabArea : public QWidget {
  Q_OBJECT
 public:
  explicit TabArea(const TabParts& parts, QWidget* parent = nullptr);

  /// What the views offer for the View menu.
  void fillMenu(QMenu& menu) const;
  void showView(int view);
  /// Its tab, opened if need be; a zero span = none in particular.
  void openTrace(TraceId trace, SpanId span);
  /// A new tab at that place among the traces, and shown.
  void openAt(const OpenTab& tab, int place);
  /// Tabs that are read when they are first shown; `shown` = the place of the one to show, negative for none.
  void reopen(const std::vector<OpenTab>& tabs, int shown);
  [[nodiscard]] std::vector<OpenTab> openTraces() const;
  /// Place of the trace that is shown among openTraces(); -1 while a view is.
  [[nodiscard]] int shownTrace() const;
  /// Views cannot be closed.
  void closeTab(int tab);
  void closeCurrent();
  void closeTrace(TraceId trace);
  void closeTraces();
  void step(int by);
  /// Rows of waterfalls, of those opened later too.
  void setCompact(bool isCompact);
  /// Null while a view is shown.
  [[nodiscard]] TraceTab* currentTrace() const;
  [[nodiscard]] TabStrip& strip() const { return *m_strip; }
  [[nodiscard]] QWidget& page(int tab) const;
  /// Nothing in the current page is about to change by itself.
  [[nodiscard]] bool isSettled() const;

 signals:
  void currentChanged();
  void spanSelected();
  void failed(const spanloupe::Error& error);
  /// Which traces are open, which of them is shown, or what they are called.
  void tabsChanged();
  /// By the user; `place` = where it was among the traces.
  void closedByUser(const spanloupe::shell::OpenTab& tab, int place);

 private:
  [[nodiscard]] int indexOf(TraceId trace) const;
  TraceTab* add(const OpenTab& tab);
  void remove(int tab);
  void showPage(int tab);
  void showCounts();

  TabParts m_parts;
  bool m_isCompact = false;
  TabStrip* m_strip;
  QStackedWidget* m_pages;  ///< One per tab, in the same order.
};

}  // namespace spanloupe::shell
