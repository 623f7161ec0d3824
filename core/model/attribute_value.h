// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The value of an attribute: a view over the canonical protobuf bytes of an OTLP AnyValue
// (opentelemetry.proto.common.v1). Two values are equal exactly when their bytes are, so the store compares
// and keeps bytes, and no type, nesting or precision is ever lost. Values; the bytes belong to someone else.
//
// Canonical = one member of the oneof at most, shortest varints, no unknown fields, nested values likewise.
// Importers call canonicalValue() (wire bytes) or the append… functions (anything else).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace spanloupe {

enum class ValueType : std::uint8_t { Empty, String, Bool, Int, Double, Array, KeyValueList, Bytes };

class AttributeValue {
 public:
  AttributeValue() = default;
  /// `canonical` must be canonical and outlive this view.
  explicit AttributeValue(std::string_view canonical) : m_bytes(canonical) {}

  [[nodiscard]] ValueType type() const;
  [[nodiscard]] std::string_view bytes() const { return m_bytes; }

  // Each requires the matching type().
  [[nodiscard]] std::string_view asString() const;  ///< As sent; may be invalid UTF-8.
  [[nodiscard]] bool asBool() const;
  [[nodiscard]] std::int64_t asInt() const;
  [[nodiscard]] double asDouble() const;
  [[nodiscard]] std::string_view asBytes() const;
  void forEachElement(const std::function<void(AttributeValue)>& visit) const;  ///< Array
  void forEachEntry(
      const std::function<void(std::string_view, AttributeValue)>& visit) const;  ///< KeyValueList

  friend bool operator==(AttributeValue a, AttributeValue b) { return a.m_bytes == b.m_bytes; }

 private:
  std::string_view m_bytes;
};

struct Attribute {
  std::string_view key;
  AttributeValue value;
};

// Append the canonical bytes of one value to `out`.
void appendString(std::string& out, std::string_view text);
void appendBool(std::string& out, bool value);
void appendInt(std::string& out, std::int64_t value);
void appendDouble(std::string& out, double value);
void appendBytes(std::string& out, std::string_view bytes);
/// `elements` = the concatenation of appendElement() results; may be empty.
void appendArray(std::string& out, std::string_view elements);
void appendElement(std::string& elements, std::string_view canonicalValue);
/// `entries` = the concatenation of appendEntry() results; may be empty.
void appendKeyValueList(std::string& out, std::string_view entries);
void appendEntry(std::string& entries, std::string_view key, std::string_view canonicalValue);

/// How deep arrays and kv-lists may nest; a value below that is kept as its bytes.
inline constexpr int kMaxValueDepth = 100;

struct CanonicalResult {
  std::string_view bytes;       ///< `wire` itself when it was canonical already, else `scratch`.
  bool ok = true;               ///< False: `wire` is no well-formed message; bytes is empty.
  bool tooDeep = false;         ///< Something below kMaxValueDepth became a bytes value.
  bool droppedUnknown = false;  ///< Unknown fields or overridden oneof members were left out.
};

/// The canonical form of the AnyValue message `wire`. Costs no copy for scalars of ordinary encoders.
[[nodiscard]] CanonicalResult canonicalValue(std::string_view wire, std::string& scratch);

/// For people: strings as they are, numbers in shortest form, bytes in base64, lists and maps as JSON.
/// Invalid UTF-8 becomes U+FFFD.
[[nodiscard]] std::string displayText(AttributeValue value);
/// The value as JSON text of its natural type ("a", 1, 1.5, true, null, […], {…}); bytes as base64 string.
void appendJson(std::string& out, AttributeValue value);
/// `text` as a JSON string literal, invalid UTF-8 replaced by U+FFFD.
void appendJsonString(std::string& out, std::string_view text);
/// The shortest decimal text that reads back as the same double ("1.5", "1e+300", "NaN", "Infinity").
void appendNumber(std::string& out, double value);

}  // namespace spanloupe
