// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/checkpointer.h"

#include <algorithm>
#include <utility>

namespace spanloupe::store {
namespace {

/// Pages left in the log that are few enough to be moved in the write turn.
constexpr int kFew = 128;
/// Times that moving is gone on with while others write.
constexpr int kRounds = 3;
/// After a reader was in the way: the log may grow by so much before the next try.
constexpr int kMore = 512;
/// The log file is not kept larger than this when it begins anew.
constexpr const char* kLogLimit = "PRAGMA journal_size_limit = 67108864";

}  // namespace

Checkpointer::Checkpointer(Connection connection, WriteTurn turn)
    : m_connection(std::move(connection)), m_turn(std::move(turn)) {
  m_thread = std::jthread([this] { run(); });
}

Checkpointer::~Checkpointer() {
  const std::lock_guard lock(m_mutex);
  m_stopping = true;
  m_changed.notify_all();
}

Result<std::shared_ptr<Checkpointer>> Checkpointer::start(const std::string& path, WriteTurn turn) {
  auto connection = Connection::open(path, Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  const auto set = connection->run("PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = NORMAL");
  if (!set) return tl::unexpected(set.error());
  return std::shared_ptr<Checkpointer>(new Checkpointer(std::move(*connection), std::move(turn)));
}

Result<void> Checkpointer::take(const Connection& connection) {
  sqlite3_wal_hook(connection.handle(), &Checkpointer::committed, this);
  return connection.run(kLogLimit);
}

void Checkpointer::release(const Connection& connection) {
  sqlite3_wal_hook(connection.handle(), nullptr, nullptr);
}

/// In the commit that has just been made: says only that it is time.
int Checkpointer::committed(void* self, sqlite3*, const char*, int pages) {
  auto& checkpointer = *static_cast<Checkpointer*>(self);
  if (pages < checkpointer.m_next.load()) return SQLITE_OK;
  const std::lock_guard lock(checkpointer.m_mutex);
  checkpointer.m_pages = pages;
  checkpointer.m_changed.notify_one();
  return SQLITE_OK;
}

void Checkpointer::run() {
  while (true) {
    int pages = 0;
    {
      std::unique_lock lock(m_mutex);
      m_changed.wait(lock, [this] { return m_stopping || m_pages != 0; });
      if (m_stopping) return;
      pages = std::exchange(m_pages, 0);
    }
    checkpoint(pages);
  }
}

void Checkpointer::checkpoint(int pages) {
  int inLog = pages;
  int moved = 0;
  sqlite3_busy_timeout(m_connection.handle(), 0);
  for (int round = 0; round < kRounds && inLog - moved > kFew; ++round) {
    const int code =
        sqlite3_wal_checkpoint_v2(m_connection.handle(), "main", SQLITE_CHECKPOINT_PASSIVE, &inLog, &moved);
    if (code != SQLITE_OK) break;
  }
  // Three times as large as it should be: readers follow each other without a pause. Eight times: somebody
  // has been reading for very long.
  sqlite3_busy_timeout(m_connection.handle(), pages < 2 * kPages   ? 5
                                              : pages < 3 * kPages ? 20
                                              : pages < 8 * kPages ? 60
                                                                   : 200);
  int code = SQLITE_BUSY;
  // Much is left when a reader holds on to it: then it is not the time to hold up others.
  if (inLog - moved <= 4 * kFew || pages >= 4 * kPages) {
    const std::lock_guard lock(*m_turn);
    code =
        sqlite3_wal_checkpoint_v2(m_connection.handle(), "main", SQLITE_CHECKPOINT_RESTART, &inLog, &moved);
  }
  m_next = code == SQLITE_OK ? kPages : std::max(inLog, pages) + kMore;
  // What was committed meanwhile was told before m_next was set.
  const std::lock_guard lock(m_mutex);
  m_pages = 0;
}

}  // namespace spanloupe::store
