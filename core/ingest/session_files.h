// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where sessions live: the default session in the user's data folder, and one cached session per set of
// opened files in the cache folder, found again by (device, inode, size, mtime) and a hash of samples
// (decisions.md 13). Folders are made 0700. Blocking file work; any thread but the UI's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace spanloupe::ingest {

/// $XDG_DATA_HOME/spanloupe/default.spanloupe, the folder made if need be.
[[nodiscard]] Result<std::string> defaultSessionPath();

struct CachedSession {
  std::string path;
  bool complete = false;  ///< All files are imported and unchanged: open it, import nothing.
};
/// The session for these files. When it is not complete the caller imports into `path` (which does not exist
/// yet) and calls markComplete.
[[nodiscard]] Result<CachedSession> cachedSessionFor(const std::vector<std::string>& paths);
[[nodiscard]] Result<void> markComplete(const std::string& sessionPath,
                                        const std::vector<std::string>& paths);

/// The file beside a session that says it is complete; its time is when the session was last used.
[[nodiscard]] std::string completeMarker(const std::string& sessionPath);

}  // namespace spanloupe::ingest
