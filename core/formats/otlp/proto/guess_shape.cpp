// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Recognising OTLP and its framing by walking the first bytes as what they would have to be and counting what
// fits.
#include <algorithm>

#include "core/formats/otlp/proto/field_walker.h"
#include "core/formats/otlp/proto/otlp_shape.h"

namespace spanloupe::formats::proto {
namespace {

using wire::Type;

enum class Kind { Leaf, Foreign, Top, ResourceGroup, Resource, KeyValue, Value, ScopeGroup, Scope, Record };

struct Rule {
  Kind parent;
  std::uint32_t number;
  Type type;
  Kind child;
};

// Leaf: fits, and is not looked into. Records are the union of Span, LogRecord and Metric.
constexpr Rule kRules[] = {
    {Kind::Top, 1, Type::Length, Kind::ResourceGroup},
    {Kind::ResourceGroup, 1, Type::Length, Kind::Resource},
    {Kind::ResourceGroup, 2, Type::Length, Kind::ScopeGroup},
    {Kind::ResourceGroup, 3, Type::Length, Kind::Leaf},
    {Kind::ResourceGroup, kLegacyScopesField, Type::Length, Kind::ScopeGroup},
    {Kind::Resource, 1, Type::Length, Kind::KeyValue},
    {Kind::Resource, 2, Type::Varint, Kind::Leaf},
    {Kind::Resource, 3, Type::Length, Kind::Leaf},
    {Kind::KeyValue, 1, Type::Length, Kind::Leaf},
    {Kind::KeyValue, 2, Type::Length, Kind::Value},
    {Kind::KeyValue, 3, Type::Varint, Kind::Leaf},
    {Kind::Value, 1, Type::Length, Kind::Leaf},
    {Kind::Value, 2, Type::Varint, Kind::Leaf},
    {Kind::Value, 3, Type::Varint, Kind::Leaf},
    {Kind::Value, 4, Type::Fixed64, Kind::Leaf},
    {Kind::Value, 5, Type::Length, Kind::Leaf},
    {Kind::Value, 6, Type::Length, Kind::Leaf},
    {Kind::Value, 7, Type::Length, Kind::Leaf},
    {Kind::Value, 8, Type::Varint, Kind::Leaf},
    {Kind::ScopeGroup, 1, Type::Length, Kind::Scope},
    {Kind::ScopeGroup, 2, Type::Length, Kind::Record},
    {Kind::ScopeGroup, 3, Type::Length, Kind::Leaf},
    {Kind::Scope, 1, Type::Length, Kind::Leaf},
    {Kind::Scope, 2, Type::Length, Kind::Leaf},
    {Kind::Scope, 3, Type::Length, Kind::KeyValue},
    {Kind::Scope, 4, Type::Varint, Kind::Leaf},
};

Kind childOf(Kind parent, const wire::Field& field) {
  if (parent == Kind::Record) return field.number <= 16 ? Kind::Leaf : Kind::Foreign;
  for (const Rule& rule : kRules)
    if (rule.parent == parent && rule.number == field.number && rule.type == field.type) return rule.child;
  return Kind::Foreign;
}

struct Evidence {
  int known = 0;
  int foreign = 0;
  bool broken = false;

  [[nodiscard]] bool enough() const { return known >= 64; }
  [[nodiscard]] Sniff verdict() const {
    // Fields of later versions are possible, a majority of them is not. Damage may come early in a file that
    // is nevertheless of this kind.
    if (known == 0 || foreign > known || (broken && known < 8)) return Sniff::No;
    return known >= 4 && foreign * 4 <= known && !broken ? Sniff::Certain : Sniff::Maybe;
  }
};

/// `bytes` = the part of a message that is in the head; `size` = the size its length field states.
void examine(std::string_view bytes, std::uint64_t size, Kind kind, Evidence& evidence) {
  wire::Field field;
  FieldWalker walker(bytes);
  const bool whole = size <= bytes.size();
  while (!evidence.enough() && !evidence.broken) {
    const char* const begin = walker.position();
    const Step step = walker.next(field);
    if (step == Step::End) return;
    if (step == Step::Malformed) {
      // A field may be cut by the end of the head; 32 bytes are more than any tag, length or number takes.
      const auto left = static_cast<std::size_t>(bytes.data() + bytes.size() - begin);
      evidence.broken = whole || left > 32;
      return;
    }
    const Kind child = childOf(kind, field);
    std::uint64_t childSize = field.bytes.size();
    if (step == Step::Cut) {
      const char* at = begin;
      std::uint64_t tag = 0;
      if (!readVarint(at, bytes.data() + bytes.size(), tag) ||
          !readVarint(at, bytes.data() + bytes.size(), childSize))
        return;
      const auto before = static_cast<std::uint64_t>(at - bytes.data());
      if (childSize > size - before) {
        evidence.broken = true;
        return;
      }
    }
    if (child == Kind::Foreign) {
      ++evidence.foreign;
    } else {
      ++evidence.known;
      if (child != Kind::Leaf) examine(field.bytes, childSize, child, evidence);
    }
    if (step == Step::Cut) return;
  }
}

constexpr std::uint64_t kEndless = std::uint64_t{1} << 62;

Evidence examineRaw(std::string_view head) {
  Evidence evidence;
  examine(head, kEndless, Kind::Top, evidence);
  return evidence;
}

/// Walks the first messages behind their lengths.
Evidence examineFramed(std::string_view head, Framing framing) {
  Evidence evidence;
  const char* at = head.data();
  const char* const end = head.data() + head.size();
  while (at < end && !evidence.enough() && !evidence.broken) {
    std::uint64_t size = 0;
    if (framing == Framing::Varint) {
      if (!readVarint(at, end, size)) break;
    } else {
      if (end - at < 4) break;
      for (int i = 0; i < 4; ++i) size = size << 8 | static_cast<unsigned char>(*at++);
    }
    if (size > Splitter::kMaxRecord) {
      evidence.broken = true;
      break;
    }
    const auto there =
        static_cast<std::size_t>(std::min<std::uint64_t>(size, static_cast<std::uint64_t>(end - at)));
    examine({at, there}, size, Kind::Top, evidence);
    at += there;
  }
  return evidence;
}

/// No OTLP message is made of text alone: tags and lengths inside it are control characters. But text can
/// begin like a short one: “{”, line feed, space is the length of a message and the tag and length of its
/// first field.
bool isText(std::string_view head) {
  return std::all_of(head.begin(), head.end(),
                     [](char c) { return (c >= 0x20 && c < 0x7f) || c == '\n' || c == '\r' || c == '\t'; });
}

}  // namespace

ShapeGuess guessShape(std::string_view head) {
  ShapeGuess best;
  if (isText(head)) return best;
  int known = 0;
  const auto consider = [&](Framing framing, const Evidence& evidence) {
    const Sniff sniff = evidence.verdict();
    if (sniff > best.sniff || (sniff == best.sniff && sniff != Sniff::No && evidence.known > known)) {
      best = {framing, sniff};
      known = evidence.known;
    }
  };
  consider(Framing::Raw, examineRaw(head));
  consider(Framing::BigEndian, examineFramed(head, Framing::BigEndian));
  consider(Framing::Varint, examineFramed(head, Framing::Varint));
  return best;
}

}  // namespace spanloupe::formats::proto
