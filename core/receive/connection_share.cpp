// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/connection_share.h"

#include <sys/resource.h>

#include <algorithm>

namespace spanloupe::receive {

std::size_t connectionShare(std::size_t wanted, std::size_t descriptorsEach) {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY) return wanted;
  const std::size_t ofAReceiver = static_cast<std::size_t>(files.rlim_cur) / 3;
  return std::min(wanted, std::max<std::size_t>(ofAReceiver / descriptorsEach, 1));
}

}  // namespace spanloupe::receive
