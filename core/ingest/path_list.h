// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From what the user named to the files to read. Blocking; any thread but the UI's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace spanloupe::ingest {

struct ListedFile {
  std::string path;
  std::uint64_t size = 0;      ///< 0 for pipes and standard input.
  std::optional<Error> error;  ///< It cannot be read at all.
};

/// Folders give the files below them in order of name (hidden ones left out), patterns with * ? [ what they
/// match when no file has that very name, "-" standard input.
[[nodiscard]] std::vector<ListedFile> listFiles(const std::vector<std::string>& paths);

}  // namespace spanloupe::ingest
