// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Moves what is committed from the write-ahead log into the session file, on a thread and a connection of its
// own, so that no commit, and no sender that waits for it, ever does (decisions.md 10). Most is moved while
// others write; what came meanwhile is moved in the write turn, for milliseconds, after which the log begins
// anew. Readers in the middle of a question keep it from that: then it is tried again as the log has grown,
// waiting longer for them the larger it is.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "core/store/pending_log.h"
#include "core/store/sqlite.h"

namespace spanloupe::store {

class Checkpointer {
 public:
  /// The log is moved when it has so many pages.
  static constexpr int kPages = 2048;

  [[nodiscard]] static Result<std::shared_ptr<Checkpointer>> start(const std::string& path, WriteTurn turn);
  ~Checkpointer();

  /// From now on commits of this connection are counted here and move nothing themselves. It must be released
  /// or closed before this goes.
  [[nodiscard]] Result<void> take(const Connection& connection);
  static void release(const Connection& connection);

 private:
  Checkpointer(Connection connection, WriteTurn turn);
  static int committed(void* self, sqlite3* handle, const char* name, int pages);
  void run();
  void checkpoint(int pages);

  Connection m_connection;  ///< Own thread only.
  WriteTurn m_turn;
  std::atomic<int> m_next{kPages};

  // The mutex guards these.
  std::mutex m_mutex;
  std::condition_variable m_changed;
  int m_pages = 0;  ///< In the log when it became time to move them; 0 = not yet.
  bool m_stopping = false;

  std::jthread m_thread;  // Last: it uses everything above.
};

}  // namespace spanloupe::store
