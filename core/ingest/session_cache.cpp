// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ingest/session_cache.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string_view>

#include "core/ingest/session_files.h"
#include "core/store/reader.h"
#include "core/store/session_removal.h"

namespace spanloupe::ingest {
namespace {

namespace fs = std::filesystem;

/// 32 hexadecimal digits and the suffix: the user may keep other things there.
bool isCachedName(const std::string& name) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr std::size_t kLength = 32;
  return name.size() > kLength && name.substr(kLength) == ".spanloupe" &&
         std::all_of(name.begin(), name.begin() + kLength,
                     [&](char c) { return kDigits.find(c) != std::string_view::npos; });
}

std::uint64_t sizeOf(const std::string& session) {
  std::uint64_t total = 0;
  for (const char* const suffix : {"", "-wal", "-shm"}) {
    std::error_code error;
    const auto size = fs::file_size(session + suffix, error);
    if (!error) total += size;
  }
  return total;
}

Timestamp lastUseOf(const std::string& session) {
  std::error_code error;
  auto used = fs::last_write_time(completeMarker(session), error);
  if (error) used = fs::last_write_time(session, error);
  if (error) return {};
  const auto system = std::chrono::file_clock::to_sys(used).time_since_epoch();
  const auto nanos = std::chrono::duration_cast<std::chrono::nanoseconds>(system).count();
  return timestampFromNanos(static_cast<std::uint64_t>(std::max<std::int64_t>(0, nanos)));
}

/// False: somebody has it open.
Result<bool> removeOne(const std::string& session) {
  const auto removed = store::removeSession(session);
  if (!removed && removed.error().kind == ErrorKind::Busy) return false;
  if (!removed) return tl::unexpected(removed.error());
  std::error_code error;
  fs::remove(completeMarker(session), error);
  return true;
}

}  // namespace

Result<std::vector<CacheEntry>> listCachedSessions() {
  const auto folder = cacheFolder();
  if (!folder) return tl::unexpected(folder.error());
  std::error_code error;
  fs::directory_iterator files(*folder, error);
  if (error) return tl::unexpected(ioError("cannot look into the cache", *folder, error.value()));
  std::vector<CacheEntry> entries;
  for (; files != fs::directory_iterator(); files.increment(error)) {
    if (error) return tl::unexpected(ioError("cannot look into the cache", *folder, error.value()));
    if (!isCachedName(files->path().filename().string()) || !files->is_regular_file(error)) continue;
    const std::string path = files->path().string();
    entries.push_back({path, sizeOf(path), lastUseOf(path)});
  }
  std::sort(entries.begin(), entries.end(), [](const CacheEntry& a, const CacheEntry& b) {
    return std::tie(b.lastUsed, a.path) < std::tie(a.lastUsed, b.path);
  });
  return entries;
}

std::vector<std::string> sourcesOf(const CacheEntry& entry) {
  std::vector<std::string> names;
  const auto reader = store::Reader::open(entry.path);
  if (!reader) return names;
  const auto sources = (*reader)->sources();
  if (!sources) return names;
  for (const store::SourceRow& source : *sources) names.push_back(fs::path(source.name).filename().string());
  return names;
}

Result<CacheUse> cacheUse() {
  const auto entries = listCachedSessions();
  if (!entries) return tl::unexpected(entries.error());
  CacheUse use;
  for (const CacheEntry& entry : *entries) use.bytes += entry.bytes;
  use.sessions = entries->size();
  return use;
}

Result<CacheRemoval> removeCachedSessions(std::span<const std::string> paths) {
  const auto entries = listCachedSessions();
  if (!entries) return tl::unexpected(entries.error());
  CacheRemoval removal;
  for (const CacheEntry& entry : *entries) {
    if (std::find(paths.begin(), paths.end(), entry.path) == paths.end()) continue;
    const auto removed = removeOne(entry.path);
    if (!removed) return tl::unexpected(removed.error());
    if (*removed) {
      ++removal.removed.sessions;
      removal.removed.bytes += entry.bytes;
    } else {
      ++removal.inUse;
    }
  }
  return removal;
}

Result<void> trimCache(std::uint64_t limit, const std::string& keep) {
  auto entries = listCachedSessions();
  if (!entries) return tl::unexpected(entries.error());
  std::uint64_t total = 0;
  for (const CacheEntry& entry : *entries) total += entry.bytes;
  std::reverse(entries->begin(), entries->end());
  for (const CacheEntry& entry : *entries) {
    if (total <= limit) break;
    if (entry.path == keep) continue;
    const auto removed = removeOne(entry.path);
    if (!removed) return tl::unexpected(removed.error());
    if (*removed) total -= std::min(total, entry.bytes);
  }
  return {};
}

}  // namespace spanloupe::ingest
