// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of the Sources view as a tree, and their order. New lines come at the end and old ones stay where
// they are, so that nothing moves under whoever reads; only another session begins anew. UI thread.
#pragma once

#include <QAbstractItemModel>
#include <QSortFilterProxyModel>

#include "ui/sources/source_lines.h"

namespace spanloupe::sources {

class SourcesModel : public QAbstractItemModel {
  Q_OBJECT
 public:
  explicit SourcesModel(QObject* parent = nullptr) : QAbstractItemModel(parent) {}

  void setLines(std::vector<SourceLine> lines);
  void setZone(ui::TimeZone zone);
  [[nodiscard]] const SourceLine& line(const QModelIndex& index) const;
  [[nodiscard]] const std::vector<SourceLine>& lines() const { return m_lines; }
  [[nodiscard]] ui::TimeZone zone() const { return m_zone; }

  QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  QModelIndex parent(const QModelIndex& index) const override;
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

 private:
  void removeGone(const std::vector<SourceLine>& next);
  void tellAll();

  std::vector<SourceLine> m_lines;
  std::uint64_t m_largestBytes = 0;
  ui::TimeZone m_zone = ui::TimeZone::Local;
};

/// In the order that was chosen, made when it is chosen and when lines come; not while figures change.
class SortedSources : public QSortFilterProxyModel {
  Q_OBJECT
 public:
  explicit SortedSources(SourcesModel& model, QObject* parent = nullptr);
  [[nodiscard]] const SourceLine& line(const QModelIndex& index) const;

 protected:
  bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

 private:
  SourcesModel& m_model;
};

}  // namespace spanloupe::sources
