// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_find.h"

#include <algorithm>

#include "ui/common/find_field.h"
#include "ui/json/json_view.h"
#include "ui/session/trace_session.h"

namespace spanloupe::json {
namespace {

/// How often what was found so far is shown.
constexpr std::chrono::milliseconds kSlice{100};

struct Answer {
  std::shared_ptr<const LineSearch> search;
  FoundLines found;
};

}  // namespace

JsonFind::JsonFind(session::TraceSession& session, JsonView& view, ui::FindField& field, QObject* parent)
    : QObject(parent), m_session(session), m_view(view), m_field(field) {
  connect(&field, &ui::FindField::textEdited, this, &JsonFind::find);
  connect(&field, &ui::FindField::goRequested, this, &JsonFind::step);
}

void JsonFind::setWaiting(bool waiting) {
  m_waiting = waiting;
  emit waitingChanged();
}

void JsonFind::find() {
  const QString words = m_field.text().trimmed();
  m_session.cancel("json search", this);
  m_lines.clear();
  m_line = 0;
  m_share = 0;
  m_isAll = false;
  m_view.setNeedle(words);
  setWaiting(!words.isEmpty() && m_view.document());
  if (!m_waiting) {
    m_field.clearResult();
    return;
  }
  showCount();
  ask(nullptr, 0);
}

void JsonFind::ask(const std::shared_ptr<const LineSearch>& search, std::size_t next) {
  m_session.ask(
      "json search",
      [search, next, document = m_view.document(), words = m_field.text().trimmed().toStdString()](
          store::Reader& reader, const store::Snapshot&, std::stop_token stop) -> Result<Answer> {
        Answer answer{search ? search : std::make_shared<const LineSearch>(document, words), {}};
        auto found = answer.search->search(reader, next, kSlice, stop);
        if (!found) return unexpected(found.error());
        answer.found = std::move(*found);
        return answer;
      },
      this,
      [this](Result<Answer> answer) {
        if (!answer) {
          setWaiting(false);
          emit failed(answer.error());
          return;
        }
        const std::size_t after = answer->found.next;
        const bool isOver = answer->search->isOver(after);
        m_isAll = isOver;
        m_share = answer->search->share(after);
        take(std::move(answer->found.lines));
        const bool goesOn = !isOver && m_lines.size() < kMostLines;
        setWaiting(goesOn);
        if (goesOn) ask(answer->search, after);
      });
}

void JsonFind::take(std::vector<DocLine> lines) {
  const bool isFirst = m_lines.empty() && !lines.empty();
  const DocLine at = isFirst || m_lines.empty() ? m_view.currentLine() : m_lines[m_line];
  const auto middle = static_cast<std::ptrdiff_t>(m_lines.size());
  m_lines.insert(m_lines.end(), lines.begin(), lines.end());
  std::inplace_merge(m_lines.begin(), m_lines.begin() + middle, m_lines.end());
  if (m_lines.size() > kMostLines) {
    m_lines.resize(kMostLines);
    m_isAll = false;
  }
  // Lines that come later may stand before the one that is shown, which stays.
  const auto next = std::lower_bound(m_lines.begin(), m_lines.end(), at);
  m_line = next == m_lines.end() ? 0 : static_cast<std::size_t>(next - m_lines.begin());
  if (isFirst) {
    goTo(m_line);
  } else {
    showCount();
  }
}

void JsonFind::step(bool forward) {
  const std::size_t count = m_lines.size();
  if (count > 0) goTo((m_line + (forward ? 1 : count - 1)) % count);
}

void JsonFind::goTo(std::size_t line) {
  m_line = line;
  showCount();
  m_view.goTo(m_lines[m_line]);
}

void JsonFind::showCount() { m_field.setResult(m_lines.empty() ? 0 : m_line + 1, m_lines.size(), m_isAll); }

}  // namespace spanloupe::json
