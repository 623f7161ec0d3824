// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a session file, their version, and the steps from older versions. Blocking; writer thread,
// except checkVersion.
#pragma once

#include "core/store/sqlite.h"

namespace spanloupe::store {

/// PRAGMA application_id: "SLPE".
inline constexpr std::int64_t kApplicationId = 0x534c5045;
/// PRAGMA user_version of what this program writes.
inline constexpr std::int64_t kSchemaVersion = 3;

/// Sets up an empty file, or migrates an older one after copying it to PATH.vN.backup.
[[nodiscard]] Result<void> prepareSchema(const Connection& connection, const std::string& path);
/// Whether this program can read the file: an Unsupported error when it is newer, Corrupt when it is no
/// session.
[[nodiscard]] Result<void> checkVersion(const Connection& connection, const std::string& path);

/// Row ids of segment_column: columns of a segment are neighbours, in the order they were encoded.
inline constexpr int kColumnBits = 20;
[[nodiscard]] constexpr std::int64_t columnRow(std::int64_t segment, std::size_t column) {
  return segment << kColumnBits | static_cast<std::int64_t>(column);
}

}  // namespace spanloupe::store
