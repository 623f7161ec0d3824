// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/csv_file.h"

#include <QSaveFile>

#include "core/query/span_csv.h"

namespace spanloupe::spantable {
namespace {

constexpr std::size_t kPiece = 1 << 20;

Error failure(const QSaveFile& file) {
  return {ErrorKind::Io, file.errorString().toStdString(), file.fileName().toStdString(), {}};
}

}  // namespace

Result<std::uint64_t> writeCsv(const QString& path, const TableContent& content,
                               const std::vector<query::SpanColumn>& columns, ui::Job& job,
                               const std::stop_token& stop) {
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return tl::unexpected(failure(file));
  std::string piece;
  const std::size_t lines = content.isGrouped() ? content.groups.groups.size() : content.spans.size();
  if (content.isGrouped()) {
    query::appendCsvGroupHeader(piece, content.groupBy);
  } else {
    query::appendCsvHeader(piece, columns);
  }
  const auto flush = [&] {
    const auto size = static_cast<qint64>(piece.size());
    const bool isWritten = file.write(piece.data(), size) == size;
    piece.clear();
    return isWritten;
  };
  for (std::size_t i = 0; i < lines; ++i) {
    if (content.isGrouped()) {
      query::appendCsvGroup(piece, content.cells, content.groups.groups[i], content.groupBy);
    } else {
      query::appendCsvRow(piece, content.cells, content.spans[i], columns);
    }
    if (piece.size() < kPiece) continue;
    // Without commit() the temporary file goes away by itself.
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    if (!flush()) return tl::unexpected(failure(file));
    job.setDone(i);
  }
  if (stop.stop_requested() || !job.beginLastStep()) return fail(ErrorKind::Cancelled, "cancelled");
  if (!flush() || !file.commit()) return tl::unexpected(failure(file));
  return lines;
}

}  // namespace spanloupe::spantable
