// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Files that hold a secret, made so that nobody but their owner ever can read them. Blocks for the disk; any
// thread. Reading them: export_target.h.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace spanloupe::forward {

/// Makes it, or puts it in the place of what was there: mode 0600 from the start, whole or not at all.
[[nodiscard]] Result<void> writeSecretFile(const std::string& path, std::string_view text);

/// 160 random bits in 32 lower-case letters and digits, which stand in a header or a variable as they are.
[[nodiscard]] Result<std::string> makeToken();

}  // namespace spanloupe::forward
