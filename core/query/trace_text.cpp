// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/trace_text.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "core/query/field_search.h"

namespace spanloupe::query {
namespace {

tl::unexpected<Error> cancelled() { return fail(ErrorKind::Cancelled, "cancelled"); }

/// The words as columns need them, for the keys of one table.
std::vector<ColumnWord> columnWords(const std::vector<SearchWord>& words, const KeyTable& keys) {
  std::vector<ColumnWord> result;
  for (const SearchWord& word : words) {
    ColumnWord& one = result.emplace_back(ColumnWord{word.text, word.value, {}, {}});
    for (const KeyTable::Key& key : keys.keys()) {
      one.keyHas.push_back(key.isAttribute && key.name.find(word.text) != std::string::npos ? 1 : 0);
      const bool isMeant =
          word.hasKey() && (key.name == word.key || (word.key == "service" && key.name == "service.name"));
      one.keyIsMeant.push_back(isMeant ? 1 : 0);
    }
  }
  return result;
}

std::vector<SpanIndex> joined(const std::vector<std::vector<SpanIndex>>& parts) {
  std::vector<SpanIndex> all;
  std::size_t count = 0;
  for (const auto& part : parts) count += part.size();
  all.reserve(count);
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  if (!std::is_sorted(all.begin(), all.end())) std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

Result<std::shared_ptr<const TraceText>> TraceText::read(const store::Reader& reader,
                                                         const store::Snapshot& snapshot,
                                                         std::shared_ptr<const Trace> trace,
                                                         std::stop_token stop, std::size_t heldBytes) {
  auto slices = slicesOf(snapshot, *trace);
  if (!slices) return tl::unexpected(slices.error());
  // A reader of its own, so that the dictionaries of all the segments do not stay behind.
  const auto parts = reader.forParts();
  if (!parts) return tl::unexpected(parts.error());
  auto text = std::make_shared<TraceText>();
  text->m_trace = std::move(trace);
  for (TraceSlice& slice : *slices) {
    if (stop.stop_requested()) return cancelled();
    if (text->m_bytes >= heldBytes) {
      text->m_unheld.push_back(std::move(slice));
      continue;
    }
    const auto done =
        (*parts)->readSegment(slice.segment, [&](store::SegmentReader& segment) -> Result<void> {
          auto read = SliceText::read(segment, slice, text->m_keys, stop);
          if (!read) return tl::unexpected(read.error());
          text->m_held.push_back({{}, std::move(*read)});
          return {};
        });
    if (!done) return tl::unexpected(done.error());
    text->m_bytes += text->m_held.back().text.byteCount() + slice.spans.capacity() * sizeof(SpanIndex);
    text->m_held.back().slice = std::move(slice);
  }
  return text;
}

std::vector<SpanIndex> TraceText::findIn(const TraceSlice& slice, const SliceText& text,
                                         const std::vector<SearchWord>& words,
                                         const std::vector<ColumnWord>& columnWords,
                                         const std::stop_token& stop) const {
  std::vector<std::uint8_t> all(slice.count, 1);
  std::vector<std::uint8_t> one;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (stop.stop_requested()) return {};
    one.assign(slice.count, 0);
    text.find(columnWords[i], one);
    findInFields(*m_trace, slice, words[i], one);
    std::uint8_t any = 0;
    for (std::size_t row = 0; row < all.size(); ++row) any |= all[row] &= one[row];
    if (any == 0) return {};
  }
  std::vector<SpanIndex> found;
  for (std::uint32_t row = 0; row < slice.count; ++row)
    if (all[row] != 0 && slice.span(row) != kNoSpan) found.push_back(slice.span(row));
  return found;
}

std::vector<SpanIndex> TraceText::findHeld(const std::vector<SearchWord>& words,
                                           const std::stop_token& stop) const {
  const std::vector<ColumnWord> forColumns = columnWords(words, m_keys);
  std::vector<std::vector<SpanIndex>> found(m_held.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < m_held.size(); i = next++)
      found[i] = findIn(m_held[i].slice, m_held[i].text, words, forColumns, stop);
  };
  {
    // Small traces are searched before a thread has started.
    const std::size_t helpers =
        m_held.size() < 4 ? 0 : std::min<std::size_t>(std::thread::hardware_concurrency(), 4) - 1;
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < helpers && helpers < 4; ++i) threads.emplace_back(work);
    work();
  }
  return joined(found);
}

std::vector<SpanIndex> TraceText::find(std::string_view words, std::stop_token stop) const {
  const std::vector<SearchWord> wanted = searchWords(words);
  return wanted.empty() ? std::vector<SpanIndex>() : findHeld(wanted, stop);
}

Result<std::vector<SpanIndex>> TraceText::find(const store::Reader& reader, std::string_view words,
                                               std::stop_token stop) const {
  const std::vector<SearchWord> wanted = searchWords(words);
  if (wanted.empty()) return std::vector<SpanIndex>();
  std::vector<std::vector<SpanIndex>> found{findHeld(wanted, stop)};
  if (stop.stop_requested()) return cancelled();
  if (m_unheld.empty()) return std::move(found.front());
  const auto parts = reader.forParts();
  if (!parts) return tl::unexpected(parts.error());
  for (const TraceSlice& slice : m_unheld) {
    if (stop.stop_requested()) return cancelled();
    const auto done =
        (*parts)->readSegment(slice.segment, [&](store::SegmentReader& segment) -> Result<void> {
          KeyTable keys;
          const auto text = SliceText::read(segment, slice, keys, stop);
          if (!text) return tl::unexpected(text.error());
          found.push_back(findIn(slice, *text, wanted, columnWords(wanted, keys), stop));
          return {};
        });
    if (!done) return tl::unexpected(done.error());
  }
  if (stop.stop_requested()) return cancelled();
  return joined(found);
}

}  // namespace spanloupe::query
