// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// When which service of a trace was at work: what a picture of some pixels needs, read from few columns and
// of a limited number of spans. Immutable once made; any thread.
#pragma once

#include <string>
#include <vector>

#include "core/base/time.h"

namespace spanloupe::store {

struct OutlineSpan {
  Timestamp start;  ///< As reported.
  Timestamp end;
  std::uint32_t service = 0;  ///< Place in `services`.
  bool isRoot = false;        ///< Has no parent id.
  bool isOrphan = false;      ///< Its parent is not in the same segment.
};

struct TraceOutline {
  std::vector<OutlineSpan> spans;  ///< In no order.
  std::vector<std::string> services;
  bool isWhole = true;  ///< False: only so many spans as were asked for, the earliest of its newest segments.
};

}  // namespace spanloupe::store
