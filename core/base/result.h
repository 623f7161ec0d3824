// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The one way a function reports failure: a value or an Error. Nothing throws across a folder boundary.
#pragma once

#include <tl/expected.hpp>

#include "core/base/error.h"

namespace spanloupe {

template <typename T>
using Result = tl::expected<T, Error>;

using tl::unexpected;

/// Shorthand: return fail(ErrorKind::Corrupt, "…");
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string message, std::string file = {},
                                                std::optional<std::uint64_t> offset = {}) {
  return tl::unexpected<Error>(Error{kind, std::move(message), std::move(file), offset});
}

}  // namespace spanloupe
