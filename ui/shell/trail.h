// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Go > Back and Forward: first through the zooms of the waterfall that is seen, then through the places that
// were left for another trace or span. One key for both, as one pair of arrows is all a person remembers.
// UI thread.
#pragma once

#include <QObject>
#include <vector>

#include "ui/shell/open_tab.h"

class QAction;

namespace spanloupe::shell {

class TabArea;

/// The actions that walk it and what they walk in; all outlive it.
struct TrailParts {
  QAction& back;
  QAction& forward;
  TabArea& tabs;
};

class Trail : public QObject {
  Q_OBJECT
 public:
  static constexpr std::size_t kKept = 64;

  Trail(const TrailParts& parts, QObject* parent);

  /// Another trace or span is about to be shown: what is seen now can be gone back to.
  void leave();
  void clear();

 signals:
  /// Back or forward to another place.
  void went();

 private:
  struct Place {
    int view = -1;  ///< Of the window; negative: a trace.
    OpenTab tab;
  };
  using Places = std::vector<Place>;

  [[nodiscard]] Place here() const;
  [[nodiscard]] QAction* zoom(bool isBack) const;
  void go(bool isBack);
  void followTab();
  void refresh();

  TrailParts m_parts;
  Places m_back;
  Places m_forward;
};

}  // namespace spanloupe::shell
