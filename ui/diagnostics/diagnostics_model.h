// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What could not be read, of all sources: one row per kind and source, with every entry below it. UI thread;
// the reading happens in readDiagnostics() on the query pool.
#pragma once

#include <QAbstractItemModel>
#include <memory>
#include <vector>

#include "core/store/reader.h"
#include "ui/session/file_peek.h"

namespace spanloupe::diagnostics {

/// The entries of one kind in one source, in order of offset.
struct Group {
  Severity severity = Severity::Warning;
  std::string kind;
  std::string source;
  std::vector<Diagnostic> entries;
  std::string path;  ///< Of the source; its name when it was no file.
};

struct DiagnosticList {
  std::vector<Group> groups;  ///< By kind, then source.
  std::uint64_t total = 0;    ///< Of all sources, also those only counted.
  std::uint64_t kept = 0;
};

[[nodiscard]] Result<DiagnosticList> readDiagnostics(store::Reader& reader, std::stop_token stop);

class DiagnosticsModel : public QAbstractItemModel {
  Q_OBJECT
 public:
  enum Column { Mark, Kind, Source, Offset, What, Count, ColumnCount };

  explicit DiagnosticsModel(QObject* parent = nullptr);

  void setList(std::shared_ptr<const DiagnosticList> list);
  [[nodiscard]] const DiagnosticList& list() const { return *m_list; }

  QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  QModelIndex parent(const QModelIndex& index) const override;
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  [[nodiscard]] Severity severity(const QModelIndex& index) const;
  /// Where the bytes are that the row tells of.
  [[nodiscard]] session::BytePlace place(const QModelIndex& index) const;
  /// Kind, source, offset, text of the row, tab-separated, for the clipboard.
  [[nodiscard]] QString copyText(const QModelIndex& index) const;
  [[nodiscard]] QString copyAllText() const;

 private:
  [[nodiscard]] const Group& groupOf(const QModelIndex& index) const;
  [[nodiscard]] const Diagnostic& entryOf(const QModelIndex& index) const;
  [[nodiscard]] QString text(const QModelIndex& index) const;

  std::shared_ptr<const DiagnosticList> m_list = std::make_shared<DiagnosticList>();
  QStringList m_shortSources;  ///< Per group: the file without its folders.
};

}  // namespace spanloupe::diagnostics
