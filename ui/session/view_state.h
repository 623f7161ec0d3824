// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What views share with each other: the selected trace and span, and how the window is dressed. Views talk to
// each other through this only. UI thread.
#pragma once

#include <QObject>
#include <optional>

#include "core/model/trace.h"

namespace spanloupe::session {

enum class ThemeChoice { System, Light, Dark };

/// A span inside a trace that some view shows; no trace = nothing is selected.
struct Selection {
  std::optional<TraceId> trace;
  SpanIndex span =
      kNoSpan;  ///< Position in the Trace, as ids may occur twice; kNoSpan = the trace as a whole.
  friend bool operator==(const Selection&, const Selection&) = default;
};

class ViewState : public QObject {
  Q_OBJECT
 public:
  explicit ViewState(QObject* parent = nullptr);

  [[nodiscard]] const Selection& selection() const { return m_selection; }
  void select(const Selection& selection);
  [[nodiscard]] ThemeChoice themeChoice() const { return m_theme; }
  void setThemeChoice(ThemeChoice choice);

 signals:
  void selectionChanged();
  void themeChoiceChanged();

 private:
  Selection m_selection;
  ThemeChoice m_theme = ThemeChoice::System;
};

}  // namespace spanloupe::session
