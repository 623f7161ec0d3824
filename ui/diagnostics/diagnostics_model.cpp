// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnostics/diagnostics_model.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "ui/common/format.h"

namespace spanloupe::diagnostics {
namespace {

QString line(const Group& group, const Diagnostic& entry) {
  QStringList fields{QString::fromStdString(group.kind), QString::fromStdString(group.source),
                     QString::number(entry.offset), QString::fromStdString(entry.text)};
  for (QString& field : fields)
    field.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' '));
  return fields.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

/// The name of each group's file, with its folder where files of the same name would look alike.
QStringList shortSources(const DiagnosticList& list) {
  std::map<QString, std::set<std::string>> pathsOf;
  for (const Group& group : list.groups)
    pathsOf[QFileInfo(QString::fromStdString(group.path)).fileName()].insert(group.path);
  QStringList names;
  for (const Group& group : list.groups) {
    const auto path = QString::fromStdString(group.path);
    const QFileInfo file(path);
    const QString name = file.fileName();
    const QString folder = pathsOf[name].size() > 1 ? file.dir().dirName() : QString();
    const QString member = QString::fromStdString(group.source).mid(path.size());
    names += (folder.isEmpty() ? name : folder + QLatin1Char('/') + name) + member;
  }
  return names;
}

}  // namespace

Result<DiagnosticList> readDiagnostics(store::Reader& reader, std::stop_token stop) {
  auto sources = reader.sources();
  if (!sources) return unexpected(sources.error());
  DiagnosticList list;
  std::map<std::tuple<std::string, std::string>, Group> groups;
  for (const store::SourceRow& source : *sources) {
    list.total += source.diagnosticTotal;
    if (source.diagnosticTotal == 0) continue;
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "Cancelled");
    auto entries = reader.diagnostics(source.id);
    if (!entries) return unexpected(entries.error());
    for (Diagnostic& entry : *entries) {
      const std::string name = entry.member.empty() ? source.name : source.name + " › " + entry.member;
      Group& group = groups[{entry.kind, name}];
      group.kind = entry.kind;
      group.source = name;
      group.path = source.name;
      group.severity = group.entries.empty() ? entry.severity : std::max(group.severity, entry.severity);
      group.entries.push_back(std::move(entry));
      ++list.kept;
    }
  }
  for (auto& [key, group] : groups) {
    std::stable_sort(group.entries.begin(), group.entries.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.offset < b.offset; });
    list.groups.push_back(std::move(group));
  }
  return list;
}

DiagnosticsModel::DiagnosticsModel(QObject* parent) : QAbstractItemModel(parent) {}

void DiagnosticsModel::setList(std::shared_ptr<const DiagnosticList> list) {
  beginResetModel();
  m_list = std::move(list);
  m_shortSources = shortSources(*m_list);
  endResetModel();
}

// internalId: 0 for a group, group + 1 for an entry.
QModelIndex DiagnosticsModel::index(int row, int column, const QModelIndex& parent) const {
  if (!hasIndex(row, column, parent)) return {};
  return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : 0);
}

QModelIndex DiagnosticsModel::parent(const QModelIndex& index) const {
  if (!index.isValid() || index.internalId() == 0) return {};
  return createIndex(static_cast<int>(index.internalId() - 1), 0, quintptr{0});
}

int DiagnosticsModel::rowCount(const QModelIndex& parent) const {
  if (!parent.isValid()) return static_cast<int>(m_list->groups.size());
  if (parent.internalId() != 0 || parent.column() != 0) return 0;
  // A group of one is its entry: nothing to unfold.
  const std::size_t entries = m_list->groups[static_cast<std::size_t>(parent.row())].entries.size();
  return entries > 1 ? static_cast<int>(entries) : 0;
}

int DiagnosticsModel::columnCount(const QModelIndex&) const { return ColumnCount; }

const Group& DiagnosticsModel::groupOf(const QModelIndex& index) const {
  const auto id = index.internalId();
  return m_list->groups[id == 0 ? static_cast<std::size_t>(index.row()) : id - 1];
}

const Diagnostic& DiagnosticsModel::entryOf(const QModelIndex& index) const {
  return groupOf(index).entries[index.internalId() == 0 ? 0 : static_cast<std::size_t>(index.row())];
}

QString DiagnosticsModel::text(const QModelIndex& index) const {
  const Group& group = groupOf(index);
  switch (index.column()) {
    case Kind: return QString::fromStdString(group.kind);
    case Source: return m_shortSources[&group - m_list->groups.data()];
    case Offset: return ui::formatCount(entryOf(index).offset);
    case What: return QString::fromStdString(entryOf(index).text);
    case Count:
      return index.internalId() == 0 ? ui::formatCount(std::uint64_t{group.entries.size()}) : QString();
    default: return {};
  }
}

QVariant DiagnosticsModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  if (role == Qt::DisplayRole) return text(index);
  if (role == Qt::ToolTipRole && index.column() == What) return text(index);
  if (role == Qt::ToolTipRole && index.column() == Source)
    return QString::fromStdString(groupOf(index).source);
  if (role == Qt::AccessibleTextRole && index.column() == Mark)
    return severity(index) == Severity::Error ? tr("error") : tr("warning");
  if (role == Qt::TextAlignmentRole && (index.column() == Offset || index.column() == Count))
    return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
  return {};
}

QVariant DiagnosticsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    const bool right = section == Offset || section == Count;
    return QVariant::fromValue(Qt::Alignment(right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case Kind: return tr("Kind");
    case Source: return tr("Source");
    case Offset: return tr("Byte offset");
    case What: return tr("What");
    case Count: return tr("n");
    default: return QString();
  }
}

Severity DiagnosticsModel::severity(const QModelIndex& index) const {
  return index.internalId() == 0 ? groupOf(index).severity : entryOf(index).severity;
}

session::BytePlace DiagnosticsModel::place(const QModelIndex& index) const {
  const Diagnostic& entry = entryOf(index);
  return {groupOf(index).path, entry.member, entry.offset};
}

QString DiagnosticsModel::copyText(const QModelIndex& index) const {
  return index.isValid() ? line(groupOf(index), entryOf(index)) : QString();
}

QString DiagnosticsModel::copyAllText() const {
  QString text =
      QStringList{tr("Kind"), tr("Source"), tr("Byte offset"), tr("What")}.join(QLatin1Char('\t')) +
      QLatin1Char('\n');
  for (const Group& group : m_list->groups)
    for (const Diagnostic& entry : group.entries) text += line(group, entry);
  return text;
}

}  // namespace spanloupe::diagnostics
