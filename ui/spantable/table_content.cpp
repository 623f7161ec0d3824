// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/table_content.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "core/query/find_spans.h"

namespace spanloupe::spantable {
namespace {

using query::SpanField;

Result<void> readAttribute(store::Reader& reader, TableWish& wish, const std::string& key,
                           const std::stop_token& stop) {
  if (wish.cells.attribute(key) != nullptr) return {};
  auto column = query::AttributeColumn::read(reader, *wish.snapshot, *wish.cells.trace, key, stop);
  if (!column) return tl::unexpected(column.error());
  wish.cells.attributes[key] = std::move(*column);
  return {};
}

Result<void> readAttributes(store::Reader& reader, TableWish& wish, const query::SpanFilter& filter,
                            const std::stop_token& stop) {
  std::vector<std::string> keys = wish.keys;
  for (const query::FilterTerm& term : filter.terms)
    if (term.column.field == SpanField::Attribute) keys.push_back(term.column.key);
  for (const query::SpanColumn& column : wish.groupBy)
    if (column.field == SpanField::Attribute) keys.push_back(column.key);
  for (const std::string& key : keys)
    if (auto done = readAttribute(reader, wish, key, stop); !done) return done;
  // A column takes megabytes: those that are no longer looked at go.
  std::erase_if(wish.cells.attributes, [&](const auto& one) {
    return std::find(keys.begin(), keys.end(), one.first) == keys.end();
  });
  return {};
}

Result<std::vector<SpanIndex>> passing(store::Reader& reader, TableWish& wish,
                                       const query::SpanFilter& filter, const std::stop_token& stop) {
  std::vector<SpanIndex> spans;
  const bool readsText = !filter.words.empty() || !wish.only.empty();
  if (readsText && wish.text == nullptr) {
    auto text = query::TraceText::read(reader, *wish.snapshot, wish.cells.trace, stop);
    if (!text) return tl::unexpected(text.error());
    wish.text = std::move(*text);
  }
  if (filter.words.empty()) {
    spans.resize(wish.cells.size());
    std::iota(spans.begin(), spans.end(), SpanIndex{0});
  } else {
    auto found = wish.text->find(reader, filter.words, stop);
    if (!found) return found;
    spans = std::move(*found);
  }
  if (!wish.only.empty()) {
    const auto only = query::findSpans(reader, *wish.snapshot, wish.cells, *wish.text, wish.only, stop);
    if (!only) return only;
    std::vector<SpanIndex> both;
    std::set_intersection(spans.begin(), spans.end(), only->begin(), only->end(), std::back_inserter(both));
    spans = std::move(both);
  }
  for (const query::FilterTerm& term : filter.terms) spans = query::satisfying(wish.cells, spans, term);
  return spans;
}

void measure(TableContent& content, const std::vector<SpanIndex>& spans) {
  const query::SpanCells& cells = content.cells;
  content.totals = query::totalsOf(cells, spans);
  Duration offset{};
  Duration self{};
  for (const SpanIndex span : spans) {
    content.longest = std::max(content.longest, cells.duration(span));
    offset = std::max(offset, cells.offset(span));
    self = std::max(self, cells.selfTime(span));
  }
  for (const query::SpanGroup& group : content.groups.groups)
    content.largestTotal = std::max(content.largestTotal, group.totals.total);
  content.offsets = ui::DurationFormat::forColumn(offset);
  // The sums stand in the same columns.
  content.durations = ui::DurationFormat::forColumn(content.longest);
  content.selfTimes = ui::DurationFormat::forColumn(self);
  content.totalTimes = ui::DurationFormat::forColumn(content.totals.total);
}

}  // namespace

Result<std::shared_ptr<const TableContent>> makeContent(store::Reader& reader, TableWish wish,
                                                        std::stop_token stop) {
  const query::SpanFilter filter = query::parseSpanFilter(wish.filter);
  if (const auto done = readAttributes(reader, wish, filter, stop); !done)
    return tl::unexpected(done.error());
  auto spans = passing(reader, wish, filter, stop);
  if (!spans) return tl::unexpected(spans.error());
  if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
  auto content = std::make_shared<TableContent>();
  content->cells = std::move(wish.cells);
  content->text = std::move(wish.text);
  content->filter = std::move(wish.filter);
  content->only = std::move(wish.only);
  content->mistake = filter.mistake;
  content->groupBy = std::move(wish.groupBy);
  content->order = wish.order;
  content->groupOrder = wish.groupOrder;
  content->groupsDescend = wish.groupsDescend;
  if (content->isGrouped()) {
    content->groups = query::grouped(content->cells, *spans, content->groupBy);
    query::sortGroups(content->groups, content->cells, content->groupBy, wish.groupOrder, wish.groupsDescend);
    measure(*content, *spans);
  } else {
    const std::vector<Timestamp>& starts = content->cells.times->start;
    const bool isInOrder = wish.order == query::SpanOrder{} && std::is_sorted(starts.begin(), starts.end());
    content->spans =
        isInOrder ? std::move(*spans) : query::sorted(content->cells, std::move(*spans), wish.order);
    measure(*content, content->spans);
  }
  return content;
}

}  // namespace spanloupe::spantable
