// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Columns of the table as lines of text that are kept for the next start: which, how wide, in which order.
// Values; any thread.
#pragma once

#include <QStringList>

#include "ui/spantable/table_column.h"

namespace spanloupe::spantable {

struct KeptColumns {
  std::vector<TableColumn> spans;
  std::vector<TableColumn> groups;  ///< Empty: as at first.
};

[[nodiscard]] QStringList columnState(const std::vector<TableColumn>& spans,
                                      const std::vector<TableColumn>& groups);
/// Lines that mean nothing are left out.
[[nodiscard]] KeptColumns readColumnState(const QStringList& state);

}  // namespace spanloupe::spantable
