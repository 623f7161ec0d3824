// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/field_search.h"

#include <array>
#include <charconv>
#include <optional>

namespace spanloupe::query {
namespace {

/// Shorter runs of digits are words ("add", "feed") that every large trace has in some id.
constexpr std::size_t kFewestDigits = 6;

/// Some of the digits of an id, in their order.
struct Digits {
  std::uint64_t value = 0;
  unsigned count = 0;

  [[nodiscard]] static std::optional<Digits> of(std::string_view text) {
    Digits digits{0, static_cast<unsigned>(text.size())};
    if (text.empty() || text.size() > 16) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), digits.value, 16);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return digits;
  }
  [[nodiscard]] bool areIn(std::uint64_t id) const {
    const std::uint64_t mask = count == 16 ? ~std::uint64_t{0} : (std::uint64_t{1} << 4 * count) - 1;
    for (unsigned place = 0; place + count <= 16; ++place)
      if ((id >> 4 * place & mask) == value) return true;
    return false;
  }
};

template <typename Accept>
void markSpans(const TraceSlice& slice, std::vector<std::uint8_t>& hit, Accept accept) {
  for (std::uint32_t row = 0; row < slice.count; ++row) {
    const SpanIndex span = slice.span(row);
    if (span != kNoSpan && accept(span)) hit[row] = 1;
  }
}

bool anyLinkHas(const Trace& trace, SpanIndex span, const SearchWord& word,
                const std::optional<Digits>& digits) {
  for (std::uint32_t i = trace.linksBegin[span]; i < trace.linksBegin[span + 1]; ++i) {
    const TraceLink& link = trace.links[i];
    if (digits && digits->areIn(link.spanId.value)) return true;
    if (link.traceId.hex().find(word.text) != std::string::npos) return true;
  }
  return false;
}

void findIds(const Trace& trace, const TraceSlice& slice, const SearchWord& word,
             std::vector<std::uint8_t>& hit) {
  if (word.text.size() < kFewestDigits || word.text.size() > 32 ||
      word.text.find_first_not_of("0123456789abcdef") != std::string::npos)
    return;
  if (trace.id.hex().find(word.text) != std::string::npos)
    return markSpans(slice, hit, [](SpanIndex) { return true; });
  const auto digits = Digits::of(word.text);
  if (digits) markSpans(slice, hit, [&](SpanIndex span) { return digits->areIn(trace.spanId[span].value); });
  if (!trace.links.empty())
    markSpans(slice, hit, [&](SpanIndex span) { return anyLinkHas(trace, span, word, digits); });
}

}  // namespace

std::string_view kindName(std::uint8_t kind) {
  constexpr std::array<std::string_view, 6> kNames{"unspecified", "internal", "server",
                                                   "client",      "producer", "consumer"};
  return kNames[kind < kNames.size() ? kind : 0];
}

std::string_view statusName(std::uint8_t status) {
  constexpr std::array<std::string_view, 3> kNames{"unset", "ok", "error"};
  return kNames[status < kNames.size() ? status : 0];
}

void findInFields(const Trace& trace, const TraceSlice& slice, const SearchWord& word,
                  std::vector<std::uint8_t>& hit) {
  findIds(trace, slice, word, hit);
  if (!word.hasKey()) return;
  if (word.key == "kind")
    markSpans(slice, hit, [&](SpanIndex span) { return kindName(trace.kind[span]) == word.value; });
  if (word.key == "status")
    markSpans(slice, hit, [&](SpanIndex span) { return statusName(trace.status[span]) == word.value; });
  const auto digits = Digits::of(word.value);
  if (!digits) return;
  if (word.key == "span.id" || word.key == "id")
    markSpans(slice, hit, [&](SpanIndex span) { return digits->areIn(trace.spanId[span].value); });
  if (word.key == "parent.id")
    markSpans(slice, hit, [&](SpanIndex span) {
      return !trace.parentId[span].isZero() && digits->areIn(trace.parentId[span].value);
    });
}

}  // namespace spanloupe::query
