// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/copy_link.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QRegularExpression>

#include "ui/shell/tab_area.h"
#include "ui/shell/trace_tab.h"

namespace spanloupe::shell {
namespace {

QString quoted(QString word) {
  static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:@%+=,][A-Za-z0-9_./:@%+=,-]*$"));
  if (plain.match(word).hasMatch()) return word;
  return QLatin1Char('\'') + word.replace(QLatin1Char('\''), QLatin1String("'\\''")) + QLatin1Char('\'');
}

}  // namespace

QString linkTo(const session::OpenedSession& session, TraceId trace, SpanId span) {
  QStringList words{QStringLiteral("spanloupe")};
  // What was pasted has no file of its own that stays; its session does.
  if (session.kind == session::SessionKind::Clipboard) words << quoted(QString::fromStdString(*session.path));
  if (session.kind == session::SessionKind::Files || session.kind == session::SessionKind::Stored ||
      session.kind == session::SessionKind::Sample)
    for (const std::string& file : session.files) words << quoted(QString::fromStdString(file));
  words << QStringLiteral("--trace") << QString::fromStdString(trace.hex());
  if (!span.isZero()) words << QStringLiteral("--span") << QString::fromStdString(span.hex());
  return words.join(QLatin1Char(' '));
}

CopyLink::CopyLink(QAction& action, session::TraceSession& session, TabArea& tabs, QObject* parent)
    : QObject(parent), m_action(action), m_session(session), m_tabs(tabs) {
  connect(&action, &QAction::triggered, this, &CopyLink::copy);
  connect(&tabs, &TabArea::currentChanged, this, &CopyLink::updateAction);
  connect(&session, &session::TraceSession::opened, this, &CopyLink::updateAction);
  updateAction();
}

void CopyLink::updateAction() {
  const TraceTab* tab = m_tabs.currentTrace();
  m_action.setEnabled(tab != nullptr && !tab->trace().isZero() && m_session.current() != nullptr);
}

void CopyLink::copy() {
  const TraceTab* tab = m_tabs.currentTrace();
  if (tab == nullptr || m_session.current() == nullptr) return;
  SpanId span;
  if (tab->document() && tab->selectedSpan() != kNoSpan)
    span = tab->document()->trace->spanId[tab->selectedSpan()];
  QGuiApplication::clipboard()->setText(linkTo(*m_session.current(), tab->trace(), span));
}

}  // namespace spanloupe::shell
