// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/byte_source.h"

namespace spanloupe::formats {

Result<void> ExpansionGuard::check(const std::string& name) const {
  const std::uint64_t raw = m_raw->bytes.load(std::memory_order_relaxed);
  if (m_bytes > m_limits.maxTotal) {
    return fail(ErrorKind::Unsupported,
                "decompresses to more than the limit of " + std::to_string(m_limits.maxTotal) +
                    " bytes for one file; the limit can be raised",
                name);
  }
  // Divided, not multiplied: both factors come from outside.
  if (m_bytes > kHarmless && m_bytes / m_limits.maxRatio > raw) {
    return fail(
        ErrorKind::Unsupported,
        "decompresses to more than " + std::to_string(m_limits.maxRatio) +
            " times its size, which is the limit against decompression bombs; the limit can be raised",
        name);
  }
  return {};
}

Result<std::size_t> readFully(ByteSource& source, char* out, std::size_t size) {
  std::size_t filled = 0;
  while (filled < size) {
    const auto read = source.read(out + filled, size - filled);
    if (!read && filled == 0) return tl::unexpected(read.error());
    if (!read || *read == 0) break;
    filled += *read;
  }
  return filled;
}

}  // namespace spanloupe::formats
