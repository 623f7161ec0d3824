// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <system_error>

namespace spanloupe {

std::string Error::text() const {
  std::string out;
  if (!file.empty()) out += file + ": ";
  out += message;
  if (offset) out += " (at byte " + std::to_string(*offset) + ")";
  return out;
}

Error ioError(std::string what, std::string file, int errnoValue) {
  return {ErrorKind::Io,
          std::move(what) + ": " + std::generic_category().message(errnoValue),
          std::move(file),
          {}};
}

}  // namespace spanloupe
