// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What every format must stand, whatever the bytes: recognising, splitting and decoding end without a fault,
// and what was read and written again reads the same. One call per input; aborts where something else
// happens.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/formats/format.h"

namespace spanloupe::fuzz {

void check(const formats::Format& format, std::string_view bytes);

}  // namespace spanloupe::fuzz
