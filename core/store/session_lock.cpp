// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/session_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <utility>

namespace spanloupe::store {
namespace {

std::string holder(const std::string& lockPath) {
  std::ifstream file(lockPath);
  std::string process;
  if (!std::getline(file, process) || process.empty()) return "another program";
  std::ifstream name("/proc/" + process + "/comm");
  std::string command;
  std::getline(name, command);
  return (command.empty() ? "process" : command) + " (process " + process + ")";
}

}  // namespace

Result<SessionLock> SessionLock::acquire(const std::string& sessionPath) {
  const std::string path = sessionPath + ".lock";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return tl::unexpected(ioError("cannot write beside the session", path, errno));
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    ::close(descriptor);
    if (reason != EWOULDBLOCK) return tl::unexpected(ioError("cannot lock the session", path, reason));
    return fail(ErrorKind::Busy,
                holder(path) + " is writing this session; close it there, or write to another one",
                sessionPath);
  }
  const std::string process = std::to_string(::getpid()) + "\n";
  if (::ftruncate(descriptor, 0) != 0 ||
      ::pwrite(descriptor, process.data(), process.size(), 0) != static_cast<ssize_t>(process.size())) {
    const int reason = errno;
    ::close(descriptor);
    return tl::unexpected(ioError("cannot write beside the session", path, reason));
  }
  return SessionLock(descriptor);
}

SessionLock::SessionLock(SessionLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

// The file stays: removing it would let two processes lock two files of the same name.
SessionLock::~SessionLock() {
  if (m_descriptor < 0) return;
  ::close(m_descriptor);
}

namespace {

/// The byte of the lock file that leases are on; it need not exist.
struct flock leaseByte(int type) {
  struct flock lock {};
  lock.l_type = static_cast<short>(type);
  lock.l_whence = SEEK_SET;
  lock.l_start = 1'000'000;
  lock.l_len = 1;
  return lock;
}

}  // namespace

// Locks of the open file, not of the process: two readers of one process hold one each.
ReadingLease::ReadingLease(const std::string& sessionPath)
    : m_descriptor(::open((sessionPath + ".lock").c_str(), O_RDONLY | O_CLOEXEC)) {
  if (m_descriptor < 0) return;
  struct flock lock = leaseByte(F_RDLCK);
  (void)::fcntl(m_descriptor, F_OFD_SETLK, &lock);
}

ReadingLease::ReadingLease(ReadingLease&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

ReadingLease& ReadingLease::operator=(ReadingLease&& other) noexcept {
  std::swap(m_descriptor, other.m_descriptor);
  return *this;
}

ReadingLease::~ReadingLease() {
  if (m_descriptor >= 0) ::close(m_descriptor);
}

bool isLeased(const std::string& sessionPath) {
  const int descriptor = ::open((sessionPath + ".lock").c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return false;
  struct flock lock = leaseByte(F_WRLCK);
  const bool held = ::fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  ::close(descriptor);
  return held;
}

bool isWriting(const std::string& sessionPath) {
  const int descriptor = ::open((sessionPath + ".lock").c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool held = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(descriptor);
  return held;
}

}  // namespace spanloupe::store
