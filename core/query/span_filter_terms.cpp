// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/span_filter_terms.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>

#include "core/query/field_search.h"
#include "core/query/folded_text.h"
#include "core/query/search_words.h"

namespace spanloupe::query {
namespace {

struct NamedField {
  std::string_view name;
  SpanField field;
};
constexpr std::array<NamedField, 8> kFields{{{"name", SpanField::Name},
                                             {"service", SpanField::Service},
                                             {"kind", SpanField::Kind},
                                             {"start", SpanField::Start},
                                             {"duration", SpanField::Duration},
                                             {"self", SpanField::Self},
                                             {"share", SpanField::Share},
                                             {"status", SpanField::Status}}};

struct NamedOp {
  std::string_view sign;
  CompareOp op;
};
// Longer signs first.
constexpr std::array<NamedOp, 6> kOps{{{">=", CompareOp::GreaterOrEqual},
                                       {"<=", CompareOp::LessOrEqual},
                                       {"!=", CompareOp::NotEqual},
                                       {"==", CompareOp::Equal},
                                       {">", CompareOp::Greater},
                                       {"<", CompareOp::Less}}};

std::optional<FilterTerm> termOf(std::string_view word) {
  const std::size_t at = word.find_first_of("<>=!\"");
  if (at == 0 || at == std::string_view::npos) return std::nullopt;
  for (const NamedOp& one : kOps) {
    if (word.substr(at, one.sign.size()) != one.sign) continue;
    FilterTerm term;
    term.op = one.op;
    term.value = unquoted(word.substr(at + one.sign.size()));
    const std::string_view name = word.substr(0, at);
    term.column = {SpanField::Attribute, std::string(name)};
    for (const NamedField& field : kFields)
      if (field.name == name) term.column = {field.field, {}};
    return term;
  }
  return std::nullopt;
}

bool isTime(SpanField field) {
  return field == SpanField::Start || field == SpanField::Duration || field == SpanField::Self;
}

std::optional<long double> parseNumber(std::string_view text) {
  double real = 0;
  std::int64_t whole = 0;
  const char* const end = text.data() + text.size();
  if (const auto [at, error] = std::from_chars(text.data(), end, whole); error == std::errc() && at == end)
    return static_cast<long double>(whole);
  if (const auto [at, error] = std::from_chars(text.data(), end, real); error == std::errc() && at == end)
    return static_cast<long double>(real);
  return std::nullopt;
}

bool isMistaken(const FilterTerm& term) {
  if (term.value.empty()) return true;
  if (isTime(term.column.field)) return !parseDuration(term.value);
  if (term.column.field == SpanField::Share) return !parseNumber(term.value);
  return false;
}

template <typename T>
bool holds(CompareOp op, const T& left, const T& right) {
  switch (op) {
    case CompareOp::Equal: return left == right;
    case CompareOp::NotEqual: return left != right;
    case CompareOp::Less: return left < right;
    case CompareOp::LessOrEqual: return left <= right;
    case CompareOp::Greater: return left > right;
    case CompareOp::GreaterOrEqual: return left >= right;
  }
  return false;
}

template <typename Accept>
std::vector<SpanIndex> chosen(const std::vector<SpanIndex>& spans, Accept accept) {
  std::vector<SpanIndex> result;
  std::copy_if(spans.begin(), spans.end(), std::back_inserter(result), accept);
  return result;
}

/// Which of the texts satisfy the term.
std::vector<std::uint8_t> textMatches(const std::vector<std::string>& texts, const FilterTerm& term) {
  const std::string wanted = folded(term.value);
  std::vector<std::uint8_t> match;
  for (const std::string& text : texts) match.push_back(holds(term.op, folded(text), wanted) ? 1 : 0);
  return match;
}

std::vector<std::uint8_t> valueMatches(const AttributeColumn& column, const FilterTerm& term) {
  const std::optional<long double> number = parseNumber(term.value);
  const std::string wanted = folded(term.value);
  std::vector<std::uint8_t> match(std::size_t{column.valueCount()} + 1, 0);
  for (std::uint32_t code = 1; code <= column.valueCount(); ++code) {
    const AttributeValue value = column.value(code);
    // Numbers sent as text are compared as the numbers they are.
    std::optional<long double> own;
    if (number && isNumber(value)) own = numberOf(value);
    if (number && value.type() == ValueType::String) own = parseNumber(value.asString());
    // A text is neither more nor less than a number.
    const bool isOrder = term.op != CompareOp::Equal && term.op != CompareOp::NotEqual;
    bool ok = false;
    if (own) {
      ok = holds(term.op, *own, *number);
    } else if (!number || !isOrder) {
      ok = holds(term.op, folded(column.text(code)), wanted);
    }
    match[code] = ok ? 1 : 0;
  }
  return match;
}

}  // namespace

std::optional<Duration> parseDuration(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  double number = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  std::string_view unit = text.substr(static_cast<std::size_t>(at - text.data()));
  while (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);
  double scale = 0;
  if (unit == "ns") scale = 1;
  if (unit == "us" || unit == "µs" || unit == "μs") scale = 1e3;
  if (unit.empty() || unit == "ms") scale = 1e6;
  if (unit == "s") scale = 1e9;
  if (unit == "m" || unit == "min") scale = 60e9;
  if (unit == "h") scale = 3600e9;
  const double nanos = number * scale;
  if (scale == 0 || !(std::abs(nanos) < 9e18)) return std::nullopt;
  return Duration(std::llround(nanos));
}

SpanFilter parseSpanFilter(std::string_view typed) {
  SpanFilter filter;
  for (const std::string_view word : splitWords(typed)) {
    std::optional<FilterTerm> term = termOf(word);
    if (!term) {
      if (!filter.words.empty()) filter.words += ' ';
      filter.words += word;
    } else if (isMistaken(*term)) {
      filter.mistake = word;
    } else {
      filter.terms.push_back(std::move(*term));
    }
  }
  return filter;
}

std::vector<SpanIndex> satisfying(const SpanCells& cells, const std::vector<SpanIndex>& spans,
                                  const FilterTerm& term) {
  const Trace& trace = *cells.trace;
  const auto byTime = [&](auto valueOf) {
    const Duration wanted = parseDuration(term.value).value_or(Duration(0));
    return chosen(spans, [&](SpanIndex span) { return holds(term.op, valueOf(span), wanted); });
  };
  switch (term.column.field) {
    case SpanField::Start: return byTime([&](SpanIndex span) { return cells.offset(span); });
    case SpanField::Duration: return byTime([&](SpanIndex span) { return cells.duration(span); });
    case SpanField::Self: return byTime([&](SpanIndex span) { return cells.selfTime(span); });
    case SpanField::Share: {
      const auto wanted = static_cast<double>(parseNumber(term.value).value_or(0)) / 100;
      return chosen(spans, [&](SpanIndex span) { return holds(term.op, cells.share(span), wanted); });
    }
    case SpanField::Name: {
      const auto match = textMatches(trace.strings, term);
      return chosen(spans, [&](SpanIndex span) { return match[trace.name[span]] != 0; });
    }
    case SpanField::Service: {
      const auto match = textMatches(trace.strings, term);
      return chosen(spans, [&](SpanIndex span) { return match[trace.service[span]] != 0; });
    }
    case SpanField::Kind:
      return chosen(spans, [&, wanted = folded(term.value)](SpanIndex span) {
        return holds(term.op, kindName(trace.kind[span]), std::string_view(wanted));
      });
    case SpanField::Status:
      return chosen(spans, [&, wanted = folded(term.value)](SpanIndex span) {
        return holds(term.op, statusName(trace.status[span]), std::string_view(wanted));
      });
    case SpanField::Attribute: break;
  }
  const AttributeColumn* column = cells.attribute(term.column.key);
  if (column == nullptr) return {};
  const auto match = valueMatches(*column, term);
  return chosen(spans, [&](SpanIndex span) { return match[column->code(span)] != 0; });
}

}  // namespace spanloupe::query
