// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/allocator.h"

#include <cstddef>
#ifdef SPANLOUPE_JEMALLOC
#include <jemalloc/jemalloc.h>

/// Read by jemalloc before main(). One arena for each processor: with several, what one has free is of no use
/// to another. What is free for a second goes back to the system, also when nothing is asked for any more:
/// bodies of requests and columns of segments come and go by the megabyte.
extern "C" {
const char* malloc_conf = "percpu_arena:percpu,background_thread:true,dirty_decay_ms:1000,muzzy_decay_ms:0";
}
#endif

namespace spanloupe::app {

std::string allocatorVersion() {
#ifdef SPANLOUPE_JEMALLOC
  const char* text = nullptr;
  std::size_t size = sizeof text;
  if (::mallctl("version", &text, &size, nullptr, 0) != 0 || text == nullptr) return {};
  // "5.3.0-0-g54eaed1d8b56b1aa528be3bdd1877e59c56fa90c"
  const std::string version = text;
  return version.substr(0, version.find('-'));
#else
  return {};
#endif
}

}  // namespace spanloupe::app
