// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What views share with each other: the selected trace and span, and the wish to see a trace. Views talk to
// each other through this only. UI thread.
#pragma once

#include <QObject>
#include <memory>
#include <optional>

#include "core/model/trace.h"

namespace spanloupe::store {
class Snapshot;
}

namespace spanloupe::session {

/// A span inside a trace that some view shows; no trace = nothing is selected.
struct Selection {
  std::optional<TraceId> trace;
  SpanIndex span =
      kNoSpan;  ///< Position in the Trace, as ids may occur twice; kNoSpan = the trace as a whole.
  friend bool operator==(const Selection&, const Selection&) = default;
};

/// A log record that some view shows; no snapshot = none.
struct LogSelection {
  std::shared_ptr<const store::Snapshot> snapshot;
  SpanRef ref;
  friend bool operator==(const LogSelection&, const LogSelection&) = default;
};

class ViewState : public QObject {
  Q_OBJECT
 public:
  explicit ViewState(QObject* parent = nullptr);

  [[nodiscard]] const Selection& selection() const { return m_selection; }
  void select(const Selection& selection);
  [[nodiscard]] const LogSelection& log() const { return m_log; }
  void selectLog(const LogSelection& log);
  /// Asks for a tab of that trace; a zero span = no span in particular.
  void openTrace(TraceId trace, SpanId span = {}) { emit traceRequested(trace, span); }

 signals:
  void selectionChanged();
  void logSelectionChanged();
  void traceRequested(spanloupe::TraceId trace, spanloupe::SpanId span);
  /// Side by side.
  void compareRequested(spanloupe::TraceId left, spanloupe::TraceId right);
  void openFileRequested();
  void diagnosticsRequested();
  /// Everything received so far is to be hidden.
  void clearRequested();

 private:
  Selection m_selection;
  LogSelection m_log;
};

}  // namespace spanloupe::session
