// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/service_colors.h"

#include <algorithm>

#include "ui/common/theme.h"

namespace spanloupe::shell {
namespace {

using Entry = ui::ServicePalette::Entry;

/// A session is a file like any other: what it says may be nonsense.
std::vector<Entry> entriesOf(const std::vector<store::ServiceColor>& colors) {
  std::vector<Entry> entries;
  for (const store::ServiceColor& color : colors) {
    const bool sane = color.slot >= ui::kVirtualSlot && color.slot < ui::kServiceSlots &&
                      color.texture >= 0 && color.texture <= static_cast<int>(ui::Texture::Dots);
    if (!sane || color.service.empty()) continue;
    entries.push_back({QString::fromStdString(color.service), color.slot,
                       static_cast<ui::Texture>(color.texture),
                       QString::fromStdString(color.letters).left(4)});
  }
  return entries;
}

std::vector<store::ServiceColor> colorsOf(const std::vector<Entry>& entries) {
  std::vector<store::ServiceColor> colors;
  for (const Entry& entry : entries)
    colors.push_back(
        {entry.name.toStdString(), entry.slot, static_cast<int>(entry.texture), entry.letters.toStdString()});
  return colors;
}

}  // namespace

ServiceColors::ServiceColors(ui::Look& look, session::TraceSession& session, QObject* parent)
    : QObject(parent), m_look(look), m_session(session) {
  connect(&session, &session::TraceSession::opened, this, &ServiceColors::begin);
  connect(&session, &session::TraceSession::overviewChanged, this, [this] {
    assign();
    askLogServices();
  });
  connect(&session, &session::TraceSession::loaded, this, &ServiceColors::keep);
}

void ServiceColors::begin() {
  m_known = false;
  m_kept.clear();
  m_names.clear();
  m_logServices = {};
  m_askedOf.reset();
  m_isAsking = false;  // What was on its way is not answered any more.
  m_look.restoreServices({});
}

void ServiceColors::assign() {
  const session::Overview& overview = m_session.overview();
  if (!m_known && overview.serviceColors) {
    m_kept = entriesOf(*overview.serviceColors);
    m_known = true;
  }
  std::vector<QString> names;
  for (const auto& [name, spans] : overview.statistics.services)
    names.push_back(QString::fromStdString(name));
  std::vector<QString> ofLogs;
  for (const std::string& name : m_logServices.names) ofLogs.push_back(QString::fromStdString(name));
  const auto spanNames = static_cast<std::ptrdiff_t>(names.size());
  names.insert(names.end(), ofLogs.begin(), ofLogs.end());
  if (names == m_names) return;
  m_names = std::move(names);
  ui::ServicePalette palette;
  palette.restore(m_kept);
  palette.add({m_names.begin(), m_names.begin() + spanNames});
  palette.add(ofLogs);
  m_look.restoreServices(palette.entries());
}

void ServiceColors::askLogServices() {
  const auto& snapshot = m_session.snapshot();
  if (m_isAsking || !snapshot || snapshot == m_askedOf || m_session.overview().statistics.logs == 0) return;
  m_isAsking = true;
  m_askedOf = snapshot;
  m_session.ask(
      "log services",
      [known = m_logServices](store::Reader& reader, const store::Snapshot& asked, std::stop_token stop) {
        return query::logServices(reader, asked, known, std::move(stop));
      },
      this,
      [this](Result<query::LogServices> services) {
        m_isAsking = false;
        // What cannot be read now is asked of the next snapshot.
        if (services) {
          m_logServices = std::move(*services);
          assign();
          if (!m_session.isBusy() && !m_session.isLive()) keep();
        }
        askLogServices();
      });
}

void ServiceColors::keep() {
  if (!m_known || m_look.services().entries() == m_kept) return;
  m_kept = m_look.services().entries();
  // A session that cannot be written shows the same colours all the same: they follow from the names.
  m_session.ask(
      "keep colours",
      [path = m_session.current()->path, colors = colorsOf(m_kept)](store::Reader&, const store::Snapshot&,
                                                                    std::stop_token) {
        return store::writeServiceColors(*path, colors);
      },
      this, [](const Result<void>&) {});
}

}  // namespace spanloupe::shell
