// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/attribute_value.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

#include "core/base/hex.h"
#include "core/model/utf8.h"
#include "core/model/wire.h"

namespace spanloupe {
namespace {

// Field numbers of AnyValue's oneof, as whole tag bytes.
constexpr unsigned char kStringTag = 0x0a;
constexpr unsigned char kBoolTag = 0x10;
constexpr unsigned char kIntTag = 0x18;
constexpr unsigned char kDoubleTag = 0x21;
constexpr unsigned char kArrayTag = 0x2a;
constexpr unsigned char kKeyValueListTag = 0x32;
constexpr unsigned char kBytesTag = 0x3a;

unsigned char tagOf(std::string_view bytes) { return static_cast<unsigned char>(bytes.front()); }

/// The payload of a canonical value whose member is length-delimited.
std::string_view payload(std::string_view bytes) {
  std::uint64_t size = 0;
  const int width = wire::parseVarint(bytes.substr(1), size);
  return bytes.substr(1 + static_cast<std::size_t>(width));
}

/// `bytes` = tag and a varint in its shortest form that ends where `bytes` ends.
bool isShortVarint(std::string_view bytes) {
  std::uint64_t value = 0;
  const int width = wire::parseVarint(bytes.substr(1), value);
  return width > 0 && static_cast<std::size_t>(width) + 1 == bytes.size() &&
         (width == 1 || bytes.back() != 0);
}

/// The common case, decided without copying: one scalar member as every encoder writes it.
bool isCanonicalScalar(std::string_view bytes) {
  switch (tagOf(bytes)) {
    case kStringTag:
    case kBytesTag: {
      std::uint64_t size = 0;
      const int width = wire::parseVarint(bytes.substr(1), size);
      return width > 0 && static_cast<std::size_t>(width) == wire::varintSize(size) &&
             size == bytes.size() - 1 - static_cast<std::size_t>(width);
    }
    case kBoolTag: return bytes.size() == 2 && static_cast<unsigned char>(bytes[1]) <= 1;
    case kIntTag: return isShortVarint(bytes);
    case kDoubleTag: return bytes.size() == 9;
    default: return false;
  }
}

void appendLengthValue(std::string& out, unsigned char tag, std::string_view bytes) {
  out += static_cast<char>(tag);
  wire::appendVarint(out, bytes.size());
  out.append(bytes);
}

class Canonicaliser {
 public:
  explicit Canonicaliser(CanonicalResult& result) : m_result(result) {}

  bool value(std::string_view wireBytes, std::string& out, int depth) {
    if (depth > kMaxValueDepth) {
      m_result.tooDeep = true;
      appendBytes(out, wireBytes);
      return true;
    }
    wire::Field chosen;
    bool found = false;
    wire::Field field;
    wire::Reader reader(wireBytes);
    while (reader.next(field)) {
      if (!isMember(field)) {
        m_result.droppedUnknown = true;
        continue;
      }
      if (found) m_result.droppedUnknown = true;
      chosen = field;
      found = true;
    }
    if (reader.failed()) return false;
    return !found || member(chosen, out, depth);
  }

 private:
  static bool isMember(const wire::Field& field) {
    switch (field.number) {
      case 1:
      case 5:
      case 6:
      case 7: return field.type == wire::Type::Length;
      case 2:
      case 3: return field.type == wire::Type::Varint;
      case 4: return field.type == wire::Type::Fixed64;
      default: return false;
    }
  }

  bool member(const wire::Field& field, std::string& out, int depth) {
    switch (field.number) {
      case 1: appendString(out, field.bytes); return true;
      case 2: appendBool(out, field.value != 0); return true;
      case 3: appendInt(out, static_cast<std::int64_t>(field.value)); return true;
      case 4: appendDouble(out, std::bit_cast<double>(field.value)); return true;
      case 7: appendBytes(out, field.bytes); return true;
      default: break;
    }
    std::string items;
    wire::Field item;
    wire::Reader reader(field.bytes);
    while (reader.next(item)) {
      if (item.number != 1 || item.type != wire::Type::Length) {
        m_result.droppedUnknown = true;
        continue;
      }
      if (field.number == 5) {
        std::string element;
        if (!value(item.bytes, element, depth + 1)) return false;
        appendElement(items, element);
      } else if (!entry(item.bytes, items, depth + 1)) {
        return false;
      }
    }
    if (reader.failed()) return false;
    if (field.number == 5) {
      appendArray(out, items);
    } else {
      appendKeyValueList(out, items);
    }
    return true;
  }

  bool entry(std::string_view wireBytes, std::string& items, int depth) {
    std::string_view key;
    std::string_view valueBytes;
    wire::Field field;
    wire::Reader reader(wireBytes);
    while (reader.next(field)) {
      if (field.type == wire::Type::Length && field.number == 1) {
        key = field.bytes;
      } else if (field.type == wire::Type::Length && field.number == 2) {
        valueBytes = field.bytes;
      } else {
        m_result.droppedUnknown = true;
      }
    }
    if (reader.failed()) return false;
    std::string canonical;
    if (!value(valueBytes, canonical, depth)) return false;
    appendEntry(items, key, canonical);
    return true;
  }

  CanonicalResult& m_result;
};

}  // namespace

ValueType AttributeValue::type() const {
  if (m_bytes.empty()) return ValueType::Empty;
  switch (tagOf(m_bytes)) {
    case kStringTag: return ValueType::String;
    case kBoolTag: return ValueType::Bool;
    case kIntTag: return ValueType::Int;
    case kDoubleTag: return ValueType::Double;
    case kArrayTag: return ValueType::Array;
    case kKeyValueListTag: return ValueType::KeyValueList;
    case kBytesTag: return ValueType::Bytes;
    default: return ValueType::Empty;
  }
}

std::string_view AttributeValue::asString() const { return payload(m_bytes); }
std::string_view AttributeValue::asBytes() const { return payload(m_bytes); }
bool AttributeValue::asBool() const { return m_bytes.back() != 0; }

std::int64_t AttributeValue::asInt() const {
  std::uint64_t value = 0;
  [[maybe_unused]] const int width = wire::parseVarint(m_bytes.substr(1), value);
  return static_cast<std::int64_t>(value);
}

double AttributeValue::asDouble() const {
  double value = 0;
  std::memcpy(&value, m_bytes.data() + 1, sizeof value);
  return value;
}

void AttributeValue::forEachElement(const std::function<void(AttributeValue)>& visit) const {
  wire::Field field;
  wire::Reader reader(payload(m_bytes));
  while (reader.next(field)) visit(AttributeValue(field.bytes));
}

void AttributeValue::forEachEntry(const std::function<void(std::string_view, AttributeValue)>& visit) const {
  wire::Field field;
  wire::Reader reader(payload(m_bytes));
  while (reader.next(field)) {
    std::string_view key;
    AttributeValue value;
    wire::Field part;
    wire::Reader parts(field.bytes);
    while (parts.next(part)) {
      if (part.number == 1) key = part.bytes;
      if (part.number == 2) value = AttributeValue(part.bytes);
    }
    visit(key, value);
  }
}

void appendString(std::string& out, std::string_view text) { appendLengthValue(out, kStringTag, text); }
void appendBytes(std::string& out, std::string_view bytes) { appendLengthValue(out, kBytesTag, bytes); }

void appendBool(std::string& out, bool value) {
  out += static_cast<char>(kBoolTag);
  out += value ? '\x01' : '\x00';
}

void appendInt(std::string& out, std::int64_t value) {
  out += static_cast<char>(kIntTag);
  wire::appendVarint(out, static_cast<std::uint64_t>(value));
}

void appendDouble(std::string& out, double value) {
  out += static_cast<char>(kDoubleTag);
  wire::appendFixed64(out, std::bit_cast<std::uint64_t>(value));
}

void appendArray(std::string& out, std::string_view elements) { appendLengthValue(out, kArrayTag, elements); }
void appendElement(std::string& elements, std::string_view canonicalValue) {
  wire::appendLengthField(elements, 1, canonicalValue);
}
void appendKeyValueList(std::string& out, std::string_view entries) {
  appendLengthValue(out, kKeyValueListTag, entries);
}

void appendEntry(std::string& entries, std::string_view key, std::string_view canonicalValue) {
  std::string entry;
  if (!key.empty()) wire::appendLengthField(entry, 1, key);
  wire::appendLengthField(entry, 2, canonicalValue);
  wire::appendLengthField(entries, 1, entry);
}

CanonicalResult canonicalValue(std::string_view wireBytes, std::string& scratch) {
  CanonicalResult result;
  if (wireBytes.empty()) return result;
  if (isCanonicalScalar(wireBytes)) {
    result.bytes = wireBytes;
    return result;
  }
  scratch.clear();
  result.ok = Canonicaliser(result).value(wireBytes, scratch, 0);
  if (result.ok) result.bytes = scratch;
  return result;
}

void appendNumber(std::string& out, double value) {
  if (std::isnan(value)) {
    out += "NaN";
    return;
  }
  if (std::isinf(value)) {
    out += value < 0 ? "-Infinity" : "Infinity";
    return;
  }
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  out.append(buffer, end);
}

void appendJsonString(std::string& out, std::string_view text) {
  std::string repaired;
  if (!isValidUtf8(text)) {
    repaired = toValidUtf8(text);
    text = repaired;
  }
  constexpr char kDigits[] = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out.append(text.substr(plain, i - plain));
    plain = i + 1;
    out += '\\';
    switch (byte) {
      case '"': out += '"'; break;
      case '\\': out += '\\'; break;
      case '\n': out += 'n'; break;
      case '\r': out += 'r'; break;
      case '\t': out += 't'; break;
      default:
        out += "u00";
        out += kDigits[byte >> 4];
        out += kDigits[byte & 15];
    }
  }
  out.append(text.substr(plain));
  out += '"';
}

void appendJson(std::string& out, AttributeValue value) {
  switch (value.type()) {
    case ValueType::Empty: out += "null"; break;
    case ValueType::String: appendJsonString(out, value.asString()); break;
    case ValueType::Bool: out += value.asBool() ? "true" : "false"; break;
    case ValueType::Int: out += std::to_string(value.asInt()); break;
    case ValueType::Double:
      if (std::isfinite(value.asDouble())) {
        appendNumber(out, value.asDouble());
      } else {
        std::string text;
        appendNumber(text, value.asDouble());
        appendJsonString(out, text);
      }
      break;
    case ValueType::Bytes: appendJsonString(out, encodeBase64(value.asBytes())); break;
    case ValueType::Array: {
      char separator = '[';
      value.forEachElement([&](AttributeValue element) {
        out += separator;
        separator = ',';
        appendJson(out, element);
      });
      out += separator == '[' ? "[]" : "]";
      break;
    }
    case ValueType::KeyValueList: {
      char separator = '{';
      value.forEachEntry([&](std::string_view key, AttributeValue element) {
        out += separator;
        separator = ',';
        appendJsonString(out, key);
        out += ':';
        appendJson(out, element);
      });
      out += separator == '{' ? "{}" : "}";
      break;
    }
  }
}

std::string displayText(AttributeValue value) {
  std::string out;
  switch (value.type()) {
    case ValueType::String: return toValidUtf8(value.asString());
    case ValueType::Bytes: return encodeBase64(value.asBytes());
    case ValueType::Double: appendNumber(out, value.asDouble()); break;
    case ValueType::Empty: break;
    default: appendJson(out, value);
  }
  return out;
}

}  // namespace spanloupe
