// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes as a zstd frame, quickly rather than as small as can be. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

struct ZSTD_CCtx_s;

namespace spanloupe {

inline constexpr int kZstdLevel = 1;

/// The thread's own: making one costs more than compressing some hundred kilobytes.
[[nodiscard]] ZSTD_CCtx_s* zstdCompressor();

/// `bytes` as one frame. Holds no more memory than that.
[[nodiscard]] Result<std::string> zstdFrame(std::string_view bytes);

}  // namespace spanloupe
