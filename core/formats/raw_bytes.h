// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of an input around one offset, for looking at what a diagnostic complains about. Compression and
// archives are undone as for importing, so offsets mean the same. Blocking, and as slow as decompressing up
// to the offset; any thread but the UI's.
#pragma once

#include <stop_token>
#include <string>

#include "core/base/result.h"

namespace spanloupe::formats {

struct RawBytes {
  std::uint64_t offset = 0;  ///< Of the first byte.
  std::string bytes;         ///< Fewer than asked for at the end of the input.
  bool undone = false;       ///< They were compressed or in an archive: the file itself has others.
};

/// `size` bytes from `offset` on. `member` = what to call the input inside an archive, as in
/// Diagnostic::member; empty = the first input of the file. NotFound when there is no such file or member any
/// more, or when it ends before `offset`.
[[nodiscard]] Result<RawBytes> readRawBytes(const std::string& path, const std::string& member,
                                            std::uint64_t offset, std::size_t size, std::stop_token stop);

}  // namespace spanloupe::formats
