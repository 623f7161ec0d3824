// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/pending_log.h"

#include <zstd.h>

#include "core/store/sqlite.h"

namespace spanloupe::store {

std::string packPending(std::string_view body) {
  std::string packed(ZSTD_compressBound(body.size()), '\0');
  const std::size_t size = ZSTD_compress(packed.data(), packed.size(), body.data(), body.size(), 1);
  packed.resize(ZSTD_isError(size) != 0 ? 0 : size);
  return packed;
}

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
  Connection connection;
  Statement insert;
  WriteTurn turn;
};

PendingLog::PendingLog(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
PendingLog::~PendingLog() = default;

Result<std::unique_ptr<PendingLog>> PendingLog::open(const std::string& path, WriteTurn turn) {
  auto connection = Connection::open(path, Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  // The Session moves what is committed from the log into the file: never while a sender waits.
  const auto set = connection->run("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0");
  if (!set) return tl::unexpected(set.error());
  auto insert = connection->prepare("INSERT INTO pending (source, format, body) VALUES (?, ?, ?)");
  if (!insert) return tl::unexpected(insert.error());
  return std::unique_ptr<PendingLog>(new PendingLog(
      std::make_unique<Impl>(Impl{std::move(*connection), std::move(*insert), std::move(turn)})));
}

Result<void> PendingLog::add(std::span<PendingRequest* const> requests) {
  const std::lock_guard lock(*m_impl->turn);
  auto transaction = Transaction::begin(m_impl->connection);
  if (!transaction) return tl::unexpected(transaction.error());
  for (PendingRequest* const request : requests) {
    m_impl->insert.bind(1, request->source).bind(2, request->format).bindBlob(3, request->body);
    if (const auto done = m_impl->insert.run(); !done) return done;
    request->id = m_impl->connection.lastRowId();
  }
  return transaction->commit();
}

}  // namespace spanloupe::store
