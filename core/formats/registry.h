// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every format Spanloupe reads or writes, in one list. Any thread.
#pragma once

#include <span>

#include "core/formats/format.h"

namespace spanloupe::formats {

[[nodiscard]] std::span<const Format* const> allFormats();
/// Null when no format has that name.
[[nodiscard]] const Format* formatNamed(std::string_view name);
/// The surest format for the first bytes of `input`; an Unsupported error that says what the bytes look like
/// instead.
[[nodiscard]] Result<const Format*> recognise(Input& input);

}  // namespace spanloupe::formats
