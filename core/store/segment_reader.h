// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads rows of one segment back: single columns over a range of rows, or whole spans and logs as SpanViews.
// Dictionaries are decoded once and kept. One thread at a time.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/model/span_sink.h"
#include "core/store/segment_columns.h"

namespace spanloupe::store {

/// The texts of one column over a range of rows.
class TextRange {
 public:
  /// Empty when the row has no value.
  [[nodiscard]] std::string_view at(std::size_t row) const {
    const std::uint32_t code = row < m_codes.size() ? m_codes[row] : 0;
    if (code == 0) return {};
    return m_dictionary != nullptr
               ? m_dictionary->at(code - 1)
               : std::string_view(m_bytes).substr(m_begin[code - 1], m_begin[code] - m_begin[code - 1]);
  }
  [[nodiscard]] bool has(std::size_t row) const { return row < m_codes.size() && m_codes[row] != 0; }
  /// 0 = absent; equal codes mean equal texts only when dictionary() is not null.
  [[nodiscard]] std::uint32_t code(std::size_t row) const { return row < m_codes.size() ? m_codes[row] : 0; }
  [[nodiscard]] const Dictionary* dictionary() const { return m_dictionary.get(); }

 private:
  friend class SegmentReader;
  friend class AttributeRange;
  std::shared_ptr<const Dictionary> m_dictionary;
  std::vector<std::uint32_t> m_codes;
  std::string m_bytes;  ///< Plain values.
  std::vector<std::uint64_t> m_begin;
};

/// The attributes of a range of rows. One thread at a time.
class AttributeRange {
 public:
  AttributeRange() = default;
  // Cells point into columns, which stay where they are when the range is moved.
  AttributeRange(AttributeRange&&) = default;
  AttributeRange& operator=(AttributeRange&&) = default;

  /// Appends the attributes of `row` in their order; views live as long as this range and its segment reader.
  /// False when the segment is damaged.
  [[nodiscard]] bool append(std::size_t row, std::vector<Attribute>& out);

 private:
  friend class SegmentReader;
  /// What reading a value of a column takes, in one place.
  struct Cells {
    std::string_view key;
    const std::uint32_t* codes = nullptr;
    const char* bytes = nullptr;
    const std::uint64_t* ends = nullptr;
  };
  /// A shape that consists of columns, taken apart once: m_steps[begin] up to end.
  struct Steps {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    enum class Kind : std::uint8_t { Unknown, Columns, Mixed } kind = Kind::Unknown;
  };

  void setColumns(std::vector<std::string_view> keys, std::vector<TextRange> columns);
  [[nodiscard]] const Steps& stepsOf(std::uint32_t shape);
  [[nodiscard]] bool appendMixed(std::size_t row, std::vector<Attribute>& out) const;
  [[nodiscard]] AttributeValue value(const Cells& cells, std::size_t row) const {
    const std::uint32_t code = cells.codes[row];
    if (code == 0) return {};
    const std::uint64_t begin = cells.ends[code - 1];
    return AttributeValue({cells.bytes + begin, cells.ends[code] - begin});
  }

  std::size_t m_rows = 0;
  TextRange m_shapes;
  TextRange m_overflow;
  std::vector<TextRange> m_columns;
  std::vector<Cells> m_cells;  ///< One of each column.
  std::vector<Steps> m_known;  ///< By code of the shape.
  std::vector<std::uint32_t> m_steps;
};

/// Where the runs of a segment's traces lie.
struct TraceRuns {
  std::vector<TraceId> ids;  ///< Sorted.
  std::vector<std::uint32_t> rowsEnd;
  std::vector<std::uint64_t> startBase;
  /// Position of `id`, or ids.size().
  [[nodiscard]] std::size_t find(TraceId id) const;
  [[nodiscard]] std::uint32_t begin(std::size_t run) const { return run == 0 ? 0 : rowsEnd[run - 1]; }
  /// The run that `row` belongs to.
  [[nodiscard]] std::size_t runOf(std::uint32_t row) const;
};

class SegmentReader {
 public:
  SegmentReader(std::unique_ptr<SegmentColumns> columns, const SegmentSummary& summary);
  ~SegmentReader();

  [[nodiscard]] const SegmentSummary& summary() const { return m_summary; }
  [[nodiscard]] const std::vector<ColumnName>& names() const { return m_columns->names(); }

  [[nodiscard]] bool has(ColumnScope scope, std::string_view key) const {
    return find(scope, key) != names().size();
  }
  /// Zeros when there is no such column.
  [[nodiscard]] Result<std::vector<std::uint64_t>> integers(ColumnScope scope, std::string_view key,
                                                            std::uint32_t first, std::uint32_t count);
  [[nodiscard]] Result<TextRange> texts(ColumnScope scope, std::string_view key, std::uint32_t first,
                                        std::uint32_t count);
  /// By position in names().
  [[nodiscard]] Result<TextRange> textsAt(std::size_t index, std::uint32_t first, std::uint32_t count);
  /// `rows` = Span, Event, Link or Log.
  [[nodiscard]] Result<AttributeRange> attributes(ColumnScope rows, std::uint32_t first, std::uint32_t count);
  [[nodiscard]] Result<const TraceRuns*> traceRuns();
  /// Parent ids of rows [first, first + count), whether their parent is in the segment or not.
  [[nodiscard]] Result<std::vector<SpanId>> parentIds(std::uint32_t first, std::uint32_t count);

  /// Pushes rows [first, first + count) to `sink`. Cancelled when `stop` is requested.
  [[nodiscard]] Result<void> visitSpans(std::uint32_t first, std::uint32_t count, SpanSink& sink,
                                        std::stop_token stop = {});
  [[nodiscard]] Result<void> visitLogs(std::uint32_t first, std::uint32_t count, SpanSink& sink,
                                       std::stop_token stop = {});
  /// Likewise for single rows, which must ascend.
  [[nodiscard]] Result<void> visitSpansAt(std::span<const std::uint32_t> rows, SpanSink& sink,
                                          std::stop_token stop = {});
  [[nodiscard]] Result<void> visitLogsAt(std::span<const std::uint32_t> rows, SpanSink& sink,
                                         std::stop_token stop = {});
  /// Called before each row that visitSpans and visitLogs push, with its source; 0 when unknown.
  void onSource(std::function<void(std::int64_t)> callback) { m_onSource = std::move(callback); }

 private:
  struct OpenColumn {
    std::unique_ptr<BlobSource> blob;
    std::optional<ColumnReader> reader;
    std::shared_ptr<const Dictionary> dictionary;
  };
  /// names().size() when absent.
  [[nodiscard]] std::size_t find(ColumnScope scope, std::string_view key) const;
  [[nodiscard]] Result<OpenColumn*> column(std::size_t index);

  std::unique_ptr<SegmentColumns> m_columns;
  SegmentSummary m_summary;
  std::map<std::pair<ColumnScope, std::string_view>, std::size_t> m_byName;
  std::vector<OpenColumn> m_open;
  std::optional<TraceRuns> m_runs;
  std::function<void(std::int64_t)> m_onSource;
};

}  // namespace spanloupe::store
