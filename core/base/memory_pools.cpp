// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/memory_pools.h"

#include <malloc.h>

#include <algorithm>
#include <thread>

namespace spanloupe {

void limitMemoryPools() {
#ifdef M_ARENA_MAX
  constexpr unsigned kFewest = 2;
  ::mallopt(M_ARENA_MAX, static_cast<int>(std::max(kFewest, std::thread::hardware_concurrency())));
  // Else it grows with what is given back, up to 32 MiB.
  constexpr int kLarge = 128 << 10;
  ::mallopt(M_MMAP_THRESHOLD, kLarge);
#endif
}

}  // namespace spanloupe
