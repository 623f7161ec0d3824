// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How log records are written: level, time, and lines to copy. Pure; any thread.
#pragma once

#include <QString>

#include "core/model/record.h"
#include "core/query/log_list.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace spanloupe::logs {

/// "ERROR": short, and the same for all that are equally severe, whatever their loggers call it.
[[nodiscard]] QString levelText(query::LogLevel level);
/// Errors a disc, warnings a triangle, others none: with its text, colour is never alone.
[[nodiscard]] ui::Icon levelIcon(query::LogLevel level);
[[nodiscard]] const QColor& levelColor(query::LogLevel level, const ui::Theme& theme);
/// As the logger called it, with the number: "ERROR2 (18)".
[[nodiscard]] QString severityWords(const query::LogRow& row);

/// Milliseconds, as every list has them; with its day when the list spans several.
[[nodiscard]] QString timeText(Timestamp time, ui::TimeZone zone, bool withDate);
[[nodiscard]] bool isSameDay(Timestamp a, Timestamp b, ui::TimeZone zone);

/// Time, severity, service, body whole, trace id and span id, with tabs between.
[[nodiscard]] QString copiedLine(const LogRecord& record, ui::TimeZone zone);

/// An element of resourceLogs with the record alone.
[[nodiscard]] QString copiedJson(const LogRecord& record);

}  // namespace spanloupe::logs
