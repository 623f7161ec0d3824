// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What both programs say for --version. Constant; any thread.
#pragma once

#include <string>
#include <string_view>

namespace spanloupe::app {

[[nodiscard]] std::string_view version();
/// The commit it was built from; empty when built outside a checkout.
[[nodiscard]] std::string_view commit();
/// "spanloupe 0.1.0 (commit)", one line without its end.
[[nodiscard]] std::string versionLine(std::string_view program);

}  // namespace spanloupe::app
