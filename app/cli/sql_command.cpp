// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include "app/cli/command_list.h"
#include "app/cli/open_store.h"
#include "app/cli/rows.h"
#include "app/cli/unread_input.h"
#include "core/base/hex.h"
#include "core/store/sql.h"

namespace spanloupe::cli {
namespace {

/// Prints rows as they come.
class PrintingSink final : public store::SqlRowSink {
 public:
  explicit PrintingSink(const Invocation& invocation) : m_invocation(invocation) {}

  void columns(std::span<const std::string_view> names) override {
    std::vector<Column> columns;
    for (const std::string_view name : names) columns.push_back({std::string(name), std::string(name), true});
    m_printer = std::make_unique<RowPrinter>(m_invocation, std::move(columns));
  }

  bool row(std::span<const store::SqlValue> values) override {
    std::vector<Cell> row;
    for (const store::SqlValue& value : values) row.push_back(cellOf(value));
    return m_printer->add(std::move(row));
  }

  void finish() {
    if (m_printer) m_printer->finish();
  }

 private:
  static Cell cellOf(const store::SqlValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
    if (const auto* real = std::get_if<double>(&value)) return *real;
    if (const auto* text = std::get_if<std::string_view>(&value)) return std::string(*text);
    if (const auto* blob = std::get_if<store::SqlBlob>(&value)) return encodeHex(blob->bytes);
    return {};
  }

  const Invocation& m_invocation;
  std::unique_ptr<RowPrinter> m_printer;
};

}  // namespace

Result<int> runSql(const Invocation& invocation) {
  const auto path = storePath(invocation);
  if (!path) return tl::unexpected(path.error());
  PrintingSink sink(invocation);
  if (auto done = store::runSql(path->path, invocation.arguments.words[0], sink, invocation.stop); !done) {
    return tl::unexpected(done.error());
  }
  sink.finish();
  return path->opened ? statusOfOpened(path->path) : Result<int>(kDone);
}

}  // namespace spanloupe::cli
