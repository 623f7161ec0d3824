// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The protobuf wire primitives that canonical values, the store's records and the OTLP writer share. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace spanloupe::wire {

enum class Type : std::uint8_t {
  Varint = 0,
  Fixed64 = 1,
  Length = 2,
  StartGroup = 3,
  EndGroup = 4,
  Fixed32 = 5
};

void appendVarint(std::string& out, std::uint64_t value);
void appendTag(std::string& out, std::uint32_t field, Type type);
void appendFixed64(std::string& out, std::uint64_t value);
void appendFixed32(std::string& out, std::uint32_t value);
/// Tag, length and `bytes`.
void appendLengthField(std::string& out, std::uint32_t field, std::string_view bytes);
[[nodiscard]] std::size_t varintSize(std::uint64_t value);

/// One field of a message, as found on the wire.
struct Field {
  std::uint32_t number = 0;
  Type type = Type::Varint;
  std::uint64_t value = 0;  ///< Varint, Fixed64 and Fixed32.
  std::string_view bytes;   ///< Length; for a group its body.
};

/// Walks the fields of one message. A value type over borrowed bytes; never throws, never reads past the end.
class Reader {
 public:
  explicit Reader(std::string_view message) : m_at(message.data()), m_end(message.data() + message.size()) {}

  /// True and `field` filled, or false at the end or at the first malformed byte (then failed()).
  [[nodiscard]] bool next(Field& field);
  [[nodiscard]] bool failed() const { return m_failed; }
  /// First byte not yet read; after a failure, the start of the malformed field.
  [[nodiscard]] const char* position() const { return m_at; }

 private:
  [[nodiscard]] bool readVarint(std::uint64_t& value);
  [[nodiscard]] bool skipGroup(std::uint32_t number);

  const char* m_at;
  const char* m_end;
  bool m_failed = false;
};

/// A varint at the start of `bytes`: its length in bytes, 0 when `bytes` ends inside it, -1 when it is too
/// long.
[[nodiscard]] int parseVarint(std::string_view bytes, std::uint64_t& value);

}  // namespace spanloupe::wire
