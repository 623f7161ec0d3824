// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ingest/session_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "core/base/hex.h"
#include "core/ingest/path_list.h"
#include "core/ingest/session_cache.h"
#include "core/store/session_lock.h"

namespace spanloupe::ingest {
namespace {

namespace fs = std::filesystem;

/// What is hashed of a file beside its identity: enough to notice one that was replaced within the clock's
/// resolution.
constexpr std::size_t kSample = 64 << 10;

Result<fs::path> privateFolder(const char* variable, const char* fallback, const char* below) {
  fs::path folder;
  if (const char* const set = std::getenv(variable); set != nullptr && *set == '/') {
    folder = set;
  } else if (const char* const home = std::getenv("HOME"); home != nullptr && *home != 0) {
    folder = fs::path(home) / fallback;
  } else {
    return fail(ErrorKind::Io, std::string("neither ") + variable + " nor HOME says where to keep sessions");
  }
  folder = folder / "spanloupe" / below;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return tl::unexpected(ioError("cannot make the folder", folder.string(), error.value()));
  fs::permissions(folder, fs::perms::owner_all, error);
  return folder;
}

class Fingerprint {
 public:
  Fingerprint() { XXH3_128bits_reset(&m_state); }
  void add(const void* bytes, std::size_t size) { XXH3_128bits_update(&m_state, bytes, size); }
  void add(std::uint64_t number) { add(&number, sizeof number); }
  [[nodiscard]] std::string hex() const {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(&m_state));
    return encodeHex({reinterpret_cast<const char*>(canonical.digest), sizeof canonical.digest});
  }

 private:
  XXH3_state_t m_state;
};

Result<void> addFile(Fingerprint& print, const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0) {
    const int reason = errno;
    if (descriptor >= 0) ::close(descriptor);
    return tl::unexpected(ioError("cannot read the file", path, reason));
  }
  print.add(status.st_dev);
  print.add(status.st_ino);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  print.add(size);
  print.add(static_cast<std::uint64_t>(status.st_mtim.tv_sec));
  print.add(static_cast<std::uint64_t>(status.st_mtim.tv_nsec));
  if (S_ISREG(status.st_mode)) {
    std::string sample(kSample, '\0');
    for (const std::uint64_t at : {std::uint64_t{0}, size / 2, size > kSample ? size - kSample : 0}) {
      const ssize_t got = ::pread(descriptor, sample.data(), sample.size(), static_cast<off_t>(at));
      if (got > 0) print.add(sample.data(), static_cast<std::size_t>(got));
    }
  }
  ::close(descriptor);
  return {};
}

/// Input that is gone once it was read has a session of its own each time.
bool isOnce(const std::vector<std::string>& paths) {
  std::error_code error;
  return paths.empty() || std::any_of(paths.begin(), paths.end(), [&error](const std::string& path) {
           return path == "-" || fs::is_fifo(path, error);
         });
}

void removeSession(const std::string& session) {
  std::error_code error;
  for (const char* const suffix : {".complete", "-wal", "-shm", ".lock", ""})
    fs::remove(session + suffix, error);
}

}  // namespace

Result<std::string> cacheFolder() {
  const auto folder = privateFolder("XDG_CACHE_HOME", ".cache", "sessions");
  if (!folder) return tl::unexpected(folder.error());
  return folder->string();
}

std::string completeMarker(const std::string& sessionPath) { return sessionPath + ".complete"; }

Result<std::string> defaultSessionPath() {
  const auto folder = privateFolder("XDG_DATA_HOME", ".local/share", "");
  if (!folder) return tl::unexpected(folder.error());
  return (*folder / "default.spanloupe").string();
}

Result<CachedSession> cachedSessionFor(const std::vector<std::string>& paths) {
  const auto folder = cacheFolder();
  if (!folder) return tl::unexpected(folder.error());
  Fingerprint print;
  if (isOnce(paths)) {
    struct timespec now {};
    ::clock_gettime(CLOCK_REALTIME, &now);
    print.add(static_cast<std::uint64_t>(::getpid()));
    print.add(static_cast<std::uint64_t>(now.tv_sec));
    print.add(static_cast<std::uint64_t>(now.tv_nsec));
  } else {
    for (const ListedFile& file : listFiles(paths)) {
      if (file.error) continue;  // the import says so
      if (const auto added = addFile(print, file.path); !added) continue;
    }
  }
  CachedSession session;
  session.path = (fs::path(*folder) / (print.hex() + ".spanloupe")).string();
  std::error_code error;
  session.complete = fs::exists(completeMarker(session.path), error) && fs::exists(session.path, error);
  if (session.complete) {
    fs::last_write_time(completeMarker(session.path), fs::file_time_type::clock::now(), error);
  } else if (!store::isWriting(session.path)) {
    removeSession(session.path);
  }
  return session;
}

Result<void> markComplete(const std::string& sessionPath, const std::vector<std::string>& paths) {
  if (isOnce(paths)) return {};
  const int descriptor = ::open(completeMarker(sessionPath).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return tl::unexpected(ioError("cannot write beside the session", sessionPath, errno));
  ::close(descriptor);
  return {};
}

}  // namespace spanloupe::ingest
