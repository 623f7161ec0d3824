// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// OTLP JSON texts of any size for tests; in a header because moc does not understand raw strings.
#pragma once

#include <string>

namespace spanloupe::test {

inline std::string spanJson(int number, std::size_t padding = 0) {
  return R"({"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","name":")" +
         std::to_string(number) + R"(","startTimeUnixNano":"1767225600000000000","attributes":[)" +
         R"({"key":"pad ]}","value":{"stringValue":")" + std::string(padding, 'x') + R"("}}]})";
}

inline std::string spansJson(int from, int to, std::size_t padding = 0) {
  std::string out;
  for (int i = from; i <= to; ++i) out += (i > from ? "," : "") + spanJson(i, padding);
  return out;
}

inline std::string numbers(int from, int to) {
  std::string out;
  for (int i = from; i <= to; ++i) out += (i > from ? "," : "") + std::to_string(i);
  return out;
}

inline std::string document(std::string_view spans) {
  return R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]},)"
         R"("scopeSpans":[{"scope":{"name":"before"},"spans":[)" +
         std::string(spans) + R"(],"schemaUrl":"https://scope"}],"schemaUrl":"https://resource"}]})";
}

/// Resource and scope stand behind the spans.
inline std::string documentBackwards(std::string_view spans) {
  return R"({"resourceSpans":[{"scopeSpans":[{"spans":[)" + std::string(spans) +
         R"(],"scope":{"name":"behind"}}],"resource":{"attributes":[{"key":"a","value":{"intValue":1}}]}}]})";
}

/// A document that begins with large members nobody knows.
inline std::string documentBehindUnknownMembers(std::string_view spans) {
  const std::string large = R"({"a":")" + std::string(30000, '}') + R"(\"\\","b":[[{}]]})";
  return R"({"x":)" + large + R"(,"y":")" + std::string(20000, '{') + R"(\\","z":)" + std::string(9000, '1') +
         "," + document(spans).substr(1);
}

}  // namespace spanloupe::test
