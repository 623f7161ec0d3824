// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The line above the list while traces come in: whether it follows them, is held still because somebody
// reads, or is paused, and the ways from one to the other. Selecting a trace holds the list; receiving goes
// on in any case. Hidden where nothing comes. UI thread.
#pragma once

#include <QWidget>

#include "ui/common/look.h"
#include "ui/session/trace_session.h"

namespace spanloupe::ui {
class Button;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::traces {

class TraceChart;
class TraceListModel;
class TraceTable;

class LiveStrip : public QWidget {
  Q_OBJECT
 public:
  /// All must outlive the strip.
  LiveStrip(const ui::Look& look, session::TraceSession& session, TraceTable& table, TraceChart& chart,
            QWidget* parent = nullptr);

  [[nodiscard]] QString text() const;
  [[nodiscard]] QSize sizeHint() const override;

  void follow();
  void setPaused(bool isPaused);
  /// Asks for it; the list goes on with what comes next.
  void clear();

 signals:
  void clearRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] TraceListModel& model() const;
  [[nodiscard]] QString condition() const;
  /// Traces that have come since it was paused.
  [[nodiscard]] std::uint64_t waiting() const;
  void refresh();

  const ui::Look& m_look;
  session::TraceSession& m_session;
  TraceTable& m_table;
  TraceChart& m_chart;
  ui::TextLabel* m_text;
  ui::Button* m_show;
  ui::Button* m_follow;
  ui::Button* m_pause;
  ui::Button* m_clear;
};

}  // namespace spanloupe::traces
