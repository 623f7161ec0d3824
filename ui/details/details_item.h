// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What details are made of: sections of items with texts. Values; any thread. Views into a record live as
// long as the record.
#pragma once

#include <QString>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/model/attribute_value.h"

namespace spanloupe::details {

enum class Tone : std::uint8_t { Text, Secondary, Muted, Number, Error, Warn };
enum class ItemKind : std::uint8_t {
  KeyValue,    ///< Key and mono value.
  Block,       ///< Mono text in a box, below its key.
  EventAxis,   ///< Events on the span's time.
  Link,        ///< Opens another span.
  Group,       ///< A quiet head: "http".
  Exception,   ///< Title and message; begins a box with an error edge, or goes on in it.
  StackFrame,  ///< A call of one's own, in the box.
  StackFold,   ///< "7 frames in okhttp3, java.net", in the box; unfolds.
  StackText,   ///< Other lines, in the box.
  StackFoot,   ///< Ends the box: links.
};
enum class BlockSyntax : std::uint8_t { Plain, Sql, Json };

/// A part of an item's text that is drawn otherwise than the rest; ascending, not overlapping.
struct TextRun {
  qsizetype start = 0;
  qsizetype length = 0;
  Tone tone = Tone::Text;
  bool isStrong = false;
};

/// Small links that belong to an item.
enum class ItemAction : std::uint8_t { ShowRaw, CopyAll, AsSent, OpenUrl, CopyUrl, StopAsking };

/// When an item is there: always, or depending on whether its parent is open.
enum class Shown : std::uint8_t { Always, WhenParentOpen, WhenParentClosed };

struct Item {
  ItemKind kind = ItemKind::KeyValue;
  std::uint32_t number = 0;  ///< Unique, and the same whenever sections are made of one record again.
  std::uint32_t parent = 0;  ///< Number of another item of the section; 0 = none.
  Shown shown = Shown::Always;
  QString key;
  QString text;  ///< The beginning only, when isCut.
  std::vector<TextRun> runs;
  Tone tone = Tone::Text;
  Tone keyTone = Tone::Secondary;
  BlockSyntax syntax = BlockSyntax::Plain;
  bool isCut = false;
  bool isReshaped = false;  ///< `text` is the value laid out anew, not as it was sent.
  bool isUrl = false;
  bool canOpen = false;            ///< Others depend on whether it is open.
  std::uint64_t fullSize = 0;      ///< Bytes of the whole text.
  std::uint64_t hiddenBreaks = 0;  ///< Line breaks in the part that was cut off.
  QString title;                   ///< Exception: its type.
  QString note;                    ///< Block: "SQL · 4 lines". Others: what a tool tip says.
  AttributeValue value;            ///< For copying; empty bytes when the item is no attribute.
  std::string_view source;         ///< The whole text when it is no attribute (stack traces).
  std::vector<ItemAction> actions;
  TraceId linkTrace;
  SpanId linkSpan;
  bool isDead = false;  ///< A link that leads out of the session.
};

struct AxisMark {
  double share = 0;  ///< 0 to 1 of the span's time.
  bool isError = false;
  std::uint32_t item = 0;  ///< Number of the event's item.
};

enum class SectionId : std::uint8_t {
  Events = 1,
  Attributes,
  Resource,
  Scope,
  Logs,
  Links,
  Raw,
  Shared,
  Differing,
  Services
};

struct Section {
  SectionId id = SectionId::Attributes;
  QString title;
  QString note;           ///< After the title: the count, "2 · times from span start".
  bool isFolded = false;  ///< At first.
  std::vector<Item> items;
  std::vector<AxisMark> axis;
};

/// Gives items their numbers; while a section is put together, parents and marks are places in it plus one.
void numberItems(Section& section);

}  // namespace spanloupe::details
