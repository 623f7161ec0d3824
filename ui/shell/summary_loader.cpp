// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/summary_loader.h"

namespace spanloupe::shell {
namespace {
// Some hundred screens full.
constexpr std::size_t kMostKnown = 20'000;
}  // namespace

SummaryLoader::SummaryLoader(session::TraceSession& session, QObject* parent)
    : QObject(parent), m_session(session) {}

void SummaryLoader::setTrace(std::shared_ptr<const store::Snapshot> snapshot,
                             std::shared_ptr<const Trace> trace) {
  m_session.cancel("summaries", this);
  m_snapshot = std::move(snapshot);
  m_trace = std::move(trace);
  m_known.clear();
  m_waiting = false;
}

const waterfall::SpanSummary* SummaryLoader::summary(SpanIndex span) const {
  const auto found = m_known.find(span);
  return found == m_known.end() ? nullptr : &found->second;
}

void SummaryLoader::request(std::span<const SpanIndex> spans) {
  if (!m_trace) return;
  std::vector<SpanIndex> wanted(spans.begin(), spans.end());
  std::vector<SpanRef> refs;
  for (const SpanIndex span : wanted) refs.push_back(m_trace->ref[span]);
  m_waiting = true;
  m_session.ask(
      "summaries",
      [snapshot = m_snapshot, refs = std::move(refs)](
          store::Reader& reader, const store::Snapshot&,
          std::stop_token) -> Result<std::vector<waterfall::SpanSummary>> {
        const auto records = reader.spans(*snapshot, refs);
        if (!records) return unexpected(records.error());
        std::vector<waterfall::SpanSummary> summaries;
        for (const SpanRecord& record : *records) summaries.push_back(waterfall::summarize(record));
        return summaries;
      },
      this,
      [this, wanted = std::move(wanted)](Result<std::vector<waterfall::SpanSummary>> summaries) {
        m_waiting = false;
        // A row without its summary is still a row: the name is there, and reading its details will say what
        // is wrong.
        if (!summaries || summaries->size() != wanted.size()) return;
        if (m_known.size() + wanted.size() > kMostKnown) m_known.clear();
        for (std::size_t i = 0; i < wanted.size(); ++i)
          m_known.insert_or_assign(wanted[i], std::move((*summaries)[i]));
        emit changed();
      });
}

}  // namespace spanloupe::shell
