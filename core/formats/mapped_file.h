// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Files as memory. When somebody cuts a mapped file shorter, touching what is gone raises SIGBUS, which would
// end the program; a handler, set with the first mapping, puts zeros there instead, and whoever reads the
// file notices its new size. Any thread.
#pragma once

#include <optional>

#include "core/formats/input.h"
#include "core/formats/raw_source.h"

namespace spanloupe::formats {

/// `file` mapped with Input::kPadding readable bytes behind its end, or nothing when it cannot be mapped or
/// too many are.
[[nodiscard]] std::optional<SharedBytes> mapFile(const Descriptor& file);

}  // namespace spanloupe::formats
