// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of sessions made from opened files: what is in it, and making room. Only files with the names
// that cachedSessionFor() gives are ever looked at or deleted, and none that some process has open. Blocking
// file work; any thread but the UI's.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"

namespace spanloupe::ingest {

/// What the cache may take unless the user says otherwise.
inline constexpr std::uint64_t kDefaultCacheLimit = 20'000'000'000;

/// The folder, made if need be.
[[nodiscard]] Result<std::string> cacheFolder();

struct CacheEntry {
  std::string path;
  std::uint64_t bytes = 0;  ///< With everything that belongs to it.
  Timestamp lastUsed;
};
/// Last used first.
[[nodiscard]] Result<std::vector<CacheEntry>> listCachedSessions();
/// What was imported into it, by file name, in order; empty when it cannot be read.
[[nodiscard]] std::vector<std::string> sourcesOf(const CacheEntry& entry);

struct CacheUse {
  std::uint64_t bytes = 0;
  std::uint64_t sessions = 0;
};
[[nodiscard]] Result<CacheUse> cacheUse();

struct CacheRemoval {
  CacheUse removed;
  std::uint64_t inUse = 0;  ///< Left, for somebody has them open.
};
/// Deletes those of `paths` that are cached sessions and open nowhere.
[[nodiscard]] Result<CacheRemoval> removeCachedSessions(std::span<const std::string> paths);
/// Deletes the least recently used sessions until at most `limit` bytes are left; never `keep`.
[[nodiscard]] Result<void> trimCache(std::uint64_t limit, const std::string& keep = {});

}  // namespace spanloupe::ingest
