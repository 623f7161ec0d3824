// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/pending_log.h"

#include <zstd.h>

#include <cstring>

#include "core/base/zstd_frame.h"
#include "core/store/checkpointer.h"
#include "core/store/sqlite.h"

namespace spanloupe::store {

Result<std::string> packPending(std::string_view body) { return zstdFrame(body); }

Result<std::string> unpackPending(std::string_view packed, std::size_t limit) {
  const auto damaged = [] {
    return fail(ErrorKind::Corrupt, "an acknowledged request of the session cannot be unpacked");
  };
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > limit) return damaged();
  std::string body(size, '\0');
  if (ZSTD_decompress(body.data(), body.size(), packed.data(), packed.size()) != size) return damaged();
  return body;
}

struct PendingLog::Impl {
  std::shared_ptr<Checkpointer> checkpointer;  // Before the connection, which calls it.
  Connection connection;
  Statement insert;
  Statement remember;
  Statement forget;
  WriteTurn turn;
  std::int64_t last = 0;
};

PendingLog::PendingLog(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
PendingLog::~PendingLog() = default;

Result<std::unique_ptr<PendingLog>> PendingLog::open(const std::string& path, WriteTurn turn,
                                                     std::shared_ptr<Checkpointer> checkpointer) {
  auto connection = Connection::open(path, Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  if (const auto set = connection->run("PRAGMA synchronous = FULL"); !set) return tl::unexpected(set.error());
  if (const auto taken = checkpointer->take(*connection); !taken) return tl::unexpected(taken.error());
  const auto last = connection->integer(
      "SELECT max(coalesce((SELECT max(id) FROM pending), 0), coalesce((SELECT max(id) FROM taken_request), "
      "0))");
  if (!last) return tl::unexpected(last.error());
  auto insert = connection->prepare("INSERT INTO pending (id, source, format, body) VALUES (?, ?, ?, ?)");
  if (!insert) return tl::unexpected(insert.error());
  auto remember = connection->prepare("INSERT INTO taken_request (id, hash) VALUES (?, ?)");
  if (!remember) return tl::unexpected(remember.error());
  auto forget = connection->prepare("DELETE FROM taken_request WHERE id <= ?");
  if (!forget) return tl::unexpected(forget.error());
  return std::unique_ptr<PendingLog>(new PendingLog(
      std::make_unique<Impl>(Impl{std::move(checkpointer), std::move(*connection), std::move(*insert),
                                  std::move(*remember), std::move(*forget), std::move(turn), *last})));
}

std::int64_t PendingLog::last() const { return m_impl->last; }

Result<std::vector<TakenRequest>> PendingLog::remembered() {
  auto query = m_impl->connection.prepare("SELECT id, hash FROM taken_request ORDER BY id");
  if (!query) return tl::unexpected(query.error());
  std::vector<TakenRequest> requests;
  while (true) {
    const auto more = query->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return requests;
    TakenRequest request{query->integer(0), {}};
    if (query->blob(1).size() != sizeof request.hash) continue;
    std::memcpy(&request.hash, query->blob(1).data(), sizeof request.hash);
    requests.push_back(request);
  }
}

Result<void> PendingLog::probe() {
  const std::lock_guard lock(*m_impl->turn);
  auto transaction = Transaction::begin(m_impl->connection);
  if (!transaction) return tl::unexpected(transaction.error());
  // Nothing is different afterwards, but it was written.
  return m_impl->connection
      .run(
          "INSERT INTO taken_request (id, hash) VALUES (0, zeroblob(16)); DELETE FROM taken_request WHERE id "
          "= 0")
      .and_then([&] { return transaction->commit(); });
}

Result<void> PendingLog::add(std::span<PendingRequest* const> requests) {
  const std::lock_guard lock(*m_impl->turn);
  auto transaction = Transaction::begin(m_impl->connection);
  if (!transaction) return tl::unexpected(transaction.error());
  std::int64_t id = m_impl->last;
  for (PendingRequest* const request : requests) {
    request->id = ++id;
    m_impl->insert.bind(1, id).bind(2, request->source).bind(3, request->format).bindBlob(4, request->body);
    if (const auto done = m_impl->insert.run(); !done) return done;
    m_impl->remember.bind(1, id).bindBlob(
        2, {reinterpret_cast<const char*>(&request->hash), sizeof request->hash});
    if (const auto done = m_impl->remember.run(); !done) return done;
  }
  if (const auto done = m_impl->forget.bind(1, id - kRemembered).run(); !done) return done;
  if (const auto committed = transaction->commit(); !committed) return committed;
  m_impl->last = id;
  return {};
}

}  // namespace spanloupe::store
