// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What OTLP messages look like from outside: the three levels that all signals share, how messages follow one
// another in files, and telling the signals apart, which the bytes do not say. Pure functions and values;
// views borrow.
#pragma once

#include <string>
#include <string_view>

#include "core/formats/format.h"

namespace spanloupe::formats::proto {

enum class Signal : std::uint8_t { Unknown, Spans, Logs, Metrics, Profiles };

/// How messages follow one another in a file.
enum class Framing : std::uint8_t {
  Raw,        ///< One message, or several concatenated, which is the same on the wire.
  Varint,     ///< A varint length before each.
  BigEndian,  ///< A 4-byte big-endian length before each, as the Collector writes.
};

/// What the fields of a run of bytes are.
enum class Level : std::uint8_t {
  Frames,    ///< No fields: whole messages with their lengths.
  Message,   ///< ResourceSpans (…Logs, …Metrics)
  Resource,  ///< ScopeSpans of one ResourceSpans
  Scope,     ///< spans of one ScopeSpans
};

/// What a piece needs that lies outside of it.
struct ProtoContext final : PieceContext {
  Level level = Level::Message;
  Framing framing = Framing::Raw;
  Signal signal = Signal::Unknown;  ///< As it was said, or told from what lies around.
  bool legacyScopes = false;        ///< The scopes are field 1000 (opentelemetry-proto 0.15 to 0.18).
  std::string resource;             ///< The Resource message.
  std::string resourceSchema;
  std::string scope;  ///< The InstrumentationScope message.
  std::string scopeSchema;
};

inline constexpr std::uint32_t kLegacyScopesField = 1000;

/// The fields beside the children of a ResourceSpans or ScopeSpans.
struct GroupParts {
  std::string_view head;  ///< Resource or scope message; several are merged, as protobuf has it.
  std::string_view schemaUrl;
  bool hasChildren = false;  ///< Field 2
  bool hasLegacy = false;    ///< Field 1000
  std::string merged;        ///< Owns `head` when there were several.

  GroupParts() = default;
  GroupParts(const GroupParts&) = delete;
  GroupParts& operator=(const GroupParts&) = delete;
};
/// Hops over the fields of `message` as far as they are whole; returns how far that is.
std::size_t collectParts(std::string_view message, GroupParts& parts);

/// What the children of a ScopeSpans (…Logs, …Metrics) are; Unknown when it has none that says so.
[[nodiscard]] Signal signalOfScope(std::string_view scopeGroup);
/// Likewise for a ResourceSpans.
[[nodiscard]] Signal signalOfResource(std::string_view resourceGroup);

/// A line feed that a file exporter with an encoding extension wrote behind a message, not the tag it looks
/// like.
[[nodiscard]] bool isSeparator(std::string_view rest);

struct ShapeGuess {
  Framing framing = Framing::Raw;
  Sniff sniff = Sniff::No;
};
/// `head` = the first bytes of an input.
[[nodiscard]] ShapeGuess guessShape(std::string_view head);

}  // namespace spanloupe::formats::proto
