// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Attribute values: from the JSON forms of AnyValue (and from plain JSON, which hand-made files use) to
// canonical bytes. Whatever cannot be read as its stated type is kept as text and reported. One thread at a
// time.
#pragma once

#include <vector>

#include "core/formats/otlp/json/json_cursor.h"
#include "core/formats/otlp/json/otlp_keys.h"
#include "core/formats/otlp/json/piece_report.h"
#include "core/model/attribute_value.h"

namespace spanloupe::formats::json {

class ValueReader {
 public:
  ValueReader(JsonCursor& cursor, TextArena& arena, PieceReport& report)
      : m_cursor(cursor), m_arena(arena), m_report(report) {}

  /// The value the cursor stands before. Lives as long as the arena's texts.
  [[nodiscard]] AttributeValue value();
  /// Appends the attribute list the cursor stands before: an array of KeyValue, a plain object, or null.
  void attributes(std::vector<Attribute>& out);
  /// A text, number or bool as text; empty for null. Objects and arrays give their JSON.
  [[nodiscard]] std::string_view text();
  /// A number or numeric string that is not negative; anything else is reported as `what` and gives 0.
  [[nodiscard]] std::uint64_t unsignedNumber(std::string_view what);
  [[nodiscard]] std::uint32_t smallNumber(std::string_view what);

 private:
  void append(std::string& out, int depth);
  void appendObject(std::string& out, int depth);
  void appendPlainObject(std::string& out, int depth);
  void appendMember(Key key, std::string& out, int depth);
  void appendTyped(Key key, std::string& out);
  void appendArrayOf(std::string& out, int depth);
  void appendKeyValuesOrArray(Key key, std::string& out, int depth);
  void appendEntryOf(std::string& entries, int depth);
  void appendPlain(const Scalar& scalar, const char* at, std::string& out);
  void keepAsText(std::string_view text, const char* at, std::string_view what, std::string& out);
  void keyValue(std::vector<Attribute>& out);
  [[nodiscard]] bool compactKeyValue(Attribute& out);
  [[nodiscard]] AttributeValue keptString(std::string_view text);

  JsonCursor& m_cursor;
  TextArena& m_arena;
  PieceReport& m_report;
  std::string m_scratch;
};

/// `text` for a message: short, in quotes.
[[nodiscard]] std::string shownText(std::string_view text);

/// Passes over a value of another kind than the `expected` one ("a list of events", say) and tells of it;
/// null is as good as nothing.
void leaveOut(JsonCursor& cursor, PieceReport& report, std::string_view expected);

}  // namespace spanloupe::formats::json
