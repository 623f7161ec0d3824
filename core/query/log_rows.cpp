// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the list of log records: of single records, only the columns that a row shows.
#include <algorithm>
#include <numeric>
#include <utility>

#include "core/model/terminal_codes.h"
#include "core/query/log_list.h"
#include "core/store/column_loader.h"
#include "core/store/context_codec.h"
#include "core/store/segment_info.h"
#include "core/store/snapshot.h"

namespace spanloupe::query {
namespace {

namespace key = store::key;

/// The beginning, with every run of blanks and control characters as one blank.
std::string oneLine(std::string_view text) {
  std::string line;
  bool isGap = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7f) {
      isGap = !line.empty();
      continue;
    }
    const bool beginsCharacter = (byte & 0xc0U) != 0x80;
    if (line.size() >= kRowBody && beginsCharacter) break;
    if (std::exchange(isGap, false)) line += ' ';
    line += c;
  }
  return line;
}

std::string bodyLine(AttributeValue body, std::string_view eventName) {
  if (body.type() == ValueType::String) {
    const std::string_view text = body.asString();
    if (!hasTerminalCodes(text)) return oneLine(text);
    constexpr std::size_t kEnough = 16 * kRowBody;  // More need not be looked at for one line.
    return oneLine(withoutTerminalCodes(text.substr(0, kEnough)));
  }
  return oneLine(body.type() == ValueType::Empty ? eventName : std::string_view(displayText(body)));
}

/// Fills rows of one segment, block by block.
class RowFiller {
 public:
  RowFiller(store::SegmentReader& segment, std::span<const SpanRef> refs, std::vector<LogRow>& out)
      : m_segment(segment), m_refs(refs), m_out(out) {}

  /// `places` are of refs in this segment, with ascending rows.
  Result<void> fill(std::span<const std::size_t> places, const std::stop_token& stop) {
    for (std::size_t at = 0; at < places.size();) {
      if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
      const std::uint32_t block = rowOf(places[at]) / store::kBlockRows;
      std::size_t end = at;
      while (end < places.size() && rowOf(places[end]) / store::kBlockRows == block) ++end;
      if (rowOf(places[end - 1]) >= m_segment.summary().logs)
        return store::damagedSegment("a log record is not there");
      if (auto done = fillBlock(places.subspan(at, end - at)); !done) return done;
      at = end;
    }
    return {};
  }

 private:
  [[nodiscard]] std::uint32_t rowOf(std::size_t place) const { return m_refs[place].row; }

  Result<void> fillBlock(std::span<const std::size_t> places) {
    const std::uint32_t first = rowOf(places.front());
    store::Loader load(m_segment, store::ColumnScope::Log, first, rowOf(places.back()) - first + 1);
    const store::Numbers high = load.integers(key::kTraceIdHigh);
    const store::Numbers low = load.integers(key::kTraceIdLow);
    const store::Numbers span = load.integers(key::kSpanId);
    const store::Numbers time = load.integers(key::kTime);
    const store::Numbers observed = load.integers(key::kObservedTime);
    const store::Numbers severity = load.integers(key::kSeverity);
    const store::TextRange severityText = load.texts(key::kSeverityText);
    const store::TextRange body = load.texts(key::kBody);
    const store::TextRange event = load.texts(key::kEventName);
    const store::TextRange resource = load.texts(key::kResource);
    if (load.error()) return tl::unexpected(*load.error());
    for (const std::size_t place : places) {
      const std::uint32_t i = rowOf(place) - first;
      LogRow& row = m_out[place];
      row.ref = m_refs[place];
      row.time = timestampFromNanos(time[i] != 0 ? time[i] : observed[i]);
      row.severityNumber = static_cast<std::uint32_t>(severity[i]);
      row.severityText = oneLine(severityText.at(i));
      row.level = logLevel(severity[i], severityText.at(i));
      row.body = bodyLine(AttributeValue(body.at(i)), event.at(i));
      row.trace = {high[i], low[i]};
      row.span = {span[i]};
      ResourceView view;
      if (!store::decodeResource(resource.at(i), m_attributes, view))
        return store::damagedSegment("a resource");
      row.service = store::serviceName(m_attributes);
    }
    return {};
  }

  store::SegmentReader& m_segment;
  std::span<const SpanRef> m_refs;
  std::vector<LogRow>& m_out;
  std::vector<Attribute> m_attributes;
};

}  // namespace

Result<std::vector<LogRow>> logRows(store::Reader& reader, const store::Snapshot& snapshot,
                                    std::span<const SpanRef> refs, std::stop_token stop) {
  std::vector<LogRow> rows(refs.size());
  std::vector<std::size_t> places(refs.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) { return refs[a] < refs[b]; });
  for (std::size_t at = 0; at < places.size();) {
    const std::uint32_t id = refs[places[at]].segment;
    std::size_t end = at;
    while (end < places.size() && refs[places[end]].segment == id) ++end;
    const std::size_t segment = snapshot.placeOf(id);
    if (segment == snapshot.segments().size())
      return fail(ErrorKind::NotFound, "the log record is no longer in this session");
    const auto read = reader.readSegment(snapshot.segments()[segment], [&](store::SegmentReader& columns) {
      return RowFiller(columns, refs, rows).fill(std::span(places).subspan(at, end - at), stop);
    });
    if (!read) return tl::unexpected(read.error());
    at = end;
  }
  return rows;
}

}  // namespace spanloupe::query
