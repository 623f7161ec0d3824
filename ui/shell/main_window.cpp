// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileDialog>
#include <QInputDialog>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/commands/command_palette.h"
#include "ui/commands/shortcut_sheet.h"
#include "ui/common/states.h"
#include "ui/diagnostics/diagnostics_panel.h"
#include "ui/diagnostics/raw_bytes_card.h"
#include "ui/settings/appearance_section.h"
#include "ui/settings/cache_section.h"
#include "ui/settings/settings_dialog.h"
#include "ui/shell/copy_action.h"
#include "ui/shell/copy_link.h"
#include "ui/shell/copy_note.h"
#include "ui/shell/details_dock.h"
#include "ui/shell/listen_ui.h"
#include "ui/shell/pasted_id.h"
#include "ui/shell/save_as.h"
#include "ui/shell/second_window.h"
#include "ui/shell/service_colors.h"
#include "ui/shell/status_line.h"
#include "ui/shell/tab_area.h"
#include "ui/shell/tab_memory.h"
#include "ui/shell/trace_commands.h"
#include "ui/shell/trace_tab.h"
#include "ui/shell/trail.h"
#include "ui/shell/tray.h"
#include "ui/shell/undo_commands.h"
#include "ui/shell/view_keys.h"
#include "ui/shell/view_registry.h"
#include "ui/shell/window_actions.h"
#include "ui/start/start_page.h"

namespace spanloupe::shell {

MainWindow::MainWindow(const WindowParts& parts)
    : m_parts(parts), m_actions(new WindowActions(*menuBar(), {parts.look, parts.recent, m_undo}, this)) {
  setWindowTitle(tr("Spanloupe"));
  setAcceptDrops(true);
  setUpCentre();
  setUpPanels();
  connectActions();
  connectSession();
  restoreLayout();
  showStart();
}

MainWindow::~MainWindow() = default;

void MainWindow::setUpCentre() {
  auto* centre = new QWidget(this);
  auto* layout = new QVBoxLayout(centre);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  m_error = new ui::ErrorStrip(m_parts.look);
  m_error->setObjectName(QStringLiteral("windowError"));
  m_centre = new QStackedWidget;
  m_start = new start::StartPage(m_parts.look, m_parts.recent);
  m_tabs =
      new TabArea({m_parts.look, m_parts.session, m_parts.state, m_parts.settings, m_listening, m_pinned});
  m_tabs->setCompact(settings::isCompact(m_parts.settings));
  m_parts.session.setCacheLimit(settings::cacheLimit(m_parts.settings));
  m_memory = new TabMemory(m_parts.settings, m_parts.session, *m_tabs, this);
  m_second = new SecondWindow({m_parts.look, m_parts.session, m_parts.state, *m_tabs}, *this);
  m_memory->follow(*m_second);
  m_trail = new Trail({*m_actions->back, *m_actions->forward, *m_tabs}, this);
  m_palette = new commands::CommandPalette(m_parts.look, *menuBar(), m_parts.settings, this);
  m_centre->addWidget(m_start);
  m_centre->addWidget(m_tabs);
  layout->addWidget(m_error);
  layout->addWidget(m_centre, 1);
  setCentralWidget(centre);

  m_tabs->fillMenu(*m_actions->viewMenu);
  for (int i = 0; i < static_cast<int>(views().size()); ++i) {
    QAction* go = m_actions->goMenu->addAction(titleOf(views()[static_cast<std::size_t>(i)]), this,
                                               [this, i] { showView(i); });
    go->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + i)));
  }
  connect(m_tabs, &TabArea::currentChanged, this, &MainWindow::updateDetails);
  connect(m_tabs, &TabArea::spanSelected, this, &MainWindow::updateDetails);
  connect(m_tabs, &TabArea::failed, this, &MainWindow::openFailed);
  connect(m_tabs, &TabArea::closedByUser, this,
          [this](const OpenTab& tab, int place) { m_undo.push(new CloseTab(*m_tabs, tab, place)); });
  connect(&m_parts.recent, &session::RecentFiles::forgotten, this,
          [this](const auto& before) { m_undo.push(new ForgetRecent(m_parts.recent, before)); });
}

void MainWindow::setUpPanels() {
  setDockOptions(AnimatedDocks);
  setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
  m_details = new DetailsDock(m_parts.look, m_parts.session, m_parts.state, this);
  addDockWidget(Qt::RightDockWidgetArea, m_details);
  new TraceCommands({*m_actions->traceMenu, *m_tabs, *m_details, m_pinned}, this);
  m_diagnosticsPanel = new diagnostics::DiagnosticsPanel(m_parts.look, m_parts.session);
  m_diagnostics = new QDockWidget(this);
  m_diagnostics->setObjectName(QStringLiteral("diagnosticsDock"));
  m_diagnostics->setFeatures(QDockWidget::NoDockWidgetFeatures);
  m_diagnostics->setTitleBarWidget(new QWidget);
  m_diagnostics->setWidget(m_diagnosticsPanel);
  addDockWidget(Qt::BottomDockWidgetArea, m_diagnostics);

  m_status = new StatusLine(m_parts.look, m_parts.session);
  setStatusBar(new StatusBar(m_parts.look, m_status));
  new CopyNote(*m_status, this);
  m_listen = new ListenUi({m_parts.look, m_parts.session, m_parts.settings, m_listening, m_parts.state,
                           m_undo, *m_start, *m_status, *m_actions},
                          *this);
  connect(m_listen, &ListenUi::failed, this,
          [this](const Error& error) { fail(tr("Listening failed."), error); });
  connect(m_listen, &ListenUi::firstReceived, this, [this] {
    if (m_centre->currentWidget() == m_start) showView(0);
  });
  connect(m_listen, &ListenUi::traceArrived, this, [this](TraceId trace) { openTrace(trace, {}); });
  connect(m_listen, &ListenUi::settingsRequested, this,
          [this] { showSettings(settings::SettingsPage::Listening); });
}

void MainWindow::connectActions() {
  connect(m_actions->openFile, &QAction::triggered, this, &MainWindow::chooseFiles);
  connect(m_actions->openFolder, &QAction::triggered, this, &MainWindow::chooseFolder);
  connect(m_actions->paste, &QAction::triggered, this, &MainWindow::paste);
  connect(m_actions->sample, &QAction::triggered, &m_parts.session, &session::TraceSession::openSample);
  connect(m_actions, &WindowActions::recentChosen, this, &MainWindow::openFiles);
  connect(m_actions->closeTab, &QAction::triggered, this, [this] { m_tabs->closeCurrent(); });
  connect(m_actions->quit, &QAction::triggered, &m_listen->tray(), &Tray::quit);
  followFocus(*m_actions->copy);
  new SaveAs({*m_actions->saveAs, m_parts.session, *m_error, *m_status}, this);
  new CopyLink(*m_actions->copyLink, m_parts.session, *m_tabs, this);
  connect(m_actions->fullScreen, &QAction::toggled, this,
          [this](bool full) { full ? showFullScreen() : showNormal(); });
  connect(m_trail, &Trail::went, this, [this] {
    m_centre->setCurrentWidget(m_tabs);
    updateDetails();
  });
  connect(m_actions->startPage, &QAction::triggered, this, &MainWindow::showStart);
  connect(m_actions->nextTab, &QAction::triggered, this, [this] { m_tabs->step(1); });
  connect(m_actions->previousTab, &QAction::triggered, this, [this] { m_tabs->step(-1); });
  connect(m_actions->goToTrace, &QAction::triggered, this, &MainWindow::askForTrace);
  connect(m_actions->settings, &QAction::triggered, this,
          [this] { showSettings(settings::SettingsPage::General); });
  connect(m_actions->secondWindow, &QAction::triggered, m_second, &SecondWindow::takeCurrent);
  connect(m_actions->palette, &QAction::triggered, m_palette, &commands::CommandPalette::open);
  connect(m_actions->shortcuts, &QAction::triggered, this, &MainWindow::showShortcuts);
  connect(m_actions->about, &QAction::triggered, this,
          [this] { AboutDialog(m_parts.look, m_parts.about, this).exec(); });
  connect(m_actions->details, &QAction::triggered, this, [this](bool shown) {
    m_detailsWanted = shown;
    updateDetails();
  });
  connect(m_actions->diagnostics, &QAction::triggered, m_diagnostics, &QWidget::setVisible);
  connect(m_diagnostics, &QDockWidget::visibilityChanged, m_actions->diagnostics, &QAction::setChecked);
  connect(m_error, &ui::ErrorStrip::actionTriggered, this, [this] {
    if (m_failedSeveral) return m_diagnostics->show();
    (new diagnostics::RawBytesCard(m_parts.look, {m_failed.file, {}, m_failed.offset.value_or(0)},
                                   QString::fromStdString(m_failed.file), this))
        ->open();
  });
  connect(m_details, &DetailsDock::closeRequested, m_actions->details, &QAction::trigger);
  connect(m_diagnosticsPanel, &diagnostics::DiagnosticsPanel::closeRequested, m_diagnostics, &QWidget::hide);
  connect(m_status, &StatusLine::diagnosticsRequested, this,
          [this] { m_diagnostics->setVisible(!m_diagnostics->isVisible()); });
  connect(m_start, &start::StartPage::openFileRequested, this, &MainWindow::chooseFiles);
  connect(m_start, &start::StartPage::openFolderRequested, this, &MainWindow::chooseFolder);
  connect(m_start, &start::StartPage::pasteRequested, this, &MainWindow::paste);
  connect(m_start, &start::StartPage::sampleRequested, &m_parts.session, &session::TraceSession::openSample);
  connect(m_start, &start::StartPage::openRequested, this, &MainWindow::openFiles);
}

void MainWindow::connectSession() {
  new ServiceColors(m_parts.look, m_parts.session, this);
  connect(&m_parts.session, &session::TraceSession::opened, this, &MainWindow::onSessionOpened);
  connect(&m_parts.session, &session::TraceSession::loaded, this, &MainWindow::onLoaded);
  connect(&m_parts.session, &session::TraceSession::importFinished, this,
          [this](const std::shared_ptr<const ingest::ImportReport>& report) { onImportFinished(*report); });
  connect(&m_parts.session, &session::TraceSession::failed, this, [this](const Error& error) {
    fail(error.kind == ErrorKind::NotFound ? tr("Nothing was opened.") : tr("Cannot read the file."), error);
  });
  connect(&m_parts.session, &session::TraceSession::nothingToOpen, this, [this] {
    if (!std::exchange(m_wanted, {}).trace.isEmpty())
      fail(tr("There is no such trace."),
           {ErrorKind::NotFound, "Nothing is open; name the file it is in", {}, {}});
  });
  connect(&m_parts.state, &session::ViewState::logSelectionChanged, this, &MainWindow::updateDetails);
  connect(&m_parts.state, &session::ViewState::traceRequested, this, &MainWindow::openTrace);
  connect(&m_parts.state, &session::ViewState::compareRequested, this, [this](TraceId left, TraceId right) {
    m_second->show({right, {}, {}});  // First: what was in the second window is a tab again, and shown.
    openTrace(left, {});
  });
  connect(&m_parts.state, &session::ViewState::openFileRequested, this, &MainWindow::chooseFiles);
  connect(&m_parts.state, &session::ViewState::diagnosticsRequested, m_diagnostics, &QWidget::show);
}

void MainWindow::restoreLayout() {
  resize(1280, 800);
  restoreGeometry(m_parts.settings.value(QStringLiteral("window/geometry")).toByteArray());
  restoreState(m_parts.settings.value(QStringLiteral("window/state")).toByteArray());
  m_detailsWanted = m_parts.settings.value(QStringLiteral("window/details"), true).toBool();
  m_details->hide();
  m_diagnostics->hide();
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (m_listen->tray().takesOver()) return event->ignore();
  m_memory->flush();  // With the trace of the second window, which ends with this one.
  m_memory->pause();
  m_second->close(SecondWindow::Trace::Drop);
  m_parts.settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
  m_parts.settings.setValue(QStringLiteral("window/state"), saveState());
  m_parts.settings.setValue(QStringLiteral("window/details"), m_detailsWanted);
  QMainWindow::closeEvent(event);
}

void MainWindow::open(const StartRequest& request) {
  m_wanted = request;
  m_wanted.files.clear();
  m_wanted.listen = false;
  openFiles(request.files);
  if (request.listen) m_listen->start();
  if (request.files.isEmpty() && m_parts.session.snapshot() && !m_parts.session.isBusy()) fulfil();
}

void MainWindow::openLast() {
  m_listen->startAgain();
  const QStringList files = m_memory->lastFiles();
  if (!files.isEmpty()) {
    openFiles(files);
  } else if (m_listening.state().phase == session::ListeningState::Phase::Off) {
    // What is opened to be written to is shown once it is there: ListenControl.
    m_parts.session.openDefault();
  }
}

void MainWindow::openFiles(const QStringList& paths) {
  if (paths.isEmpty()) return;
  m_error->clear();
  m_parts.session.openFiles(paths);
}

void MainWindow::chooseFiles() { openFiles(QFileDialog::getOpenFileNames(this, tr("Open trace files"))); }

void MainWindow::chooseFolder() {
  if (const QString path = QFileDialog::getExistingDirectory(this, tr("Open a folder")); !path.isEmpty())
    openFiles({path});
}

void MainWindow::paste() {
  const QString text = QGuiApplication::clipboard()->text();
  if (const auto id = pastedId(text)) {
    openTrace(id->trace, id->span.value_or(SpanId{}));
  } else if (!text.trimmed().isEmpty()) {
    m_error->clear();
    m_parts.session.openText(text);
  }
}

void MainWindow::askForTrace() {
  const QString text =
      QInputDialog::getText(this, tr("Trace by id"), tr("Trace id, traceparent or X-Ray id"));
  if (text.trimmed().isEmpty()) return;
  if (const auto id = pastedId(text)) {
    openTrace(id->trace, id->span.value_or(SpanId{}));
  } else {
    fail(tr("This is not a trace id."), {ErrorKind::InvalidArgument, text.toStdString(), {}, {}});
  }
}

void MainWindow::showSettings(settings::SettingsPage page) {
  settings::SettingsDialog dialog(m_parts.look, m_parts.settings, m_parts.session, this);
  dialog.showPage(page);
  connect(&dialog, &settings::SettingsDialog::resetDone, this, [this] { m_tabs->setCompact(false); });
  connect(&dialog, &settings::SettingsDialog::listenChanged, m_listen, &ListenUi::readSettings);
  connect(&dialog, &settings::SettingsDialog::compactChanged, m_tabs, &TabArea::setCompact);
  dialog.exec();
}

void MainWindow::showShortcuts() {
  commands::ShortcutSheet(m_parts.look, allKeys(*menuBar(), *m_actions->traceMenu), this).exec();
}

void MainWindow::showStart() {
  m_centre->setCurrentWidget(m_start);
  updateDetails();
}

void MainWindow::showView(int view) {
  if (!m_parts.session.current()) return;
  m_centre->setCurrentWidget(m_tabs);
  m_tabs->showView(view);
}

void MainWindow::openTrace(TraceId trace, SpanId span) {
  if (!m_parts.session.snapshot()) return;
  m_trail->leave();
  m_centre->setCurrentWidget(m_tabs);
  m_tabs->openTrace(trace, span);
  updateDetails();
}

void MainWindow::updateDetails() {
  TraceTab* tab = m_centre->currentWidget() == m_tabs ? m_tabs->currentTrace() : nullptr;
  m_parts.state.select(tab ? session::Selection{tab->trace(), tab->selectedSpan()} : session::Selection{});
  const bool any = m_details->showSelected(tab);
  m_details->setVisible(any && m_detailsWanted);
  m_actions->closeTab->setEnabled(tab != nullptr);
  m_actions->secondWindow->setEnabled(tab != nullptr);
  m_actions->details->setEnabled(any);
  m_actions->details->setChecked(any && m_detailsWanted);
}

void MainWindow::onSessionOpened() {
  m_memory->pause();
  m_second->close(SecondWindow::Trace::Drop);
  m_tabs->closeTraces();
  m_undo.clear();
  m_trail->clear();
  setWindowTitle(sessionName(*m_parts.session.current()) + tr(" — Spanloupe"));
  // While nothing has come, how to send is all there is to see.
  if (m_centre->currentWidget() != m_start ||
      m_parts.session.current()->kind != session::SessionKind::Default || !m_listen->listening().isOn())
    showView(0);
}

void MainWindow::onLoaded() {
  const session::OpenedSession& current = *m_parts.session.current();
  if (current.kind == session::SessionKind::Files || current.kind == session::SessionKind::Stored)
    m_parts.recent.add(session::recentFile(current, m_parts.session.overview()));
  if (m_centre->currentWidget() == m_start && m_parts.session.isLive() && !m_listen->isWaiting()) showView(0);
  m_memory->restore();
  fulfil();
}

// The trace, span and view asked for, once what they are in has been read to its end.
void MainWindow::fulfil() {
  const StartRequest wanted = std::exchange(m_wanted, {});
  if (const int view = viewNamed(wanted.view); view >= 0) showView(view);
  if (wanted.trace.isEmpty()) return;
  const auto id = pastedId(wanted.trace);
  const auto span = SpanId::fromHex(wanted.span.toStdString());
  if (id) openTrace(id->trace, span.value_or(id->span.value_or(SpanId{})));
}

void MainWindow::onImportFinished(const ingest::ImportReport& report) {
  const auto hasError = [](const ingest::ImportedFile& file) { return file.error.has_value(); };
  const auto failed = std::count_if(report.files.begin(), report.files.end(), hasError);
  if (failed == 0) return;
  const auto first = std::find_if(report.files.begin(), report.files.end(), hasError);
  const QString what = report.files.size() == 1
                           ? tr("Cannot read the whole file.")
                           : tr("Cannot read %1 of %2 files.").arg(failed).arg(report.files.size());
  fail(what, *first->error);
  // Of several files the diagnostics tell, one by one.
  if (failed > 1) m_error->show(what, *first->error, tr("Show all"));
  m_failedSeveral = failed > 1;
}

void MainWindow::fail(const QString& what, const Error& error) {
  m_wanted = {};
  m_failed = error;
  m_failedSeveral = false;
  m_error->show(what, error, error.offset && !error.file.empty() ? tr("Show bytes") : QString());
  emit openFailed(error);
}

bool MainWindow::isSettled() const {
  if (m_parts.session.isBusy() || m_wanted != StartRequest{}) return false;
  if (m_centre->currentWidget() == m_start) return true;
  return m_tabs->isSettled() && m_details->isSettled() && m_second->isSettled();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (!event->mimeData()->hasUrls()) return;
  event->acceptProposedAction();
  m_start->setDropActive(true);
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) { m_start->setDropActive(false); }

void MainWindow::dropEvent(QDropEvent* event) {
  m_start->setDropActive(false);
  QStringList paths;
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) paths << url.toLocalFile();
  event->acceptProposedAction();
  openFiles(paths);
}

}  // namespace spanloupe::shell
