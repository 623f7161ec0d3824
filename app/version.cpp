// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/version.h"

#include "app/commit.h"

namespace spanloupe::app {

std::string_view version() { return SPANLOUPE_VERSION; }

std::string_view commit() { return SPANLOUPE_COMMIT; }

std::string versionLine(std::string_view program) {
  std::string line(program);
  line += " ";
  line += version();
  if (!commit().empty()) line += " (" + std::string(commit()) + ")";
  return line;
}

}  // namespace spanloupe::app
