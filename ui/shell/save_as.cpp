// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/save_as.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include "ui/common/states.h"
#include "ui/shell/status_line.h"

namespace spanloupe::shell {
namespace {

const QString kSuffix = QStringLiteral(".spanloupe");

/// "shop.otlp.json" was opened: "shop.spanloupe" beside it.
QString proposal(const session::OpenedSession& session) {
  if (session.kind != session::SessionKind::Files || session.files.empty())
    return QDir::home().filePath(sessionName(session).toLower().replace(QLatin1Char(' '), QLatin1Char('-')) +
                                 kSuffix);
  const QFileInfo first(QString::fromStdString(session.files.front()));
  return first.dir().filePath(first.baseName() + kSuffix);
}

}  // namespace

SaveAs::SaveAs(const SaveParts& parts, QWidget* window)
    : QObject(window), m_parts(parts), m_window(window), m_saver(new session::SessionSaver(this)) {
  connect(&parts.action, &QAction::triggered, this, &SaveAs::ask);
  connect(&parts.session, &session::TraceSession::snapshotChanged, this, &SaveAs::updateAction);
  connect(&parts.session, &session::TraceSession::opened, this, &SaveAs::updateAction);
  connect(m_saver, &session::SessionSaver::started, this, [this](const QString& target) {
    m_parts.error.clear();
    m_parts.status.showSaving(target, 0);
    updateAction();
  });
  connect(m_saver, &session::SessionSaver::progressed, this,
          [this](double share) { m_parts.status.showSaving({}, share); });
  connect(m_saver, &session::SessionSaver::finished, this, [this](const QString& target) {
    m_parts.status.showSaved(target);
    updateAction();
  });
  connect(m_saver, &session::SessionSaver::failed, this, [this](const Error& error) {
    m_parts.status.showSaved({});
    m_parts.error.show(tr("Cannot save the session."), error);
    updateAction();
  });
  updateAction();
}

void SaveAs::updateAction() {
  m_parts.action.setEnabled(m_parts.session.snapshot() != nullptr && !m_saver->isSaving());
}

void SaveAs::ask() {
  const auto session = m_parts.session.current()->path;
  QString target =
      QFileDialog::getSaveFileName(m_window, tr("Save session as"), proposal(*m_parts.session.current()),
                                   tr("Spanloupe sessions (*%1)").arg(kSuffix));
  if (target.isEmpty()) return;
  // The dialog has asked about replacing the name as it was typed, not as it is completed here.
  const bool complete = target.endsWith(kSuffix);
  if (!complete) target += kSuffix;
  m_saver->save(session, target, complete ? store::Overwrite::Yes : store::Overwrite::No);
}

}  // namespace spanloupe::shell
