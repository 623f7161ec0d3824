// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sources/sources_model.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>

namespace spanloupe::sources {
namespace {

constexpr int kLastColumn = kColumnCount - 1;

/// Puts `next` into the order of `known`, what is new behind it. False when one of `known` is gone.
bool keepOrder(const std::vector<SourceLine>& known, std::vector<SourceLine>& next) {
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < next.size(); ++i) places.emplace(next[i].key, i);
  std::vector<SourceLine> ordered;
  ordered.reserve(next.size());
  for (const SourceLine& line : known) {
    const auto place = places.find(line.key);
    if (place == places.end()) return false;
    SourceLine& same = next[place->second];
    if (!keepOrder(line.below, same.below)) return false;
    ordered.push_back(std::move(same));
    places.erase(place);
  }
  for (SourceLine& line : next)
    if (places.contains(line.key)) ordered.push_back(std::move(line));
  next = std::move(ordered);
  return true;
}

const SourceLine* lineWithKey(const std::vector<SourceLine>& lines, const std::string& key) {
  const auto found =
      std::find_if(lines.begin(), lines.end(), [&key](const SourceLine& line) { return line.key == key; });
  return found == lines.end() ? nullptr : &*found;
}

std::uint64_t largestBytes(const std::vector<SourceLine>& lines) {
  std::uint64_t largest = 0;
  for (const SourceLine& line : lines)
    largest = std::max({largest, line.bytes.value_or(0), largestBytes(line.below)});
  return largest;
}

}  // namespace

void SourcesModel::setLines(std::vector<SourceLine> lines) {
  m_largestBytes = largestBytes(lines);
  removeGone(lines);
  std::vector<SourceLine> ordered = lines;
  if (!keepOrder(m_lines, ordered)) {
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
    return;
  }
  const std::size_t known = m_lines.size();
  for (std::size_t i = 0; i < known; ++i) {
    std::vector<SourceLine>& below = m_lines[i].below;
    const std::vector<SourceLine>& now = ordered[i].below;
    if (now.size() > below.size()) {
      beginInsertRows(index(static_cast<int>(i), 0), static_cast<int>(below.size()),
                      static_cast<int>(now.size()) - 1);
      below.insert(below.end(), now.begin() + static_cast<std::ptrdiff_t>(below.size()), now.end());
      endInsertRows();
    }
    m_lines[i] = std::move(ordered[i]);
  }
  if (ordered.size() > known) {
    beginInsertRows({}, static_cast<int>(known), static_cast<int>(ordered.size()) - 1);
    for (std::size_t i = known; i < ordered.size(); ++i) m_lines.push_back(std::move(ordered[i]));
    endInsertRows();
  }
  tellAll();
}

// Below a source that is still there: when nobody listens any more, its senders are not known. What else is
// selected and folded stays so.
void SourcesModel::removeGone(const std::vector<SourceLine>& next) {
  for (std::size_t i = 0; i < m_lines.size(); ++i) {
    const SourceLine* const same = lineWithKey(next, m_lines[i].key);
    if (same == nullptr) continue;
    std::set<std::string_view> keys;
    for (const SourceLine& line : same->below) keys.insert(line.key);
    std::vector<SourceLine>& below = m_lines[i].below;
    for (std::size_t row = below.size(); row-- > 0;) {
      if (keys.contains(below[row].key)) continue;
      beginRemoveRows(index(static_cast<int>(i), 0), static_cast<int>(row), static_cast<int>(row));
      below.erase(below.begin() + static_cast<std::ptrdiff_t>(row));
      endRemoveRows();
    }
  }
}

void SourcesModel::setZone(ui::TimeZone zone) {
  if (m_zone == zone) return;
  m_zone = zone;
  tellAll();
}

void SourcesModel::tellAll() {
  if (m_lines.empty()) return;
  emit dataChanged(index(0, 0), index(rowCount() - 1, kLastColumn));
  for (int row = 0; row < rowCount(); ++row) {
    const QModelIndex parent = index(row, 0);
    const int below = rowCount(parent);
    if (below > 0) emit dataChanged(index(0, 0, parent), index(below - 1, kLastColumn, parent));
  }
}

const SourceLine& SourcesModel::line(const QModelIndex& index) const {
  const auto row = static_cast<std::size_t>(index.row());
  return index.internalId() == 0 ? m_lines[row] : m_lines[index.internalId() - 1].below[row];
}

QModelIndex SourcesModel::index(int row, int column, const QModelIndex& parent) const {
  if (row < 0 || column < 0 || column >= kColumnCount || row >= rowCount(parent)) return {};
  // Those below a line carry its place, one more, as their id.
  return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : 0);
}

QModelIndex SourcesModel::parent(const QModelIndex& index) const {
  if (!index.isValid() || index.internalId() == 0) return {};
  return createIndex(static_cast<int>(index.internalId()) - 1, 0, quintptr{0});
}

int SourcesModel::rowCount(const QModelIndex& parent) const {
  if (!parent.isValid()) return static_cast<int>(m_lines.size());
  if (parent.internalId() != 0 || parent.column() != 0) return 0;
  return static_cast<int>(m_lines[static_cast<std::size_t>(parent.row())].below.size());
}

int SourcesModel::columnCount(const QModelIndex&) const { return kColumnCount; }

QVariant SourcesModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const auto column = static_cast<Column>(index.column());
  switch (role) {
    case Qt::DisplayRole: return cellText(line(index), column, m_largestBytes, m_zone);
    case Qt::ToolTipRole: return cellToolTip(line(index), column, m_zone);
    case Qt::TextAlignmentRole:
      return static_cast<int>((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
  }
}

QVariant SourcesModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= kColumnCount) return {};
  const auto column = static_cast<Column>(section);
  switch (role) {
    case Qt::DisplayRole: return columnTitle(column);
    case Qt::ToolTipRole: return columnToolTip(column);
    // The first click shows the largest figures, and names from A.
    case Qt::InitialSortOrderRole:
      return static_cast<int>(isNumber(column) ? Qt::DescendingOrder : Qt::AscendingOrder);
    case Qt::TextAlignmentRole:
      return static_cast<int>((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
  }
}

SortedSources::SortedSources(SourcesModel& model, QObject* parent)
    : QSortFilterProxyModel(parent), m_model(model) {
  setDynamicSortFilter(false);
  setSourceModel(&model);
}

const SourceLine& SortedSources::line(const QModelIndex& index) const {
  return m_model.line(mapToSource(index));
}

bool SortedSources::lessThan(const QModelIndex& left, const QModelIndex& right) const {
  const SourceLine& one = m_model.line(left);
  const SourceLine& other = m_model.line(right);
  // Services, refusals and what was dropped stay apart, whatever the direction.
  if (one.kind != other.kind) return (one.kind < other.kind) == (sortOrder() == Qt::AscendingOrder);
  const auto column = static_cast<Column>(left.column());
  if (isNumber(column)) {
    const auto a = numberOf(one, column);
    const auto b = numberOf(other, column);
    if (a != b) return a < b;
    return false;
  }
  return QString::localeAwareCompare(left.data().toString(), right.data().toString()) < 0;
}

}  // namespace spanloupe::sources
