// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The certificate and the key of an endpoint with TLS. Pure but for reading the files; any thread.
#pragma once

#include <optional>
#include <string>

#include "core/base/result.h"

namespace spanloupe::receive {

struct PemFiles {
  std::string certificate, key;
};

/// Nothing when neither is named; InvalidArgument when only one is or they do not fit; Io when one cannot be
/// read.
[[nodiscard]] Result<std::optional<PemFiles>> readPemFiles(const std::string& certificateFile,
                                                           const std::string& keyFile);

}  // namespace spanloupe::receive
