// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tab_memory.h"

#include <QCryptographicHash>
#include <QSettings>
#include <chrono>

#include "ui/shell/open_tab.h"
#include "ui/shell/second_window.h"
#include "ui/shell/tab_area.h"

namespace spanloupe::shell {
namespace {

constexpr auto kOrder = "tabs/sessions";
constexpr auto kLast = "tabs/last";
constexpr std::chrono::milliseconds kRest{500};

// A path may hold anything; a settings key may not.
QString nameOf(const session::OpenedSession& session) {
  const QByteArray path = QByteArray::fromStdString(*session.path);
  return QString::fromLatin1(QCryptographicHash::hash(path, QCryptographicHash::Sha1).toHex().left(16));
}

QString keyOf(const QString& session) { return QStringLiteral("tabs/") + session; }

QStringList filesOf(const session::OpenedSession& session) {
  QStringList files;
  if (session.kind == session::SessionKind::Default) return files;
  for (const std::string& file : session.files) files << QString::fromStdString(file);
  if (files.isEmpty() || session.kind == session::SessionKind::Clipboard ||
      session.kind == session::SessionKind::Sample)
    files = {QString::fromStdString(*session.path)};
  return files;
}

}  // namespace

TabMemory::TabMemory(QSettings& settings, session::TraceSession& session, TabArea& tabs, QObject* parent)
    : QObject(parent), m_settings(settings), m_session(session), m_tabs(tabs) {
  m_rest.setSingleShot(true);
  m_rest.setInterval(kRest);
  connect(&m_rest, &QTimer::timeout, this, &TabMemory::write);
  connect(&tabs, &TabArea::tabsChanged, this, &TabMemory::writeSoon);
}

void TabMemory::follow(const SecondWindow& second) {
  m_second = &second;
  connect(&second, &SecondWindow::changed, this, &TabMemory::writeSoon);
}

void TabMemory::writeSoon() {
  if (!m_paused && !m_rest.isActive()) m_rest.start();
}

void TabMemory::pause() {
  if (m_rest.isActive()) flush();
  m_paused = true;
}

void TabMemory::flush() {
  m_rest.stop();
  write();
}

QStringList TabMemory::lastFiles() const { return m_settings.value(QLatin1String(kLast)).toStringList(); }

void TabMemory::restore() {
  const session::OpenedSession* current = m_session.current();
  if (current == nullptr || !m_paused) return;
  m_settings.setValue(QLatin1String(kLast), filesOf(*current));
  m_name = nameOf(*current);
  m_settings.beginGroup(keyOf(m_name));
  std::vector<OpenTab> open;
  const int count = std::min(m_settings.beginReadArray(QStringLiteral("open")), static_cast<int>(kTabs));
  for (int i = 0; i < count; ++i) {
    m_settings.setArrayIndex(i);
    const auto trace = TraceId::fromHex(m_settings.value(QStringLiteral("trace")).toString().toStdString());
    const auto span = SpanId::fromHex(m_settings.value(QStringLiteral("span")).toString().toStdString());
    if (!trace) continue;
    open.push_back(
        {*trace,
         span.value_or(SpanId{}),
         {m_settings.value(QStringLiteral("name")).toString(), QString::fromStdString(trace->hex()).left(8),
          m_settings.value(QStringLiteral("service")).toString(), true}});
  }
  m_settings.endArray();
  const int shown = m_settings.value(QStringLiteral("shown"), -1).toInt();
  m_settings.endGroup();
  m_tabs.reopen(open, shown);
  m_paused = false;
  write();
}

void TabMemory::write() {
  if (m_paused) return;
  QStringList order = m_settings.value(QLatin1String(kOrder)).toStringList();
  order.removeAll(m_name);
  order.prepend(m_name);
  while (order.size() > kSessions) m_settings.remove(keyOf(order.takeLast()));
  m_settings.setValue(QLatin1String(kOrder), order);

  std::vector<OpenTab> open = m_tabs.openTraces();
  const auto beside = m_second == nullptr ? std::nullopt : m_second->tab();
  if (beside) open.push_back(*beside);
  if (open.size() > kTabs) open.resize(kTabs);
  m_settings.remove(keyOf(m_name));
  m_settings.beginGroup(keyOf(m_name));
  m_settings.beginWriteArray(QStringLiteral("open"), static_cast<int>(open.size()));
  for (std::size_t i = 0; i < open.size(); ++i) {
    m_settings.setArrayIndex(static_cast<int>(i));
    m_settings.setValue(QStringLiteral("trace"), QString::fromStdString(open[i].trace.hex()));
    if (!open[i].span.isZero())
      m_settings.setValue(QStringLiteral("span"), QString::fromStdString(open[i].span.hex()));
    m_settings.setValue(QStringLiteral("name"), open[i].label.name);
    m_settings.setValue(QStringLiteral("service"), open[i].label.service);
  }
  m_settings.endArray();
  m_settings.setValue(QStringLiteral("shown"), m_tabs.shownTrace());
  m_settings.endGroup();
}

}  // namespace spanloupe::shell
