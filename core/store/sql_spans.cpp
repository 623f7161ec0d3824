// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An eponymous virtual table. Its hidden column has the table's name, so that attr(spans, 'key') finds the
// table's own function (xFindFunction); the column's value says which row is meant.
#include "core/store/sql_spans.h"

#include <memory>

#include "core/model/attribute_value.h"
#include "core/store/segment_cache.h"
#include "core/store/snapshot.h"
#include "core/store/span_block.h"

namespace spanloupe::store {

/// What rows are read with; shared by the table and the function.
class SpanRows {
 public:
  explicit SpanRows(const Connection& connection)
      : m_connection(connection), m_cursor(connection), m_cache(m_cursor, 4) {}

  [[nodiscard]] Result<void> load() {
    if (m_snapshot) return {};
    auto segments = loadSegments(m_connection);
    if (!segments) return tl::unexpected(segments.error());
    m_snapshot.emplace(std::move(*segments));
    return {};
  }
  [[nodiscard]] std::size_t segments() const { return m_snapshot ? m_snapshot->segments().size() : 0; }
  [[nodiscard]] std::uint32_t rows(std::size_t place) const {
    return m_snapshot->segments()[place]->summary.spans;
  }
  [[nodiscard]] SpanBlock& at(std::size_t place, std::uint32_t row) {
    if (!m_block || m_blockPlace != place || !m_block->holds(row)) {
      m_block.emplace(m_cache.open(m_snapshot->segments()[place]), row);
      m_blockPlace = place;
    }
    return *m_block;
  }

 private:
  const Connection& m_connection;
  BlobCursor m_cursor;
  SegmentCache m_cache;
  std::optional<Snapshot> m_snapshot;
  std::size_t m_blockPlace = 0;
  std::optional<SpanBlock> m_block;
};

namespace {

enum Column : int {
  TraceIdColumn,
  SpanIdColumn,
  ParentIdColumn,
  ServiceColumn,
  NameColumn,
  KindColumn,
  StatusColumn,
  StatusMessageColumn,
  StartColumn,
  DurationColumn,
  SelfColumn
};

constexpr const char* kDeclaration =
    "CREATE TABLE x (trace_id TEXT, span_id TEXT, parent_id TEXT, service TEXT, name TEXT, kind INTEGER, "
    "status INTEGER, status_message TEXT, start_ns INTEGER, duration_ns INTEGER, spans HIDDEN)";

struct SpansTable {
  sqlite3_vtab base{};
  SpanRows* rows = nullptr;
};

struct SpansCursor {
  sqlite3_vtab_cursor base{};
  std::size_t place = 0;
  std::uint32_t row = 0;
};

SpansTable& tableOf(sqlite3_vtab* base) { return *reinterpret_cast<SpansTable*>(base); }
SpansCursor& cursorOf(sqlite3_vtab_cursor* base) { return *reinterpret_cast<SpansCursor*>(base); }

/// Marks the numbers that attr() takes, so that another number is not mistaken for a row.
constexpr std::int64_t kRowMark = std::int64_t{0x51a} << 52;
constexpr std::int64_t kPlaceMask = (std::int64_t{1} << 20) - 1;

std::int64_t rowIdOf(const SpansCursor& cursor) {
  return static_cast<std::int64_t>(cursor.place) << 32 | static_cast<std::int64_t>(cursor.row);
}

void resultText(sqlite3_context* out, std::string_view text) {
  sqlite3_result_text64(out, text.data() != nullptr ? text.data() : "", text.size(), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
}

void resultValue(sqlite3_context* out, AttributeValue value) {
  switch (value.type()) {
    case ValueType::Empty: sqlite3_result_null(out); break;
    case ValueType::Bool: sqlite3_result_int(out, value.asBool() ? 1 : 0); break;
    case ValueType::Int: sqlite3_result_int64(out, value.asInt()); break;
    case ValueType::Double: sqlite3_result_double(out, value.asDouble()); break;
    case ValueType::Bytes:
      sqlite3_result_blob64(out, value.asBytes().data(), value.asBytes().size(), SQLITE_TRANSIENT);
      break;
    default: resultText(out, displayText(value));
  }
}

template <typename T, typename Give>
int give(sqlite3_context* out, const Result<T>& result, Give put) {
  if (result) {
    put(*result);
    return SQLITE_OK;
  }
  sqlite3_result_error(out, result.error().message.c_str(), -1);
  return SQLITE_ERROR;
}

int giveColumn(SpanRows& rows, const SpansCursor& cursor, int column, sqlite3_context* out) {
  SpanBlock& block = rows.at(cursor.place, cursor.row);
  const std::uint32_t row = cursor.row;
  const auto text = [out](std::string_view value) { resultText(out, value); };
  const auto number = [out](std::uint64_t value) {
    sqlite3_result_int64(out, static_cast<std::int64_t>(value));
  };
  const auto id = [out](std::uint64_t value) {
    if (value == 0) return sqlite3_result_null(out);
    resultText(out, SpanId{value}.hex());
  };
  switch (column) {
    case TraceIdColumn:
      return give(out, block.traceId(row), [out](TraceId trace) { resultText(out, trace.hex()); });
    case SpanIdColumn: return give(out, block.number(key::kSpanId, row), id);
    case ParentIdColumn: return give(out, block.parentId(row), [&id](SpanId parent) { id(parent.value); });
    case ServiceColumn: return give(out, block.service(row), text);
    case NameColumn: return give(out, block.text(key::kName, row), text);
    case KindColumn: return give(out, block.number(key::kKind, row), number);
    case StatusColumn: return give(out, block.number(key::kStatus, row), number);
    case StatusMessageColumn: return give(out, block.text(key::kStatusMessage, row), text);
    case StartColumn: return give(out, block.start(row), number);
    case DurationColumn: return give(out, block.number(key::kDuration, row), number);
    default: sqlite3_result_int64(out, rowIdOf(cursor) | kRowMark); return SQLITE_OK;
  }
}

void attr(sqlite3_context* out, int, sqlite3_value** arguments) {
  SpanRows& rows = *static_cast<SpanRows*>(sqlite3_user_data(out));
  const std::int64_t id = sqlite3_value_int64(arguments[0]);
  const auto place = static_cast<std::size_t>(id >> 32 & kPlaceMask);
  const auto row = static_cast<std::uint32_t>(id & 0xffffffff);
  const unsigned char* const key = sqlite3_value_text(arguments[1]);
  if ((id & ~(kPlaceMask << 32 | 0xffffffff)) != kRowMark || place >= rows.segments() ||
      row >= rows.rows(place))
    return sqlite3_result_error(out, "attr() takes the table spans as its first argument: attr(spans, 'key')",
                                -1);
  if (key == nullptr) return sqlite3_result_null(out);
  const std::string name(reinterpret_cast<const char*>(key),
                         static_cast<std::size_t>(sqlite3_value_bytes(arguments[1])));
  (void)give(out, rows.at(place, row).attribute(name, row), [out](const std::optional<std::string>& value) {
    if (value) {
      resultValue(out, AttributeValue(*value));
    } else {
      sqlite3_result_null(out);
    }
  });
}

int connectTable(sqlite3* handle, void* owner, int, const char* const*, sqlite3_vtab** out, char**) {
  const int code = sqlite3_declare_vtab(handle, kDeclaration);
  if (code != SQLITE_OK) return code;
  *out = &(new SpansTable{{}, static_cast<SpanRows*>(owner)})->base;
  return SQLITE_OK;
}

int disconnectTable(sqlite3_vtab* base) {
  delete &tableOf(base);
  return SQLITE_OK;
}

int bestIndex(sqlite3_vtab*, sqlite3_index_info* info) {
  info->estimatedCost = 1e7;
  return SQLITE_OK;
}

int openCursor(sqlite3_vtab*, sqlite3_vtab_cursor** out) {
  *out = &(new SpansCursor)->base;
  return SQLITE_OK;
}

int closeCursor(sqlite3_vtab_cursor* base) {
  delete &cursorOf(base);
  return SQLITE_OK;
}

void skipEmptySegments(const SpanRows& rows, SpansCursor& cursor) {
  while (cursor.place < rows.segments() && cursor.row >= rows.rows(cursor.place)) {
    ++cursor.place;
    cursor.row = 0;
  }
}

int filter(sqlite3_vtab_cursor* base, int, const char*, int, sqlite3_value**) {
  SpanRows& rows = *tableOf(base->pVtab).rows;
  if (const auto loaded = rows.load(); !loaded) {
    base->pVtab->zErrMsg = sqlite3_mprintf("%s", loaded.error().message.c_str());
    return SQLITE_ERROR;
  }
  SpansCursor& cursor = cursorOf(base);
  cursor.place = 0;
  cursor.row = 0;
  skipEmptySegments(rows, cursor);
  return SQLITE_OK;
}

int nextRow(sqlite3_vtab_cursor* base) {
  SpansCursor& cursor = cursorOf(base);
  ++cursor.row;
  skipEmptySegments(*tableOf(base->pVtab).rows, cursor);
  return SQLITE_OK;
}

int isAtEnd(sqlite3_vtab_cursor* base) {
  return cursorOf(base).place >= tableOf(base->pVtab).rows->segments() ? 1 : 0;
}

int columnValue(sqlite3_vtab_cursor* base, sqlite3_context* out, int column) {
  return giveColumn(*tableOf(base->pVtab).rows, cursorOf(base), column, out);
}

int rowId(sqlite3_vtab_cursor* base, sqlite3_int64* out) {
  *out = rowIdOf(cursorOf(base));
  return SQLITE_OK;
}

const sqlite3_module& module() {
  static const sqlite3_module spans = [] {
    sqlite3_module made{};
    made.xConnect = connectTable;  // without xCreate the table is there under its module's name
    made.xBestIndex = bestIndex;
    made.xDisconnect = disconnectTable;
    made.xOpen = openCursor;
    made.xClose = closeCursor;
    made.xFilter = filter;
    made.xNext = nextRow;
    made.xEof = isAtEnd;
    made.xColumn = columnValue;
    made.xRowid = rowId;
    return made;
  }();
  return spans;
}

}  // namespace

SqlSpans::SqlSpans(std::unique_ptr<SpanRows> rows) : m_rows(std::move(rows)) {}
SqlSpans::SqlSpans(SqlSpans&&) noexcept = default;
SqlSpans::~SqlSpans() = default;

Result<SqlSpans> SqlSpans::add(const Connection& connection) {
  auto rows = std::make_unique<SpanRows>(connection);
  sqlite3* const handle = connection.handle();
  int code = sqlite3_create_module_v2(handle, "spans", &module(), rows.get(), nullptr);
  if (code == SQLITE_OK)
    code = sqlite3_create_function_v2(handle, "attr", 2, SQLITE_UTF8, rows.get(), attr, nullptr, nullptr,
                                      nullptr);
  if (code != SQLITE_OK) return tl::unexpected(sqliteError(handle, code));
  return SqlSpans(std::move(rows));
}

}  // namespace spanloupe::store
