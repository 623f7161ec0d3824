// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every span of a trace on a strip of a few pixels: spans that share pixels are merged, errors stay. One pass
// over the spans (a few milliseconds for a million), however long they are. Pure; any thread.
#pragma once

#include <vector>

#include "ui/waterfall/trace_document.h"

namespace spanloupe::waterfall {

struct MinimapLine {
  double x1 = 0;
  double x2 = 0;
  double y = 0;
  StringIndex service = 0;
  bool hasError = false;  ///< One of the spans merged into it failed; marked at x2.
};

/// Rows of at least `lineGap` pixels; spans that fall onto each other become one line of the longest one's
/// service.
[[nodiscard]] std::vector<MinimapLine> layOutMinimap(const TraceDocument& document, double width,
                                                     double height, double lineGap);

}  // namespace spanloupe::waterfall
