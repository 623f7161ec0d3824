// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/unread_format.h"

#include <algorithm>
#include <initializer_list>

namespace spanloupe::formats {
namespace {

/// Enough for the first span of any of them.
constexpr std::size_t kLookedAt = 16'384;

}  // namespace

std::string_view unreadFormatOf(std::string_view head) {
  const auto start = head.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || (head[start] != '{' && head[start] != '[')) return {};
  const std::string_view json = head.substr(start, kLookedAt);
  const auto has = [json](std::initializer_list<std::string_view> keys) {
    return std::all_of(keys.begin(), keys.end(),
                       [json](std::string_view key) { return json.find(key) != std::string_view::npos; });
  };
  // {"data":[{"traceID":…,"spans":[{"spanID":…,"operationName":…}]}]}, or one of these spans per line.
  if (has({"\"traceID\"", "\"spans\""}) || has({"\"traceID\"", "\"spanID\""})) return "Jaeger JSON";
  if (has({"\"traceEvents\""}) || (json[0] == '[' && has({"\"ph\"", "\"ts\"", "\"pid\""})))
    return "Chrome trace JSON";
  // [{"traceId":…,"id":…,"localEndpoint":{…}}], or "annotations" in its first version.
  const bool isEndpoint = has({"\"localEndpoint\""}) || has({"\"remoteEndpoint\""}) ||
                          has({"\"binaryAnnotations\""}) || has({"\"timestamp\"", "\"duration\""});
  if (has({"\"traceId\"", "\"id\""}) && isEndpoint && !has({"\"spanId\""})) return "Zipkin JSON";
  return {};
}

}  // namespace spanloupe::formats
