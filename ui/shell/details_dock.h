// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The panel at the right: reads the selected span whole, with its logs, and hands it to the details. UI
// thread.
#pragma once

#include <QDockWidget>

#include "ui/common/look.h"
#include "ui/session/trace_session.h"
#include "ui/session/view_state.h"
#include "ui/waterfall/trace_document.h"

namespace spanloupe::details {
class DetailsPanel;
}

namespace spanloupe::shell {

class TraceTab;

class DetailsDock : public QDockWidget {
  Q_OBJECT
 public:
  DetailsDock(ui::Look& look, session::TraceSession& session, session::ViewState& state, QWidget* parent);

  /// The selected span of `tab`; it must have one.
  void showSpan(const TraceTab& tab);
  [[nodiscard]] details::DetailsPanel& panel() const { return *m_panel; }
  [[nodiscard]] bool isSettled() const { return !m_reading; }

 signals:
  void closeRequested();

 private:
  session::TraceSession& m_session;
  details::DetailsPanel* m_panel;
  std::shared_ptr<const waterfall::TraceDocument> m_document;
  SpanIndex m_span = kNoSpan;
  bool m_reading = false;
};

}  // namespace spanloupe::shell
