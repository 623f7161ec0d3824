// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a reading command reads from: --store S, --open PATH… through the cache of the window, or the default
// session. Main thread; imports what --open names and is not in the cache yet.
#pragma once

#include <memory>
#include <string>

#include "app/cli/command.h"
#include "core/store/reader.h"

namespace spanloupe::cli {

struct OpenedStore {
  std::string path;
  std::unique_ptr<store::Reader> reader;
  std::shared_ptr<const store::Snapshot> snapshot;
  int status = kDone;  ///< kPartlyUnread when a file of --open could not be read whole; it has been listed.
};

[[nodiscard]] Result<OpenedStore> openStore(const Invocation& invocation);
/// The path alone, for what opens the session itself.
struct StorePath {
  std::string path;
  bool opened = false;  ///< It came from --open.
};
[[nodiscard]] Result<StorePath> storePath(const Invocation& invocation);
/// The exit status that the files of --open call for; lists what could not be read.
[[nodiscard]] Result<int> statusOfOpened(const std::string& path);

}  // namespace spanloupe::cli
