// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/value_reader.h"

#include "core/base/hex.h"
#include "core/formats/otlp/json/json_number.h"
#include "core/model/utf8.h"

namespace spanloupe::formats::json {
namespace {

constexpr std::string_view kBadValue = "bad value";

bool isTrue(std::string_view text) {
  return text.size() == 4 && (text[0] | 0x20) == 't' && (text[1] | 0x20) == 'r' && (text[2] | 0x20) == 'u' &&
         (text[3] | 0x20) == 'e';
}
bool isFalse(std::string_view text) {
  return text.size() == 5 && (text[0] | 0x20) == 'f' && (text[1] | 0x20) == 'a' && (text[2] | 0x20) == 'l' &&
         (text[3] | 0x20) == 's' && (text[4] | 0x20) == 'e';
}

}  // namespace

std::string shownText(std::string_view text) {
  constexpr std::size_t kShown = 60;
  const bool whole = text.size() <= kShown;
  return "“" + toValidUtf8(text.substr(0, kShown)) + (whole ? "”" : "…”");
}

AttributeValue ValueReader::value() {
  m_scratch.clear();
  append(m_scratch, 0);
  std::string& out = m_arena.room(m_scratch.size());
  const std::size_t start = out.size();
  out += m_scratch;
  return AttributeValue(std::string_view(out).substr(start));
}

void ValueReader::attributes(std::vector<Attribute>& out) {
  bool first = true;
  switch (m_cursor.token()) {
    case '[':
      static_cast<void>(m_cursor.take('['));
      while (m_cursor.element(first)) keyValue(out);
      return;
    case '{': {
      static_cast<void>(m_cursor.take('{'));
      for (std::string_view key; m_cursor.member(first, key);) {
        const AttributeValue read = value();
        out.push_back({key, read});
      }
      return;
    }
    default: {
      const char* const at = m_cursor.position();
      Scalar scalar;
      if (m_cursor.scalar(scalar) && scalar.kind != Scalar::Kind::Null)
        m_report.warn(kBadValue, at,
                      "attributes are neither a list nor an object: left out " + shownText(scalar.text));
    }
  }
}

// The form in which programs write nearly all attributes, byte for byte: five times as fast as member by
// member.
bool ValueReader::compactKeyValue(Attribute& out) {
  const char* const begin = m_cursor.position();
  std::string_view text;
  if (m_cursor.takeExactly(R"({"key":)") && m_cursor.token() == '"' && m_cursor.string(out.key) &&
      m_cursor.takeExactly(R"(,"value":{")")) {
    if (m_cursor.takeExactly(R"(stringValue":")")) {
      if (m_cursor.stringRest(text) && m_cursor.takeExactly("}}")) {
        out.value = keptString(text);
        return true;
      }
    } else if (m_cursor.takeExactly(R"(intValue":")") && m_cursor.stringRest(text) &&
               m_cursor.takeExactly("}}")) {
      if (const auto number = parseSigned(text)) {
        std::string& room = m_arena.room(11);
        const std::size_t start = room.size();
        appendInt(room, *number);
        out.value = AttributeValue(std::string_view(room).substr(start));
        return true;
      }
    }
  }
  m_cursor.moveTo(begin);
  return false;
}

AttributeValue ValueReader::keptString(std::string_view text) {
  std::string& room = m_arena.room(text.size() + 11);
  const std::size_t start = room.size();
  appendString(room, text);
  return AttributeValue(std::string_view(room).substr(start));
}

void ValueReader::keyValue(std::vector<Attribute>& out) {
  Attribute attribute;
  if (compactKeyValue(attribute)) {
    out.push_back(attribute);
    return;
  }
  if (!m_cursor.take('{')) return leaveOut(m_cursor, m_report, "an attribute");
  attribute = {};
  bool first = true;
  for (std::string_view name; m_cursor.member(first, name);) {
    switch (keyNamed(name)) {
      case Key::KeyName: attribute.key = text(); break;
      case Key::Value: attribute.value = value(); break;
      default: m_cursor.skip();
    }
  }
  if (!m_cursor.failed()) out.push_back(attribute);
}

std::string_view ValueReader::text() {
  const char c = m_cursor.token();
  std::string_view out;
  if (c == '"') {
    static_cast<void>(m_cursor.string(out));
    return out;
  }
  if (c == '{' || c == '[') {
    const char* const at = m_cursor.position();
    out = m_cursor.skipText();
    if (!m_cursor.failed())
      m_report.warn(kBadValue, at, "a text was expected: kept as JSON " + shownText(out));
    return out;
  }
  Scalar scalar;
  return m_cursor.scalar(scalar) && scalar.kind != Scalar::Kind::Null ? scalar.text : std::string_view();
}

std::uint64_t ValueReader::unsignedNumber(std::string_view what) {
  static_cast<void>(m_cursor.token());
  const char* const at = m_cursor.position();
  Scalar scalar;
  if (m_cursor.scalar(scalar)) {
    if (scalar.kind == Scalar::Kind::Null || scalar.text.empty()) return 0;
    if (const auto number = parseUnsigned(scalar.text)) return *number;
  }
  if (!m_cursor.failed())
    m_report.warn(
        kBadValue, at,
        std::string(what) + " is no unsigned integer: read as 0 instead of " + shownText(scalar.text));
  return 0;
}

std::uint32_t ValueReader::smallNumber(std::string_view what) {
  static_cast<void>(m_cursor.token());
  const char* const at = m_cursor.position();
  const std::uint64_t number = unsignedNumber(what);
  if (number <= 0xffffffffU) return static_cast<std::uint32_t>(number);
  m_report.warn(kBadValue, at, std::string(what) + " does not fit into 32 bits: read as 0");
  return 0;
}

void ValueReader::append(std::string& out, int depth) {
  const char c = m_cursor.token();
  const char* const at = m_cursor.position();
  if (c != '{' && c != '[') {
    Scalar scalar;
    if (m_cursor.scalar(scalar)) appendPlain(scalar, at, out);
    return;
  }
  if (depth > kMaxValueDepth) {
    const std::string_view text = m_cursor.skipText();
    if (m_cursor.failed()) return;
    m_report.warn("nested too deep", at,
                  "a value below level " + std::to_string(kMaxValueDepth) + " is kept as its JSON text");
    appendString(out, text);
    return;
  }
  if (c == '{') return appendObject(out, depth);
  appendArrayOf(out, depth);
}

void ValueReader::appendObject(std::string& out, int depth) {
  const char* const begin = m_cursor.position();
  const std::size_t start = out.size();
  static_cast<void>(m_cursor.take('{'));
  bool first = true;
  bool empty = true;
  bool typed = false;
  for (std::string_view name; m_cursor.member(first, name);) {
    empty = false;
    const Key key = keyNamed(name);
    if (key < Key::StringValue || key > Key::StringIndex) {
      m_cursor.skip();
      continue;
    }
    typed = true;
    out.resize(start);  // The last one wins.
    appendMember(key, out, depth);
  }
  if (typed || empty || m_cursor.failed()) return;
  m_cursor.moveTo(begin);
  appendPlainObject(out, depth);
}

void ValueReader::appendPlainObject(std::string& out, int depth) {
  static_cast<void>(m_cursor.take('{'));
  std::string entries;
  std::string item;
  bool first = true;
  for (std::string_view name; m_cursor.member(first, name);) {
    item.clear();
    append(item, depth + 1);
    appendEntry(entries, name, item);
  }
  appendKeyValueList(out, entries);
}

void ValueReader::appendMember(Key key, std::string& out, int depth) {
  if (key == Key::ArrayValue || key == Key::KvlistValue) {
    const char c = m_cursor.token();
    if (key == Key::ArrayValue && c == '[') return appendArrayOf(out, depth);
    if (c == '{') return appendKeyValuesOrArray(key, out, depth);
  }
  appendTyped(key, out);
}

void ValueReader::appendTyped(Key key, std::string& out) {
  static_cast<void>(m_cursor.token());
  const char* const at = m_cursor.position();
  Scalar scalar;
  if (!m_cursor.scalar(scalar)) {
    if (m_cursor.failed()) return;
    keepAsText({at, static_cast<std::size_t>(m_cursor.position() - at)}, at, "no value of the stated type",
               out);
    return;
  }
  if (scalar.kind == Scalar::Kind::Null) return;
  const std::string_view text = scalar.text;
  switch (key) {
    case Key::StringValue: appendString(out, text); return;
    case Key::BoolValue:
      if (isTrue(text) || isFalse(text)) return appendBool(out, isTrue(text));
      return keepAsText(text, at, "no bool", out);
    case Key::IntValue:
      if (const auto number = parseSigned(text)) return appendInt(out, *number);
      return keepAsText(text, at, "no 64-bit integer", out);
    case Key::DoubleValue:
      if (const auto number = parseDouble(text)) return appendDouble(out, *number);
      return keepAsText(text, at, "no double", out);
    case Key::BytesValue:
      if (const auto bytes = decodeBase64(text)) return appendBytes(out, *bytes);
      return keepAsText(text, at, "no base64", out);
    case Key::StringIndex:
      m_report.warn(kBadValue, at, "an index into a string table that is not there: left empty");
      return;
    default: return keepAsText(text, at, "no list", out);
  }
}

void ValueReader::keepAsText(std::string_view text, const char* at, std::string_view what, std::string& out) {
  m_report.warn(kBadValue, at, std::string(what) + ": kept as text " + shownText(text));
  appendString(out, text);
}

void ValueReader::appendKeyValuesOrArray(Key key, std::string& out, int depth) {
  const char* const begin = m_cursor.position();
  static_cast<void>(m_cursor.take('{'));
  std::string items;
  bool first = true;
  bool empty = true;
  bool found = false;
  for (std::string_view name; m_cursor.member(first, name);) {
    empty = false;
    const bool isValues = keyNamed(name) == Key::Values;
    found = found || isValues;
    if (!isValues || m_cursor.token() != '[') {
      m_cursor.skip();
      continue;
    }
    bool firstItem = true;
    static_cast<void>(m_cursor.take('['));
    std::string item;
    while (m_cursor.element(firstItem)) {
      if (key == Key::KvlistValue) {
        appendEntryOf(items, depth + 1);
        continue;
      }
      item.clear();
      append(item, depth + 1);
      appendElement(items, item);
    }
  }
  if (key == Key::ArrayValue) return appendArray(out, items);
  if (found || empty || m_cursor.failed()) return appendKeyValueList(out, items);
  m_cursor.moveTo(begin);
  appendPlainObject(out, depth);
}

void ValueReader::appendEntryOf(std::string& entries, int depth) {
  if (!m_cursor.take('{')) return leaveOut(m_cursor, m_report, "an entry of a map");
  std::string_view key;
  std::string item;
  bool first = true;
  for (std::string_view name; m_cursor.member(first, name);) {
    switch (keyNamed(name)) {
      case Key::KeyName: key = text(); break;
      case Key::Value:
        item.clear();
        append(item, depth);
        break;
      default: m_cursor.skip();
    }
  }
  appendEntry(entries, key, item);
}

void ValueReader::appendArrayOf(std::string& out, int depth) {
  static_cast<void>(m_cursor.take('['));
  std::string elements;
  std::string item;
  bool first = true;
  while (m_cursor.element(first)) {
    item.clear();
    append(item, depth + 1);
    appendElement(elements, item);
  }
  appendArray(out, elements);
}

void ValueReader::appendPlain(const Scalar& scalar, const char* at, std::string& out) {
  switch (scalar.kind) {
    case Scalar::Kind::Null: return;
    case Scalar::Kind::String: return appendString(out, scalar.text);
    case Scalar::Kind::Bool: return appendBool(out, scalar.text.front() == 't');
    case Scalar::Kind::Number: break;
  }
  if (scalar.text.find_first_of(".eE") == std::string_view::npos) {
    if (const auto number = parseSigned(scalar.text)) return appendInt(out, *number);
  } else if (const auto number = parseDouble(scalar.text)) {
    return appendDouble(out, *number);
  }
  keepAsText(scalar.text, at, "a number out of range", out);
}

void leaveOut(JsonCursor& cursor, PieceReport& report, std::string_view expected) {
  const bool nothing = cursor.token() == 'n';
  const char* const at = cursor.position();
  const std::string_view text = cursor.skipText();
  if (nothing || cursor.failed()) return;
  report.warn(kBadValue, at, std::string(expected) + " was expected: left out " + shownText(text));
}

}  // namespace spanloupe::formats::json
