// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finding spans by what a trace holds without its attributes: names, services and span ids. Each distinct
// text is looked at once, so a million spans take a few milliseconds. Pure; any thread.
#pragma once

#include <QString>

#include "ui/waterfall/span_matches.h"
#include "ui/waterfall/trace_document.h"

namespace spanloupe::waterfall {

/// Separated by blanks; "quoted words" are one.
[[nodiscard]] QStringList splitWords(const QString& text);

/// Spans in which every word occurs somewhere, in any case. No words: no spans. `isComplete` is false.
[[nodiscard]] SpanMatches findInDocument(const TraceDocument& document, const QString& words);

}  // namespace spanloupe::waterfall
