// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Deleting a session file that nobody has open. Blocking file work; any thread but the UI's.
#pragma once

#include <string>

#include "core/base/result.h"

namespace spanloupe::store {

/// Deletes the file and what SQLite and the lock put beside it. Busy, and nothing is deleted, when some
/// process, also this one, has it open for reading or writing.
[[nodiscard]] Result<void> removeSession(const std::string& path);

}  // namespace spanloupe::store
