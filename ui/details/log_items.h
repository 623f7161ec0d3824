// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A log record as items: severity and body in one line, its attributes below when it is opened. Pure; any
// thread.
#pragma once

#include "core/model/record.h"
#include "ui/details/details_item.h"

namespace spanloupe::details {

/// Places of parents count from the begin of `items`.
void addLog(std::vector<Item>& items, const LogView& log, Timestamp spanStart);

}  // namespace spanloupe::details
