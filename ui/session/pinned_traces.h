// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The traces that the limits keep, of the session that is shown while it receives, and the wish to keep one.
// Of other sessions nothing is ever dropped, so none of theirs is pinned. UI thread.
#pragma once

#include <QObject>
#include <memory>
#include <vector>

#include "ui/session/listening.h"
#include "ui/session/trace_session.h"

namespace spanloupe::session {

class PinnedTraces : public QObject {
  Q_OBJECT
 public:
  /// Ascending.
  using Ids = std::vector<TraceId>;

  /// Both must outlive this.
  PinnedTraces(TraceSession& session, Listening& listening, QObject* parent = nullptr);

  [[nodiscard]] bool canPin() const { return m_session.isLive(); }
  [[nodiscard]] bool isPinned(TraceId trace) const;
  [[nodiscard]] const std::shared_ptr<const Ids>& ids() const { return m_ids; }
  /// Shown at once, and as it is when it has been written.
  void setPinned(TraceId trace, bool isPinned);

 signals:
  /// Of ids() or canPin().
  void changed();

 private:
  void read();
  void take(Ids ids);

  TraceSession& m_session;
  Listening& m_listening;
  std::shared_ptr<const Ids> m_ids = std::make_shared<const Ids>();
  bool m_isWanted = false;  ///< To be read when there is a snapshot.
};

/// Whether it is among them.
[[nodiscard]] bool holds(const PinnedTraces::Ids& ids, TraceId trace);

}  // namespace spanloupe::session
