// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The sketches of the traces on screen and of those seen last. They are made on the query pool, a few dozen
// at a time; rows that have been scrolled away are not waited for. UI thread.
#pragma once

#include <QObject>
#include <list>
#include <memory>
#include <unordered_map>

#include "ui/session/trace_session.h"
#include "ui/traces/trace_sketch.h"

namespace spanloupe::traces {

class SketchShelf : public QObject {
  Q_OBJECT
 public:
  explicit SketchShelf(session::TraceSession& session, QObject* parent = nullptr);

  struct Wanted {
    store::TraceRow row;
    std::uint32_t position = 0;  ///< In the snapshot.
  };
  /// What is on screen; asks for what is not here yet, also for traces that have grown.
  void show(const std::shared_ptr<const store::Snapshot>& snapshot, std::vector<Wanted> rows);
  /// Null until it has been made.
  [[nodiscard]] const TraceSketch* find(TraceId trace) const;
  [[nodiscard]] bool isWaiting() const { return m_asked; }
  [[nodiscard]] std::size_t size() const { return m_sketches.size(); }

  static constexpr std::size_t kKept = 2048;
  static constexpr std::size_t kAtOnce = 24;  ///< Traces of one question.
  /// Spans of one trace that are looked at: one block of a column.
  static constexpr std::size_t kMostSpans = 8192;

 signals:
  void changed();

 private:
  struct Entry {
    TraceSketch sketch;
    std::uint32_t spans = 0;  ///< Of the row it was made for.
    Duration duration{};
    std::list<TraceId>::iterator used;
  };
  struct Made {
    TraceId id;
    Entry entry;
  };
  void ask();
  [[nodiscard]] bool isHere(const store::TraceRow& row) const;
  void put(Made made);
  void clear();

  session::TraceSession& m_session;
  std::shared_ptr<const store::Snapshot> m_snapshot;
  std::vector<Wanted> m_wanted;  ///< On screen.
  std::unordered_map<TraceId, Entry> m_sketches;
  std::list<TraceId> m_used;  ///< Most recently shown first.
  bool m_asked = false;
  std::vector<TraceId> m_askedFor;
};

}  // namespace spanloupe::traces
