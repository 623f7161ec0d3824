// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/log_row_source.h"

#include <QClipboard>
#include <QGuiApplication>
#include <algorithm>
#include <utility>

#include "ui/logs/log_text.h"

namespace spanloupe::logs {
namespace {

std::vector<SpanRef> refsIn(const LogRowSource& source, int first, int end) {
  std::vector<SpanRef> refs;
  refs.reserve(static_cast<std::size_t>(std::max(0, end - first)));
  for (int row = first; row < end; ++row) refs.push_back(source.refOf(row));
  return refs;
}

/// A part at a time: bodies may be long.
Result<void> visitRecords(store::Reader& reader, const store::Snapshot& snapshot,
                          const std::vector<SpanRef>& refs, const std::stop_token& stop,
                          const std::function<void(const LogRecord&)>& visit) {
  constexpr std::size_t kPart = 1000;
  for (std::size_t at = 0; at < refs.size(); at += kPart) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    const auto records =
        reader.logs(snapshot, std::span(refs).subspan(at, std::min(kPart, refs.size() - at)));
    if (!records) return unexpected(records.error());
    for (const LogRecord& record : *records) visit(record);
  }
  return {};
}

}  // namespace

LogRowSource::LogRowSource(session::TraceSession& session, QObject* parent)
    : QObject(parent), m_session(session) {}

QString LogRowSource::spanName(int) const { return {}; }

bool LogRowSource::isMarked(int) const { return false; }

const query::LogRow* LogRowSource::row(int row) const {
  const std::int64_t at = std::int64_t{row} - m_first;
  return at >= 0 && at < static_cast<std::int64_t>(m_rows.size()) ? &m_rows[static_cast<std::size_t>(at)]
                                                                  : nullptr;
}

bool LogRowSource::hasRows(int first, int end) const {
  return first >= m_first && std::int64_t{end} <= m_first + static_cast<std::int64_t>(m_rows.size());
}

void LogRowSource::setWindow(int first, std::vector<query::LogRow> rows) {
  ++m_list;
  m_first = first;
  m_rows = std::move(rows);
}

void LogRowSource::clearWindow() {
  setWindow(0, {});
  m_session.cancel("log rows", this);
  setRowsAsked(false);
}

void LogRowSource::setRowsAsked(bool asked) {
  if (std::exchange(m_rowsAsked, asked) != asked) emit waitingForRowsChanged();
}

void LogRowSource::showRows(int first, int count) {
  m_firstShown = std::max(0, first);
  m_shown = std::max(1, count);
  if (!snapshot()) return;
  const auto listed = [this](std::int64_t row) {
    return static_cast<int>(std::clamp<std::int64_t>(row, 0, rowCount()));
  };
  const int begin = listed(m_firstShown);
  const int end = listed(std::int64_t{m_firstShown} + m_shown);
  if (begin >= end || hasRows(begin, end)) {
    // What was asked for on the way must not take the place of what is seen.
    m_session.cancel("log rows", this);
    return setRowsAsked(false);
  }
  const int from = listed(std::int64_t{begin} - kMargin);
  const int to = listed(std::int64_t{end} + kMargin);
  setRowsAsked(true);
  m_session.ask(
      "log rows",
      [snapshot = snapshot(), refs = refsIn(*this, from, to)](store::Reader& reader, const store::Snapshot&,
                                                              std::stop_token stop) {
        return query::logRows(reader, *snapshot, refs, std::move(stop));
      },
      this,
      [this, from, list = m_list](Result<std::vector<query::LogRow>> rows) {
        setRowsAsked(false);
        if (!rows) {
          rowsFailed(rows.error());
        } else if (list == m_list) {
          m_first = from;
          m_rows = std::move(*rows);
          emit rowsChanged();
        }
      });
}

void LogRowSource::copyLines(int first, int last, ui::TimeZone zone) {
  copy(first, last,
       [zone](QString& text, const LogRecord& record) {
         if (!text.isEmpty()) text += u'\n';
         text += copiedLine(record, zone);
       },
       {});
}

void LogRowSource::copyJson(int first, int last) {
  copy(
      first, last,
      [](QString& text, const LogRecord& record) {
        text += text.isEmpty() ? QStringLiteral("{\"resourceLogs\":[\n") : QStringLiteral(",\n");
        text += copiedJson(record);
      },
      QStringLiteral("\n]}\n"));
}

void LogRowSource::copy(int first, int last, AddRecord add, const QString& end) {
  if (!snapshot() || first < 0 || last < first || last >= rowCount()) return;
  const int behind =
      static_cast<int>(std::min<std::int64_t>(std::int64_t{last} + 1, std::int64_t{first} + kMostCopied));
  if (behind <= last)
    emit noted(tr("The first %1 of %2 records are copied")
                   .arg(ui::formatCount(std::int64_t{kMostCopied}),
                        ui::formatCount(std::int64_t{last} - first + 1)));
  m_session.ask(
      "copied logs",
      [snapshot = snapshot(), refs = refsIn(*this, first, behind), add = std::move(add), end](
          store::Reader& reader, const store::Snapshot&, std::stop_token stop) -> Result<QString> {
        QString text;
        const auto visited =
            visitRecords(reader, *snapshot, refs, stop, [&](const LogRecord& record) { add(text, record); });
        if (!visited) return unexpected(visited.error());
        return text + end;
      },
      this,
      [this](Result<QString> text) {
        if (text) {
          QGuiApplication::clipboard()->setText(*text);
        } else {
          emit failed(text.error());
        }
      });
}

}  // namespace spanloupe::logs
