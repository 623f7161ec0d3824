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

/// Whether some process holds the lock of that session now.
[[nodiscard]] bool isWriting(const std::string& sessionPath);

}  // namespace spanloupe::store
