// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/sniff.h"

#include <algorithm>
#include <array>

#include "core/formats/otlp/json/bracket_scanner.h"
#include "core/formats/otlp/json/document_start.h"

namespace spanloupe::formats::json {
namespace {

/// Names that files of other tools have at or near the top: Jaeger, Zipkin, X-Ray, Chrome, the Go stdout
/// exporter.
bool isForeign(std::string_view name) {
  constexpr std::array<std::string_view, 23> kNames{
      "traceID",     "processes", "spanID",      "localEndpoint",  "binaryAnnotations", "annotations",
      "traceEvents", "Segments",  "Traces",      "TraceSummaries", "segments",          "ph",
      "SpanContext", "SpanKind",  "StartTime",   "trace_id",       "parentId",          "duration",
      "timestamp",   "traceId",   "in_progress", "start_time",     "displayTimeUnit"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

std::size_t skipSpace(std::string_view head, std::size_t at) {
  while (at < head.size() && (static_cast<unsigned char>(head[at]) <= ' ' || head[at] == ',')) ++at;
  return at;
}

/// One past the value at `at`, npos when `head` ends inside it.
std::size_t valueEnd(std::string_view head, std::size_t at) {
  if (head[at] == '{' || head[at] == '[') {
    const char* const close = BracketScanner(head).close(head.data() + at);
    return close == nullptr ? std::string_view::npos : static_cast<std::size_t>(close - head.data());
  }
  if (head[at] != '"') return head.find_first_of(",}] \t\r\n", at);
  for (++at; at < head.size(); ++at) {
    if (head[at] == '\\') {
      ++at;
    } else if (head[at] == '"') {
      return at + 1;
    }
  }
  return std::string_view::npos;
}

/// What the object or array at `at` is. `depth` counts what has been unwrapped.
Sniff sniffValue(std::string_view head, std::size_t at, int depth) {
  at = skipSpace(head, at);
  if (at >= head.size()) return depth == 0 ? Sniff::No : Sniff::Maybe;
  if (head[at] == '[') return depth > 4 ? Sniff::Maybe : sniffValue(head, at + 1, depth + 1);
  if (head[at] == ']') return Sniff::Maybe;
  if (head[at] != '{') return Sniff::No;
  for (at = skipSpace(head, at + 1); at < head.size() && head[at] != '}'; at = skipSpace(head, at)) {
    const std::size_t nameEnd = head[at] == '"' ? valueEnd(head, at) : std::string_view::npos;
    if (head[at] != '"') return Sniff::No;
    if (nameEnd == std::string_view::npos) return Sniff::Maybe;
    const std::string_view name = head.substr(at + 1, nameEnd - at - 2);
    const std::size_t colon = skipSpace(head, nameEnd);
    const std::size_t value = skipSpace(head, std::min(colon + 1, head.size()));
    if (colon < head.size() && head[colon] != ':') return Sniff::No;
    if (isForeign(name)) return Sniff::No;
    const Key key = keyNamed(name);
    if (key >= Key::ResourceSpans && key <= Key::ResourceProfiles) return Sniff::Certain;
    if (key == Key::ScopeGroups || key == Key::DeprecatedScopeGroups) return Sniff::Certain;
    if (value >= head.size()) return Sniff::Maybe;
    if (key == Key::Wrapper && (head[value] == '[' || head[value] == '{') && depth <= 4) {
      if (const Sniff inner = sniffValue(head, value, depth + 1); inner != Sniff::Maybe) return inner;
    }
    at = valueEnd(head, value);
    if (at == std::string_view::npos) return Sniff::Maybe;
  }
  return Sniff::Maybe;
}

}  // namespace

Sniff sniffJson(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  return sniffValue(head, 0, 0);
}

}  // namespace spanloupe::formats::json
