// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/cache_model.h"

#include "ui/common/format.h"

namespace spanloupe::settings {

CacheModel::CacheModel(QObject* parent) : QAbstractListModel(parent) {}

void CacheModel::setRows(std::vector<CacheRow> rows, const std::string& open) {
  beginResetModel();
  m_rows = std::move(rows);
  m_open = open;
  endResetModel();
}

QString CacheModel::name(int index) const {
  const std::vector<std::string>& sources = row(index).sources;
  if (sources.empty()) return tr("unfinished import");
  const QString first = QString::fromStdString(sources.front());
  return sources.size() == 1 ? first : tr("%1 and %2 more").arg(first).arg(sources.size() - 1);
}

std::uint64_t CacheModel::bytes() const {
  std::uint64_t total = 0;
  for (const CacheRow& row : m_rows) total += row.entry.bytes;
  return total;
}

std::uint64_t CacheModel::removableBytes() const {
  std::uint64_t total = 0;
  for (const CacheRow& row : m_rows)
    if (row.entry.path != m_open) total += row.entry.bytes;
  return total;
}

int CacheModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant CacheModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const ingest::CacheEntry& entry = row(index.row()).entry;
  if (role == Qt::ToolTipRole) return QString::fromStdString(entry.path);
  if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
  QStringList parts{name(index.row()), ui::formatBytes(entry.bytes),
                    tr("last used %1").arg(ui::formatDateTime(entry.lastUsed, ui::TimeZone::Local, 0))};
  if (isOpen(index.row())) parts.insert(1, tr("open now"));
  return parts.join(QStringLiteral(", "));
}

}  // namespace spanloupe::settings
