// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/proto/otlp_shape.h"

#include "core/formats/otlp/proto/field_walker.h"

namespace spanloupe::formats::proto {
namespace {

using wire::Type;

/// Well formed to its last byte, and begins with `firstTag`.
bool isMessage(std::string_view bytes, unsigned char firstTag) {
  if (bytes.empty() || static_cast<unsigned char>(bytes.front()) != firstTag) return false;
  wire::Reader reader(bytes);
  wire::Field field;
  while (reader.next(field)) {
  }
  return !reader.failed();
}

bool looksLikeAnyValue(std::string_view bytes) {
  constexpr std::string_view kTags = "\x0a\x10\x18\x21\x2a\x32\x3a";
  return !bytes.empty() && kTags.find(bytes.front()) != std::string_view::npos &&
         isMessage(bytes, static_cast<unsigned char>(bytes.front()));
}

/// By the fields whose wire types differ between the signals; Unknown when only others are there.
Signal decisiveField(const wire::Field& field) {
  const auto is = [&](std::uint32_t number, Type type) {
    return field.number == number && field.type == type;
  };
  if (is(7, Type::Fixed64) || is(8, Type::Fixed64) || is(6, Type::Varint)) return Signal::Spans;
  if (is(1, Type::Fixed64) || is(11, Type::Fixed64) || is(2, Type::Varint) || is(7, Type::Varint) ||
      is(8, Type::Fixed32))
    return Signal::Logs;
  if (is(7, Type::Length)) return Signal::Metrics;
  if (is(3, Type::Fixed64)) return Signal::Profiles;
  return Signal::Unknown;
}

Signal signalOfRecord(std::string_view record) {
  wire::Field field;
  FieldWalker walker(record);
  bool hasFirst = false;
  bool idLike = false;
  bool hasPoints = false;
  bool hasBody = false;
  while (walker.next(field) == Step::Field) {
    if (const Signal signal = decisiveField(field); signal != Signal::Unknown) return signal;
    if (field.type != Type::Length) continue;
    if (field.number == 1) {
      hasFirst = true;
      idLike = field.bytes.size() == TraceId::kSize;
    }
    // Data points begin with their tag, whatever kind of metric it is.
    if (field.number >= 4 && field.number <= 11 && hasFirst && !idLike)
      hasPoints |= isMessage(field.bytes, 0x0a);
    if (field.number == 5) hasBody = looksLikeAnyValue(field.bytes);
  }
  if (hasPoints) return Signal::Metrics;
  if (hasFirst) return Signal::Spans;
  return hasBody ? Signal::Logs : Signal::Unknown;
}

/// Enough records to meet one that is not empty.
constexpr int kRecordsTried = 16;

}  // namespace

std::size_t collectParts(std::string_view message, GroupParts& parts) {
  wire::Field field;
  FieldWalker walker(message);
  while (walker.next(field) == Step::Field) {
    if (field.type != Type::Length) continue;
    switch (field.number) {
      case 1:
        if (parts.head.empty()) {
          parts.head = field.bytes;
        } else {
          std::string merged(parts.head);
          merged += field.bytes;
          parts.merged = std::move(merged);
          parts.head = parts.merged;
        }
        break;
      case 2: parts.hasChildren = true; break;
      case 3: parts.schemaUrl = field.bytes; break;
      case kLegacyScopesField: parts.hasLegacy = true; break;
      default: break;
    }
  }
  return static_cast<std::size_t>(walker.position() - message.data());
}

Signal signalOfScope(std::string_view scopeGroup) {
  wire::Field field;
  FieldWalker walker(scopeGroup);
  int tried = 0;
  for (;;) {
    const Step step = walker.next(field);
    if (step != Step::Field && step != Step::Cut) return Signal::Unknown;
    if (field.number == 2 && field.type == Type::Length) {
      const Signal signal = signalOfRecord(field.bytes);
      if (signal != Signal::Unknown || ++tried == kRecordsTried) return signal;
    }
    if (step == Step::Cut) return Signal::Unknown;
  }
}

Signal signalOfResource(std::string_view resourceGroup) {
  wire::Field field;
  FieldWalker walker(resourceGroup);
  for (;;) {
    const Step step = walker.next(field);
    if (step != Step::Field && step != Step::Cut) return Signal::Unknown;
    if ((field.number == 2 || field.number == kLegacyScopesField) && field.type == Type::Length) {
      if (const Signal signal = signalOfScope(field.bytes); signal != Signal::Unknown) return signal;
    }
    if (step == Step::Cut) return Signal::Unknown;
  }
}

bool isSeparator(std::string_view rest) {
  constexpr std::size_t kLength = '\n';
  if (rest.size() < 2 || rest[0] != '\n' || rest[1] != '\n') return false;
  // Either a line feed and then a message, or a ResourceSpans of ten bytes: the latter must parse.
  wire::Field field;
  FieldWalker inside(rest.substr(2, kLength));
  Step step = Step::End;
  while ((step = inside.next(field)) == Step::Field) {
    if (field.type != Type::Length || (field.number > 3 && field.number != kLegacyScopesField)) return true;
  }
  return step != Step::End || rest.size() < 2 + kLength;
}

}  // namespace spanloupe::formats::proto
