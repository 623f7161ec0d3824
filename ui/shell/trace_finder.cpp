// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/trace_finder.h"

#include "ui/session/released_elsewhere.h"

namespace spanloupe::shell {

TraceFinder::TraceFinder(session::TraceSession& session, QObject* parent)
    : QObject(parent), m_session(session) {}

void TraceFinder::setTrace(std::shared_ptr<const store::Snapshot> snapshot, query::SpanCells cells) {
  m_session.cancel("find texts", this);
  m_session.cancel("find", this);
  m_isReading = m_isSearching = false;
  m_snapshot = std::move(snapshot);
  m_cells = std::move(cells);
  m_text.reset();
  if (!m_words.isEmpty()) find(m_words);
}

void TraceFinder::prepare() {
  if (m_text || m_isReading || !m_cells.trace) return;
  m_isReading = true;
  using Texts = Result<std::shared_ptr<const query::TraceText>>;
  m_session.ask(
      "find texts",
      [snapshot = m_snapshot, trace = m_cells.trace](store::Reader& reader, const store::Snapshot&,
                                                     std::stop_token stop) -> Texts {
        auto texts = query::TraceText::read(reader, *snapshot, trace, std::move(stop));
        if (!texts) return texts;
        return session::releasedElsewhere(std::move(*texts));
      },
      this,
      [this](Texts texts) {
        m_isReading = false;
        if (!texts) {
          emit failed(texts.error());
          return;
        }
        m_text = std::move(*texts);
        emit textRead(m_text);
        search();
      });
}

void TraceFinder::find(const QString& words) {
  m_words = words;
  if (m_text) {
    search();
  } else if (!words.isEmpty()) {
    prepare();
  }
}

void TraceFinder::search() {
  m_session.cancel("find", this);
  m_isSearching = !m_words.isEmpty();
  if (!m_isSearching) return;
  using Spans = Result<std::vector<SpanIndex>>;
  m_session.ask(
      "find",
      [snapshot = m_snapshot, cells = m_cells, text = m_text, words = m_words.toStdString()](
          store::Reader& reader, const store::Snapshot&, std::stop_token stop) -> Spans {
        return query::findSpans(reader, *snapshot, cells, *text, words, std::move(stop));
      },
      this,
      [this, words = m_words](const Spans& spans) {
        m_isSearching = false;
        if (spans) {
          emit found(words, *spans);
        } else {
          emit failed(spans.error());
        }
      });
}

}  // namespace spanloupe::shell
