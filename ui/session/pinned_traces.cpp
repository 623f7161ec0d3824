// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/pinned_traces.h"

#include <algorithm>
#include <utility>

namespace spanloupe::session {

bool holds(const PinnedTraces::Ids& ids, TraceId trace) {
  return std::binary_search(ids.begin(), ids.end(), trace);
}

PinnedTraces::PinnedTraces(TraceSession& session, Listening& listening, QObject* parent)
    : QObject(parent), m_session(session), m_listening(listening) {
  connect(&session, &TraceSession::liveChanged, this, [this] {
    take({});
    read();
  });
  connect(&session, &TraceSession::snapshotChanged, this, [this] {
    if (m_isWanted) read();
  });
  connect(&listening, &Listening::pinnedChanged, this, &PinnedTraces::read);
}

bool PinnedTraces::isPinned(TraceId trace) const { return holds(*m_ids, trace); }

void PinnedTraces::setPinned(TraceId trace, bool isPinned) {
  if (!canPin() || trace.isZero() || this->isPinned(trace) == isPinned) return;
  Ids ids = *m_ids;
  const auto place = std::lower_bound(ids.begin(), ids.end(), trace);
  if (isPinned) {
    ids.insert(place, trace);
  } else {
    ids.erase(place);
  }
  take(std::move(ids));
  m_listening.setPinned(trace, isPinned);
}

void PinnedTraces::read() {
  m_isWanted = canPin() && !m_session.snapshot();
  if (!canPin() || m_isWanted) return;
  m_session.ask(
      "pinned traces",
      [](store::Reader& reader, const store::Snapshot&, std::stop_token) { return reader.pinnedTraces(); },
      this,
      [this](Result<Ids> ids) {
        // What cannot be read now is as it was; other questions say why.
        if (ids && canPin()) take(std::move(*ids));
      });
}

void PinnedTraces::take(Ids ids) {
  m_ids = std::make_shared<const Ids>(std::move(ids));
  emit changed();
}

}  // namespace spanloupe::session
