// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/visibility_history.h"

#include <algorithm>

namespace spanloupe::waterfall {

namespace {

constexpr std::size_t kMostSteps = 100;

Visibility withMatchesOf(Visibility visibility, const Visibility& now) {
  visibility.onlyMatches = now.onlyMatches;
  return visibility;
}

bool restrictsNoMore(const Visibility& wide, const Visibility& narrow) {
  return std::includes(narrow.hiddenServices.begin(), narrow.hiddenServices.end(),
                       wide.hiddenServices.begin(), wide.hiddenServices.end()) &&
         (!wide.onlyErrors || narrow.onlyErrors) && (!wide.onlyCritical || narrow.onlyCritical) &&
         // A focus within a focus: the outer one is wider.
         (wide.focus == kNoNode || narrow.focus != kNoNode);
}

}  // namespace

void VisibilityHistory::add(const Visibility& before, const Visibility& after) {
  if (withMatchesOf(before, after) == after) return;
  if (m_before.size() == kMostSteps) m_before.erase(m_before.begin());
  m_before.push_back(before);
}

std::optional<Visibility> VisibilityHistory::back(const Visibility& now) {
  if (m_before.empty()) return {};
  Visibility before = withMatchesOf(std::move(m_before.back()), now);
  m_before.pop_back();
  return before;
}

std::optional<Visibility> VisibilityHistory::lifted(const Visibility& now) {
  Visibility nothing;
  nothing.onlyMatches = now.onlyMatches;
  if (now == nothing) return {};
  if (!m_before.empty() && restrictsNoMore(m_before.back(), now)) return back(now);
  Visibility wider = now;
  if (now.focus != kNoNode) {
    wider.focus = kNoNode;
  } else if (now.onlyCritical) {
    wider.onlyCritical = false;
  } else if (now.onlyErrors) {
    wider.onlyErrors = false;
  } else {
    wider.hiddenServices.pop_back();
  }
  m_before.push_back(now);
  return wider;
}

}  // namespace spanloupe::waterfall
