// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The cached sessions as a list: name, size, last use. The rows are values that a worker made. UI thread.
#pragma once

#include <QAbstractListModel>
#include <string>
#include <vector>

#include "core/ingest/session_cache.h"

namespace spanloupe::settings {

struct CacheRow {
  ingest::CacheEntry entry;
  std::vector<std::string> sources;
};

class CacheModel : public QAbstractListModel {
  Q_OBJECT
 public:
  explicit CacheModel(QObject* parent = nullptr);

  void setRows(std::vector<CacheRow> rows, const std::string& open);
  [[nodiscard]] const CacheRow& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
  [[nodiscard]] bool isOpen(int index) const { return row(index).entry.path == m_open; }
  [[nodiscard]] QString name(int index) const;
  /// Of all but the open one.
  [[nodiscard]] std::uint64_t removableBytes() const;
  [[nodiscard]] std::uint64_t bytes() const;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;

 private:
  std::vector<CacheRow> m_rows;
  std::string m_open;  ///< The session that is open in this window.
};

}  // namespace spanloupe::settings
