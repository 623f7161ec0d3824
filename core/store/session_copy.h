// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// "Save session as…": one self-contained file with what a session holds at this moment, also while another
// thread writes it. The copy is made under another name beside the target and renamed at the end, so that the
// target is never half a session. Blocking; any thread but the UI's.
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "core/base/result.h"

namespace spanloupe::store {

enum class Overwrite { No, Yes };

/// Called with the share that is done, 0 to 1, after each part.
using CopyProgress = std::function<void(double)>;

/// InvalidArgument when `to` is the session itself, or exists and may not be replaced; Busy when some process
/// writes the session at `to`; Io when it cannot be written, with nothing left behind; Cancelled when
/// stopped.
[[nodiscard]] Result<void> copySession(const std::string& from, const std::string& to, Overwrite overwrite,
                                       const CopyProgress& progress, std::stop_token stop);

}  // namespace spanloupe::store
