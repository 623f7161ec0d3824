// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What was shown before, so that focus, hidden services and rules can be taken back step by step. The rule of
// a search is no step: it comes and goes with what is typed. Bounded; a value; UI thread.
#pragma once

#include <optional>
#include <vector>

#include "ui/waterfall/visibility.h"

namespace spanloupe::waterfall {

class VisibilityHistory {
 public:
  void clear() { m_before.clear(); }
  void add(const Visibility& before, const Visibility& after);
  [[nodiscard]] bool canGoBack() const { return !m_before.empty(); }
  /// What was in force before the last step; nothing at the beginning.
  [[nodiscard]] std::optional<Visibility> back(const Visibility& now);
  /// `now` without its newest restriction, whatever was lifted since; nothing when all is shown.
  [[nodiscard]] std::optional<Visibility> lifted(const Visibility& now);

 private:
  std::vector<Visibility> m_before;
};

}  // namespace spanloupe::waterfall
