// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the details of a span say, as sections of items with texts: a pure function of a record. Long values
// are cut here, so that five megabytes cost nothing until someone asks for them; wholeText() then gives all
// of it.
#pragma once

#include <QString>
#include <cstdint>
#include <vector>

#include "core/model/record.h"

namespace spanloupe::details {

/// What the trace says about the span; times as drawn.
struct SpanFigures {
  Duration offset{};  ///< From the start of the trace.
  Duration duration{};
  Duration self{};
  Duration critical{};      ///< On the critical path.
  double shareOfTrace = 0;  ///< 0 to 1.
  bool isUnfinished = false;
};

/// Everything shown about one span. Immutable; may come from another thread.
struct SpanDetails {
  SpanRecord record;
  SpanFigures figures;
  std::vector<LogRecord> logs;  ///< During this span.
};

enum class Tone : std::uint8_t { Text, Number, Muted, Error };
enum class ItemKind : std::uint8_t {
  KeyValue,   ///< Key and mono value.
  Block,      ///< Mono text in a box, below its key.
  Exception,  ///< An error-edged block: title, message, text.
  EventAxis,  ///< Events on the span's time.
  Link,       ///< Opens another span.
};
enum class BlockSyntax : std::uint8_t { Plain, Sql, Json };

struct Item {
  ItemKind kind = ItemKind::KeyValue;
  QString key;
  QString text;  ///< The beginning only, when isCut.
  Tone tone = Tone::Text;
  Tone keyTone = Tone::Muted;
  BlockSyntax syntax = BlockSyntax::Plain;
  bool isCut = false;
  std::uint64_t fullSize = 0;      ///< Bytes of the whole text.
  std::uint64_t hiddenBreaks = 0;  ///< Line breaks in the part that was cut off.
  QString title;                   ///< Exception: its type.
  QString message;                 ///< Exception.
  AttributeValue value;            ///< For copying; empty bytes when the item is no attribute.
  std::string_view source;         ///< The whole text when it is no attribute (stack traces).
  TraceId linkTrace;
  SpanId linkSpan;
};

struct AxisMark {
  double share = 0;  ///< 0 to 1 of the span's time.
  bool isError = false;
};

struct Section {
  QString title;
  QString note;           ///< After the title: the count, "2 · times from span start".
  bool isFolded = false;  ///< At first.
  std::vector<Item> items;
  std::vector<AxisMark> axis;
};

[[nodiscard]] std::vector<Section> makeSections(const SpanDetails& details);

/// All of an item's text; the same as `text` unless it was cut.
[[nodiscard]] QString wholeText(const Item& item);

/// The name of the service; empty when the resource has none.
[[nodiscard]] QString serviceOf(const ResourceView& resource);
[[nodiscard]] QString kindName(SpanKind kind);

}  // namespace spanloupe::details
