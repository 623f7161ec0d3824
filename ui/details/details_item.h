// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What details are made of: sections of items with texts. Values; any thread. Views into a record live as
// long as the record.
#pragma once

#include <QString>
#include <cstdint>
#include <memory>
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
enum class ItemAction : std::uint8_t {
  ShowRaw,
  CopyAll,
  AsSent,  ///< Or laid out again.
  OpenUrl,
  CopyUrl,
  StopAsking,
  PageLabel,  ///< "page 2 of 77": says where one is, does nothing.
  PreviousPage,
  NextPage,
  ShowLess
};

/// When an item is there: always, or depending on whether its parent is open.
enum class Shown : std::uint8_t { Always, WhenParentOpen, WhenParentClosed };

struct JsonOutline;

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
  /// Of JSON that is laid out: its lines are rows of their own, whose branches fold; `text` is all of it.
  std::shared_ptr<const JsonOutline> outline;
  std::vector<std::uint32_t> ways;  ///< Lines of the outline that are open because they lead to a match.
  std::uint64_t foundAt = 0;        ///< Byte of the whole text where the first match is.
  QString title;                    ///< Exception: its type.
  QString note;                     ///< Block: "SQL · 4 lines". Others: what a tool tip says.
  AttributeValue value;             ///< For copying; empty bytes when the item is no attribute.
  std::string_view source;          ///< The whole text when it is no attribute (stack traces).
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
  Services,
  Record,
  Body
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

/// Sections that are made once and shared by all who show them: copying a list copies pointers, because a
/// section can have a hundred thousand items.
class Sections {
 public:
  using Pointer = std::shared_ptr<const Section>;

  class Iterator {
   public:
    explicit Iterator(const Pointer* at) : m_at(at) {}
    const Section& operator*() const { return **m_at; }
    Iterator& operator++() {
      ++m_at;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return m_at != other.m_at; }

   private:
    const Pointer* m_at;
  };

  /// Numbers its items.
  void add(Section&& section);
  void add(Pointer section) { m_sections.push_back(std::move(section)); }
  void insert(std::size_t at, Pointer section) {
    m_sections.insert(m_sections.begin() + static_cast<std::ptrdiff_t>(at), std::move(section));
  }
  void replace(std::size_t at, Pointer section) { m_sections[at] = std::move(section); }
  [[nodiscard]] std::size_t size() const { return m_sections.size(); }
  [[nodiscard]] bool empty() const { return m_sections.empty(); }
  [[nodiscard]] const Section& operator[](std::size_t i) const { return *m_sections[i]; }
  [[nodiscard]] const Pointer& pointer(std::size_t i) const { return m_sections[i]; }
  [[nodiscard]] const Section& front() const { return *m_sections.front(); }
  [[nodiscard]] Iterator begin() const { return Iterator(m_sections.data()); }
  [[nodiscard]] Iterator end() const { return Iterator(m_sections.data() + m_sections.size()); }
  /// About how many bytes have to be looked at to find something in them.
  [[nodiscard]] std::uint64_t weight() const;

 private:
  std::vector<Pointer> m_sections;
};

}  // namespace spanloupe::details
