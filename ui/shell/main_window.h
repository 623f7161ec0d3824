// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window: arranges menu, tabs, panels and status line, and passes wishes between them. What things show
// is the views' business. UI thread.
#pragma once

#include <QMainWindow>
#include <QUndoStack>

#include "ui/common/look.h"
#include "ui/session/listening.h"
#include "ui/session/pinned_traces.h"
#include "ui/session/recent_files.h"
#include "ui/session/trace_session.h"
#include "ui/session/view_state.h"
#include "ui/shell/about_dialog.h"
#include "ui/shell/start_request.h"

class QSettings;
class QStackedWidget;

namespace spanloupe::ui {
class ErrorStrip;
}
namespace spanloupe::settings {
enum class SettingsPage : std::uint8_t;
}
namespace spanloupe::start {
class StartPage;
}
namespace spanloupe::diagnostics {
class DiagnosticsPanel;
}
namespace spanloupe::commands {
class CommandPalette;
}

namespace spanloupe::shell {

class DetailsDock;
class ListenUi;
class SecondWindow;
class StatusLine;
class TabArea;
class TabMemory;
class Trail;
class WindowActions;

/// What the window is given; all outlive it.
struct WindowParts {
  ui::Look& look;
  session::TraceSession& session;
  session::ViewState& state;
  session::RecentFiles& recent;
  QSettings& settings;
  AboutTexts about;
};

class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  explicit MainWindow(const WindowParts& parts);
  ~MainWindow() override;

  void open(const StartRequest& request);
  /// What was open last time, or the default session.
  void openLast();
  /// Everything asked for is on screen.
  [[nodiscard]] bool isSettled() const;
  [[nodiscard]] TabArea& tabs() const { return *m_tabs; }
  [[nodiscard]] ui::ErrorStrip& errorStrip() const { return *m_error; }
  [[nodiscard]] ListenUi& listenUi() const { return *m_listen; }
  [[nodiscard]] SecondWindow& secondWindow() const { return *m_second; }

 signals:
  /// A file or trace that was asked for cannot be shown.
  void openFailed(const spanloupe::Error& error);

 protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void setUpCentre();
  void setUpPanels();
  void connectActions();
  void connectSession();
  void restoreLayout();

  void openFiles(const QStringList& paths);
  void chooseFiles();
  void chooseFolder();
  void paste();
  void askForTrace();
  void showSettings(settings::SettingsPage page);
  void showShortcuts();
  void showStart();
  void showView(int view);
  void openTrace(TraceId trace, SpanId span);
  void onSessionOpened();
  void onLoaded();
  void onImportFinished(const ingest::ImportReport& report);
  void fail(const QString& what, const Error& error);
  void fulfil();
  void updateDetails();

  WindowParts m_parts;
  session::Listening m_listening;
  session::PinnedTraces m_pinned{m_parts.session, m_listening};
  QUndoStack m_undo;
  WindowActions* m_actions;
  commands::CommandPalette* m_palette = nullptr;
  ui::ErrorStrip* m_error = nullptr;
  Error m_failed;                      ///< What the strip tells of.
  bool m_failedSeveral = false;        ///< And of others, which the diagnostics list.
  QStackedWidget* m_centre = nullptr;  ///< Start page, or tabs.
  start::StartPage* m_start = nullptr;
  TabArea* m_tabs = nullptr;
  TabMemory* m_memory = nullptr;
  SecondWindow* m_second = nullptr;
  Trail* m_trail = nullptr;
  DetailsDock* m_details = nullptr;
  diagnostics::DiagnosticsPanel* m_diagnosticsPanel = nullptr;
  QDockWidget* m_diagnostics = nullptr;
  StatusLine* m_status = nullptr;
  ListenUi* m_listen = nullptr;
  StartRequest m_wanted;        ///< What is still to be shown once its file is open.
  bool m_detailsWanted = true;  ///< Until the user closes them.
};

}  // namespace spanloupe::shell
