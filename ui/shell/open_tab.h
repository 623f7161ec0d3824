// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tab of a trace as a value: enough to open it again, and to name it before it has been read.
#pragma once

#include "core/base/ids.h"
#include "ui/shell/tab_strip.h"

namespace spanloupe::shell {

struct OpenTab {
  TraceId trace;
  SpanId span;     ///< Selected; zero = none.
  TabLabel label;  ///< As it was last.
};

}  // namespace spanloupe::shell
