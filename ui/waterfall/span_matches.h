// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a search in one trace found. Made by whoever searches, on any thread; immutable once shared.
#pragma once

#include <QStringList>
#include <vector>

#include "core/model/trace.h"

namespace spanloupe::waterfall {

struct SpanMatches {
  QStringList words;             ///< As they are shown in names and summaries; each occurs in every match.
  std::vector<SpanIndex> spans;  ///< Ascending.
  bool isComplete = false;       ///< False: only names, services and ids were looked at so far.
};

}  // namespace spanloupe::waterfall
