// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The views of the window in one list: to add one, write its folder and one line in view_registry.cpp. Tab,
// menu entry, --view and rendering follow from the list. UI thread.
#pragma once

#include <QString>
#include <span>

#include "ui/common/icons.h"
#include "ui/common/look.h"
#include "ui/session/listening.h"
#include "ui/session/pinned_traces.h"
#include "ui/session/trace_session.h"
#include "ui/session/view_state.h"

class QMenu;
class QSettings;
class QWidget;

namespace spanloupe::shell {

/// What every view gets; all outlive it.
struct ViewParts {
  const ui::Look& look;
  session::TraceSession& session;
  session::ViewState& state;
  QSettings& settings;  ///< What a view remembers of itself stands in the group of its name.
  session::Listening& listening;
  session::PinnedTraces& pinned;
};

struct ViewEntry {
  const char* name;   ///< For --view and settings.
  const char* title;  ///< Translated by titleOf().
  ui::Icon icon;
  QWidget* (*create)(const ViewParts& parts);
  bool (*isSettled)(const QWidget& view);               ///< Nothing on screen is about to change by itself.
  QString (*count)(const session::Overview& overview);  ///< Beside the title.
  void (*fillMenu)(QWidget& view, QMenu& menu);         ///< What the View menu offers for it.
};

[[nodiscard]] std::span<const ViewEntry> views();
/// -1 when there is none of that name.
[[nodiscard]] int viewNamed(const QString& name);
[[nodiscard]] QString titleOf(const ViewEntry& view);

}  // namespace spanloupe::shell
