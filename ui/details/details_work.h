// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the panel has something done that takes longer than an event may: it runs on another thread and gives
// what is then to be done on the UI thread.
#pragma once

#include <functional>
#include <stop_token>
#include <string_view>

namespace spanloupe::details {

using Work = std::function<std::function<void()>(std::stop_token)>;
/// A newer work of the same kind replaces the older one, which is then never finished. `kind` is a literal.
using Worker = std::function<void(std::string_view kind, Work work)>;

}  // namespace spanloupe::details
