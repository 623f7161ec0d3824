// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the details of a log record say, as sections of items with texts: the record itself, its body whole
// and laid out, its attributes, and where it came from. A pure function of a record.
#pragma once

#include "core/model/record.h"
#include "ui/details/details_item.h"

namespace spanloupe::details {

/// Immutable; comes from another thread.
struct LogDetails {
  LogRecord record;
  Sections sections;  ///< Views into the record.
  [[nodiscard]] Timestamp time() const {
    return nanosOf(record.log.time) != 0 ? record.log.time : record.log.observedTime;
  }
};

/// May take long: not for the UI thread.
[[nodiscard]] std::shared_ptr<const LogDetails> logDetails(LogRecord record);

}  // namespace spanloupe::details
