// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_actions.h"

#include <QDir>
#include <QFileInfo>
#include <array>
#include <cmath>

#include "ui/commands/command_list.h"

namespace spanloupe::shell {

WindowActions::WindowActions(QMenuBar& bar, const ActionParts& parts, QObject* parent)
    : QObject(parent), m_look(parts.look), m_recent(parts.recent) {
  fillFile(bar);
  QMenu* edit = bar.addMenu(tr("&Edit"));
  undo = parts.undo.createUndoAction(this, tr("&Undo"));
  redo = parts.undo.createRedoAction(this, tr("&Redo"));
  // Their titles name what was done last; the page of keys is about any.
  undo->setWhatsThis(tr("Bring back what was closed or cleared"));
  redo->setWhatsThis(tr("Close or clear it again"));
  undo->setShortcut(QKeySequence::Undo);
  redo->setShortcut(QKeySequence::Redo);
  edit->addActions({undo, redo});
  edit->addSeparator();
  copy = add(*edit, tr("&Copy"), {QKeySequence(QKeySequence::Copy)});
  copyLink = add(*edit, tr("Copy &link"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)});
  paste = add(*edit, tr("&Paste trace data or id"), {QKeySequence(QKeySequence::Paste)});
  clearReceived = add(*edit, tr("C&lear what was received"));
  edit->addSeparator();
  settings = add(*edit, tr("&Settings…"), {QKeySequence(Qt::CTRL | Qt::Key_Comma)});
  commands::setOtherWords(*settings, tr("options preferences ports limits token TLS forwarding"));
  fillView(bar);
  QMenu* go = bar.addMenu(tr("&Go"));
  goMenu = go;
  back = add(*go, tr("&Back"), {QKeySequence(Qt::ALT | Qt::Key_Left)});
  forward = add(*go, tr("&Forward"), {QKeySequence(Qt::ALT | Qt::Key_Right)});
  go->addSeparator();
  startPage = add(*go, tr("&Start page"));
  goToTrace = add(*go, tr("Trace by &id…"), {QKeySequence(Qt::CTRL | Qt::Key_G)});
  go->addSeparator();
  nextTab = add(*go, tr("&Next tab"),
                {QKeySequence(Qt::CTRL | Qt::Key_Tab), QKeySequence(Qt::CTRL | Qt::Key_PageDown)});
  previousTab =
      add(*go, tr("&Previous tab"),
          {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Backtab), QKeySequence(Qt::CTRL | Qt::Key_PageUp)});
  traceMenu = bar.addMenu(tr("&Trace"));
  QMenu* help = bar.addMenu(tr("&Help"));
  palette = add(*help, tr("&Commands…"),
                {QKeySequence(Qt::CTRL | Qt::Key_K), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)});
  shortcuts = add(*help, tr("&Keys and pointer…"), {QKeySequence(Qt::Key_Question)});
  help->addSeparator();
  about = add(*help, tr("&About Spanloupe"));
  connect(&parts.recent, &session::RecentFiles::changed, this, &WindowActions::fillRecent);
  fillRecent();
}

QAction* WindowActions::add(QMenu& menu, const QString& text, const QList<QKeySequence>& keys) {
  QAction* action = menu.addAction(text);
  action->setShortcuts(keys);
  return action;
}

void WindowActions::fillFile(QMenuBar& bar) {
  QMenu* file = bar.addMenu(tr("&File"));
  openFile = add(*file, tr("&Open file…"), {QKeySequence(QKeySequence::Open)});
  openFolder = add(*file, tr("Open &folder…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O)});
  m_recentMenu = file->addMenu(tr("Open &recent"));
  sample = add(*file, tr("Load the &sample"));
  file->addSeparator();
  listen = add(*file, {});
  testTrace = add(*file, tr("Send a &test trace"));
  endpoints = add(*file, tr("&Listening endpoints…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)});
  commands::setOtherWords(*endpoints, tr("ports OTLP gRPC HTTP receive variables"));
  file->addSeparator();
  saveAs = add(*file, tr("Save session &as…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)});
  file->addSeparator();
  closeTab = add(*file, tr("&Close tab"), {QKeySequence(Qt::CTRL | Qt::Key_W)});
  quit = add(*file, tr("&Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)});
}

void WindowActions::fillRecent() {
  m_recentMenu->clear();
  for (const session::RecentFile& file : m_recent.files()) {
    QString name = QDir::toNativeSeparators(file.paths.first());
    if (file.paths.size() > 1) name = tr("%1 and %2 more").arg(name).arg(file.paths.size() - 1);
    QAction* open = m_recentMenu->addAction(name.replace(QLatin1Char('&'), QLatin1String("&&")), this,
                                            [this, paths = file.paths] { emit recentChosen(paths); });
    commands::setFileName(*open, QFileInfo(file.paths.first()).fileName());
  }
  m_recentMenu->menuAction()->setVisible(!m_recent.files().empty());
}

void WindowActions::fillView(QMenuBar& bar) {
  viewMenu = bar.addMenu(tr("&View"));
  details = add(*viewMenu, tr("&Details"), {QKeySequence(Qt::CTRL | Qt::Key_D)});
  diagnostics = add(*viewMenu, tr("D&iagnostics"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)});
  details->setCheckable(true);
  diagnostics->setCheckable(true);
  viewMenu->addSeparator();
  fillThemes(*viewMenu->addMenu(tr("&Theme")));
  fillTextSizes(*viewMenu->addMenu(tr("Te&xt size")));
  fillZones(*viewMenu->addMenu(tr("T&imes")));
  secondWindow =
      add(*viewMenu, tr("Trace in a &second window"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)});
  fullScreen = add(*viewMenu, tr("&Full screen"), {QKeySequence(Qt::Key_F11)});
  fullScreen->setCheckable(true);
  viewMenu->addSeparator();
}

void WindowActions::fillThemes(QMenu& menu) {
  const std::array<std::pair<ui::Look::Mode, QString>, 3> modes{
      {{ui::Look::Mode::System, tr("As the &system")},
       {ui::Look::Mode::Light, tr("&Light")},
       {ui::Look::Mode::Dark, tr("&Dark")}}};
  for (const auto& [mode, text] : modes) {
    QAction* action = m_themes.addAction(menu.addAction(text));
    action->setCheckable(true);
    const auto follow = [this, action, own = mode] { action->setChecked(m_look.mode() == own); };
    connect(action, &QAction::triggered, this, [this, chosen = mode] { m_look.setMode(chosen); });
    connect(&m_look, &ui::Look::changed, action, follow);
    follow();
  }
}

void WindowActions::fillTextSizes(QMenu& menu) {
  constexpr double kStep = 0.1;
  const auto scaleBy = [this](double by) {
    m_look.setTextScale(std::round((m_look.textScale() + by) / kStep) * kStep);
  };
  QAction* larger = add(menu, tr("&Larger"),
                        {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
  QAction* smaller = add(menu, tr("&Smaller"), {QKeySequence(Qt::CTRL | Qt::Key_Minus)});
  QAction* usual = add(menu, tr("As the s&ystem says"), {QKeySequence(Qt::CTRL | Qt::Key_0)});
  connect(larger, &QAction::triggered, this, [scaleBy] { scaleBy(kStep); });
  connect(smaller, &QAction::triggered, this, [scaleBy] { scaleBy(-kStep); });
  connect(usual, &QAction::triggered, this, [this] { m_look.setTextScale(1); });
}

void WindowActions::fillZones(QMenu& menu) {
  for (const ui::TimeZone zone : {ui::TimeZone::Local, ui::TimeZone::Utc}) {
    QAction* action = m_zones.addAction(menu.addAction(ui::zoneName(zone)));
    action->setCheckable(true);
    const auto follow = [this, action, zone] { action->setChecked(m_look.timeZone() == zone); };
    connect(action, &QAction::triggered, this, [this, zone] { m_look.setTimeZone(zone); });
    connect(&m_look, &ui::Look::changed, action, follow);
    follow();
  }
}

}  // namespace spanloupe::shell
