// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/sketch_shelf.h"

namespace spanloupe::traces {

SketchShelf::SketchShelf(session::TraceSession& session, QObject* parent)
    : QObject(parent), m_session(session) {
  connect(&session, &session::TraceSession::opened, this, &SketchShelf::clear);
}

void SketchShelf::clear() {
  m_snapshot.reset();
  m_wanted.clear();
  m_sketches.clear();
  m_used.clear();
  m_asked = false;
}

const TraceSketch* SketchShelf::find(TraceId trace) const {
  const auto found = m_sketches.find(trace);
  return found == m_sketches.end() ? nullptr : &found->second.sketch;
}

bool SketchShelf::isHere(const store::TraceRow& row) const {
  const auto found = m_sketches.find(row.id);
  return found != m_sketches.end() && found->second.spans == row.spans &&
         found->second.duration == row.duration;
}

void SketchShelf::show(const std::shared_ptr<const store::Snapshot>& snapshot, std::vector<Wanted> rows) {
  m_snapshot = snapshot;
  m_wanted = std::move(rows);
  for (const Wanted& wanted : m_wanted) {
    const auto found = m_sketches.find(wanted.row.id);
    if (found != m_sketches.end()) m_used.splice(m_used.begin(), m_used, found->second.used);
  }
  ask();
}

void SketchShelf::ask() {
  std::vector<Wanted> missing;
  for (const Wanted& wanted : m_wanted) {
    if (missing.size() == kAtOnce) break;
    if (!isHere(wanted.row)) missing.push_back(wanted);
  }
  if (missing.empty()) {
    // What was asked before is of rows that are no longer on screen.
    if (m_asked) m_session.cancel("sketches", this);
    m_asked = false;
    return;
  }
  std::vector<TraceId> ids;
  for (const Wanted& wanted : missing) ids.push_back(wanted.row.id);
  if (m_asked && ids == m_askedFor) return;
  m_askedFor = std::move(ids);
  m_asked = true;
  m_session.ask(
      "sketches",
      [snapshot = m_snapshot, missing = std::move(missing)](store::Reader& reader, const store::Snapshot&,
                                                            std::stop_token stop) {
        Result<std::vector<Made>> made;
        for (const Wanted& wanted : missing) {
          if (stop.stop_requested()) break;
          const auto outline = reader.outlineAt(*snapshot, wanted.position, kMostSpans);
          // A list without pictures is still a list: only the line of the root is drawn then.
          made->push_back({wanted.row.id,
                           {sketchOf(outline ? *outline : store::TraceOutline{}, wanted.row),
                            wanted.row.spans,
                            wanted.row.duration,
                            {}}});
        }
        return made;
      },
      this,
      [this](Result<std::vector<Made>> made) {
        m_asked = false;
        if (!made) return;
        for (Made& one : *made) put(std::move(one));
        emit changed();
        ask();
      });
}

void SketchShelf::put(Made made) {
  const auto found = m_sketches.find(made.id);
  if (found != m_sketches.end()) {
    made.entry.used = found->second.used;
    found->second = std::move(made.entry);
    return;
  }
  m_used.push_front(made.id);
  made.entry.used = m_used.begin();
  m_sketches.emplace(made.id, std::move(made.entry));
  while (m_sketches.size() > kKept) {
    m_sketches.erase(m_used.back());
    m_used.pop_back();
  }
}

}  // namespace spanloupe::traces
