// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// "One process writes a session": a lock file beside it, held by flock, so that a crash leaves nothing stale.
#pragma once

#include <string>

#include "core/base/result.h"

namespace spanloupe::store {

class SessionLock {
 public:
  /// Busy when another process holds it; the message names that process.
  [[nodiscard]] static Result<SessionLock> acquire(const std::string& sessionPath);
  SessionLock(SessionLock&& other) noexcept;
  SessionLock& operator=(SessionLock&&) = delete;
  ~SessionLock();

 private:
  explicit SessionLock(int descriptor) : m_descriptor(descriptor) {}
  int m_descriptor;
};

/// Held by those who go through a whole snapshot (an export): as long as one is there, in any process, a
/// session that receives does not delete what it has replaced, unless its file grew beyond its limit. On a
/// byte of the same file, so that a crash leaves nothing behind here either.
class ReadingLease {
 public:
  ReadingLease() = default;
  /// Of a session in a folder that cannot be written it holds nothing: nobody writes that session.
  explicit ReadingLease(const std::string& sessionPath);
  ReadingLease(ReadingLease&& other) noexcept;
  ReadingLease& operator=(ReadingLease&& other) noexcept;
  ~ReadingLease();

 private:
  int m_descriptor = -1;
};
[[nodiscard]] bool isLeased(const std::string& sessionPath);

/// Whether some process holds the lock of that session now.
[[nodiscard]] bool isWriting(const std::string& sessionPath);

}  // namespace spanloupe::store
