// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_find.h"

#include <algorithm>

#include "ui/common/format.h"
#include "ui/common/search_field.h"
#include "ui/json/json_view.h"
#include "ui/session/trace_session.h"

namespace spanloupe::json {

JsonFind::JsonFind(session::TraceSession& session, JsonView& view, ui::SearchField& field, QObject* parent)
    : QObject(parent), m_session(session), m_view(view), m_field(field) {
  connect(&field, &ui::SearchField::textEdited, this, &JsonFind::find);
  connect(&field, &ui::SearchField::submitted, this, &JsonFind::step);
}

void JsonFind::setWaiting(bool waiting) {
  m_waiting = waiting;
  emit waitingChanged();
}

void JsonFind::find() {
  const QString needle = m_field.text().trimmed();
  m_session.cancel("json search", this);
  m_matches = {};
  m_view.setNeedle(needle);
  setWaiting(!needle.isEmpty() && m_view.document());
  if (!m_waiting) {
    m_field.setNote({});
    return;
  }
  m_session.ask(
      "json search",
      [document = m_view.document(), needle = needle.toStdString()](
          store::Reader& reader, const store::Snapshot&, std::stop_token stop) {
        return findLines(reader, *document, needle, stop);
      },
      this,
      [this](Result<Matches> matches) {
        setWaiting(false);
        if (matches) {
          take(std::move(*matches));
        } else {
          emit failed(matches.error());
        }
      });
}

void JsonFind::take(Matches matches) {
  m_matches = std::move(matches);
  if (m_matches.lines.empty()) {
    m_field.setNote(tr("none"), true);
    return;
  }
  const auto next = std::lower_bound(m_matches.lines.begin(), m_matches.lines.end(), m_view.currentLine());
  m_match = next == m_matches.lines.end() ? 0 : static_cast<std::size_t>(next - m_matches.lines.begin());
  showMatch();
}

void JsonFind::step(bool backwards) {
  const std::size_t count = m_matches.lines.size();
  if (count == 0) return;
  m_match = (m_match + (backwards ? count - 1 : 1)) % count;
  showMatch();
}

void JsonFind::showMatch() {
  const QString total = ui::formatCount(std::uint64_t{m_matches.lines.size()});
  m_field.setNote(tr("%1 of %2")
                      .arg(ui::formatCount(std::uint64_t{m_match + 1}),
                           m_matches.more ? total + QLatin1Char('+') : total));
  m_view.goTo(m_matches.lines[m_match]);
}

}  // namespace spanloupe::json
