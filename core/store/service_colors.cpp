// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/service_colors.h"

#include "core/store/schema.h"

namespace spanloupe::store {
namespace {

/// The first version has no such table.
Result<bool> hasTable(const Connection& connection) {
  const auto version = connection.integer("PRAGMA user_version");
  if (!version) return tl::unexpected(version.error());
  return *version >= 2;
}

}  // namespace

Result<std::vector<ServiceColor>> readServiceColors(const std::string& sessionPath) {
  const auto connection = Connection::open(sessionPath, Access::ReadOnly);
  if (!connection) return tl::unexpected(connection.error());
  const auto kept = hasTable(*connection);
  if (!kept) return tl::unexpected(kept.error());
  std::vector<ServiceColor> colors;
  if (!*kept) return colors;
  auto query =
      connection->prepare("SELECT service, slot, texture, letters FROM service_color ORDER BY position");
  if (!query) return tl::unexpected(query.error());
  while (true) {
    const auto more = query->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return colors;
    colors.push_back({std::string(query->text(0)), static_cast<int>(query->integer(1)),
                      static_cast<int>(query->integer(2)), std::string(query->text(3))});
  }
}

Result<void> writeServiceColors(const std::string& sessionPath, const std::vector<ServiceColor>& colors) {
  const auto connection = Connection::open(sessionPath, Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  if (const auto known = checkVersion(*connection, sessionPath); !known) return known;
  const auto kept = hasTable(*connection);
  if (!kept) return tl::unexpected(kept.error());
  if (!*kept) return {};
  auto transaction = Transaction::begin(*connection);
  if (!transaction) return tl::unexpected(transaction.error());
  if (const auto emptied = connection->run("DELETE FROM service_color"); !emptied) return emptied;
  auto insert = connection->prepare(
      "INSERT INTO service_color (position, service, slot, texture, letters) VALUES (?, ?, ?, ?, ?)");
  if (!insert) return tl::unexpected(insert.error());
  std::int64_t position = 0;
  for (const ServiceColor& color : colors) {
    insert->bind(1, position++).bind(2, color.service).bind(3, std::int64_t{color.slot});
    insert->bind(4, std::int64_t{color.texture}).bind(5, color.letters);
    if (const auto done = insert->run(); !done) return done;
  }
  return transaction->commit();
}

}  // namespace spanloupe::store
