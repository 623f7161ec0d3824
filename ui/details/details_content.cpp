// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_content.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/common/format.h"
#include "ui/details/span_json.h"

namespace spanloupe::details {

namespace {

constexpr std::size_t kCutText = 1'200;  // Bytes: more than the folded lines of the widest panel.
constexpr std::size_t kCutNested = 64 * 1024;

QString tr(const char* text) { return QCoreApplication::translate("SpanDetails", text); }

/// The beginning of `text` that ends with a whole character.
std::string_view beginning(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
  return text.substr(0, limit);
}

QString toText(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

void setText(Item& item, std::string_view text) {
  const std::string_view shown = beginning(text, kCutText);
  item.text = toText(shown);
  item.isCut = shown.size() != text.size();
  item.fullSize = text.size();
  item.hiddenBreaks = static_cast<std::uint64_t>(
      std::count(text.begin() + static_cast<std::ptrdiff_t>(shown.size()), text.end(), '\n'));
}

bool isSqlKey(std::string_view key) { return key == "db.query.text" || key == "db.statement"; }

bool looksLikeJson(std::string_view text) {
  return text.size() > 40 &&
         ((text.front() == '{' && text.back() == '}') || (text.front() == '[' && text.back() == ']'));
}

Item attributeItem(const Attribute& attribute) {
  Item item;
  item.key = toText(beginning(attribute.key, kCutText));
  item.value = attribute.value;
  switch (attribute.value.type()) {
    case ValueType::String: {
      const std::string_view text = attribute.value.asString();
      setText(item, text);
      const bool isSql = isSqlKey(attribute.key);
      if (isSql || text.find('\n') != std::string_view::npos || looksLikeJson(text))
        item.kind = ItemKind::Block;
      if (isSql) item.syntax = BlockSyntax::Sql;
      if (item.text.isEmpty()) {
        item.text = tr("empty text");
        item.tone = Tone::Muted;
      }
      break;
    }
    case ValueType::Array:
    case ValueType::KeyValueList:
      item.kind = ItemKind::Block;
      item.syntax = BlockSyntax::Json;
      item.fullSize = attribute.value.bytes().size();
      item.isCut = item.fullSize > kCutNested;
      item.text = item.isCut ? QStringLiteral("…") : prettyJson(attribute.value);
      break;
    case ValueType::Bytes:
      item.fullSize = attribute.value.asBytes().size();
      item.isCut = item.fullSize > kCutText;
      item.text = item.isCut ? tr("bytes in base64") : QString::fromStdString(displayText(attribute.value));
      if (item.isCut) item.tone = Tone::Muted;
      break;
    case ValueType::Int:
    case ValueType::Double:
    case ValueType::Bool:
      item.tone = Tone::Number;
      item.text = QString::fromStdString(displayText(attribute.value));
      break;
    case ValueType::Empty:
      item.tone = Tone::Muted;
      item.text = tr("no value");
      break;
  }
  return item;
}

std::vector<Item> attributeItems(std::span<const Attribute> attributes) {
  std::vector<const Attribute*> sorted;
  sorted.reserve(attributes.size());
  for (const Attribute& attribute : attributes) sorted.push_back(&attribute);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Attribute* a, const Attribute* b) { return a->key < b->key; });
  std::vector<Item> items;
  items.reserve(sorted.size());
  for (const Attribute* attribute : sorted) items.push_back(attributeItem(*attribute));
  return items;
}

Item textItem(const QString& key, const QString& text, Tone tone = Tone::Text) {
  Item item;
  item.key = key;
  item.text = text;
  item.tone = tone;
  return item;
}

void addDropped(std::vector<Item>& items, std::uint32_t count, const QString& what) {
  if (count == 0) return;
  items.push_back(
      textItem(tr("dropped"), ui::formatCount(std::uint64_t{count}) + QLatin1Char(' ') + what, Tone::Muted));
}

std::string_view attributeText(std::span<const Attribute> attributes, std::string_view key) {
  for (const Attribute& attribute : attributes) {
    if (attribute.key == key && attribute.value.type() == ValueType::String)
      return attribute.value.asString();
  }
  return {};
}

Section attributeSection(const SpanView& span) {
  Section section{tr("Attributes"), ui::formatCount(std::uint64_t{span.attributes.size()}), false, {}, {}};
  if (!span.statusMessage.empty()) {
    Item status =
        textItem(tr("status message"), {}, span.status == StatusCode::Error ? Tone::Error : Tone::Text);
    setText(status, span.statusMessage);
    status.source = span.statusMessage;
    section.items.push_back(status);
  }
  for (Item& item : attributeItems(span.attributes)) section.items.push_back(std::move(item));
  if (!span.traceState.empty())
    section.items.push_back(textItem(tr("trace state"), toText(beginning(span.traceState, kCutText))));
  addDropped(section.items, span.droppedAttributes, tr("attributes"));
  return section;
}

bool isException(const EventView& event) { return event.name == "exception"; }

void addEvent(std::vector<Item>& items, const SpanView& span, const EventView& event) {
  const QString offset = ui::formatOffset(elapsed(span.start, event.time));
  const bool failed = isException(event);
  Item head = textItem(offset, toText(beginning(event.name, kCutText)), failed ? Tone::Error : Tone::Text);
  if (failed) head.keyTone = Tone::Error;
  if (!failed && event.attributes.size() == 1) {
    // "lock.wait.begin relation=stock": one attribute needs no line of its own.
    const Attribute& only = event.attributes.front();
    head.text += QStringLiteral("  ") + toText(beginning(only.key, 80)) + QLatin1Char('=') +
                 toText(beginning(displayText(only.value), 200));
    head.value = only.value;
  }
  items.push_back(head);
  if (!failed) {
    if (event.attributes.size() > 1) {
      for (Item& item : attributeItems(event.attributes)) {
        item.key.prepend(QStringLiteral("    "));
        items.push_back(std::move(item));
      }
    }
    return;
  }
  Item block;
  block.kind = ItemKind::Exception;
  block.title = toText(beginning(attributeText(event.attributes, "exception.type"), 400));
  if (block.title.isEmpty()) block.title = tr("exception");
  block.message = toText(beginning(attributeText(event.attributes, "exception.message"), kCutText));
  block.source = attributeText(event.attributes, "exception.stacktrace");
  setText(block, block.source);
  items.push_back(block);
  for (const Attribute& attribute : event.attributes) {
    if (!attribute.key.starts_with("exception.")) items.push_back(attributeItem(attribute));
  }
}

Section eventSection(const SpanView& span) {
  Section section{tr("Events"),
                  ui::formatCount(std::uint64_t{span.events.size()}) + QStringLiteral(" · ") +
                      tr("times from span start"),
                  false,
                  {},
                  {}};
  const double length = static_cast<double>(elapsed(span.start, span.end).count());
  for (const EventView& event : span.events) {
    const double at = static_cast<double>(elapsed(span.start, event.time).count());
    if (length > 0) section.axis.push_back({std::clamp(at / length, 0.0, 1.0), isException(event)});
  }
  if (!section.axis.empty()) {
    Item axis;
    axis.kind = ItemKind::EventAxis;
    section.items.push_back(axis);
  }
  for (const EventView& event : span.events) addEvent(section.items, span, event);
  addDropped(section.items, span.droppedEvents, tr("events"));
  return section;
}

Section linkSection(const SpanView& span) {
  Section section{tr("Links"), ui::formatCount(std::uint64_t{span.links.size()}), false, {}, {}};
  for (const LinkView& link : span.links) {
    Item item = textItem(link.traceId == span.traceId ? tr("this trace") : tr("trace"), {});
    item.kind = ItemKind::Link;
    item.text = link.traceId == span.traceId ? QString::fromStdString(link.spanId.hex())
                                             : QString::fromStdString(link.traceId.hex()) + QLatin1Char('/') +
                                                   QString::fromStdString(link.spanId.hex());
    item.linkTrace = link.traceId;
    item.linkSpan = link.spanId;
    section.items.push_back(item);
    for (Item& attribute : attributeItems(link.attributes)) section.items.push_back(std::move(attribute));
  }
  addDropped(section.items, span.droppedLinks, tr("links"));
  return section;
}

Section resourceSection(const ResourceView& resource) {
  const QString count = ui::formatCount(std::uint64_t{resource.attributes.size()});
  const QString service = serviceOf(resource);
  Section section{tr("Resource"),
                  service.isEmpty() ? count : service + QStringLiteral(" · ") + count,
                  true,
                  attributeItems(resource.attributes),
                  {}};
  if (!resource.schemaUrl.empty())
    section.items.push_back(textItem(tr("schema"), toText(beginning(resource.schemaUrl, kCutText))));
  addDropped(section.items, resource.droppedAttributes, tr("attributes"));
  return section;
}

Section scopeSection(const ScopeView& scope) {
  Section section{tr("Scope"), toText(beginning(scope.name, 120)), true, {}, {}};
  section.items.push_back(textItem(tr("name"), toText(beginning(scope.name, kCutText))));
  if (!scope.version.empty())
    section.items.push_back(textItem(tr("version"), toText(beginning(scope.version, kCutText))));
  if (!scope.schemaUrl.empty())
    section.items.push_back(textItem(tr("schema"), toText(beginning(scope.schemaUrl, kCutText))));
  for (Item& item : attributeItems(scope.attributes)) section.items.push_back(std::move(item));
  addDropped(section.items, scope.droppedAttributes, tr("attributes"));
  return section;
}

Section logSection(const SpanDetails& details) {
  Section section{
      tr("Logs"),
      ui::formatCount(std::uint64_t{details.logs.size()}) + QLatin1Char(' ') + tr("during this span"),
      details.logs.size() > 5,
      {},
      {}};
  constexpr std::uint32_t kError = 17;
  for (const LogRecord& record : details.logs) {
    const Timestamp time = nanosOf(record.log.time) != 0 ? record.log.time : record.log.observedTime;
    Item item = textItem(ui::formatOffset(elapsed(details.record.span.start, time)), {},
                         record.log.severityNumber >= kError ? Tone::Error : Tone::Text);
    item.value = record.log.body;
    QString body = QString::fromStdString(displayText(record.log.body)).left(kCutText);
    if (!record.log.severityText.empty())
      body.prepend(toText(beginning(record.log.severityText, 20)) + QStringLiteral("  "));
    item.text = body;
    section.items.push_back(item);
  }
  return section;
}

}  // namespace

QString serviceOf(const ResourceView& resource) {
  return toText(beginning(attributeText(resource.attributes, "service.name"), 400));
}

QString kindName(SpanKind kind) {
  switch (kind) {
    case SpanKind::Unspecified: return tr("unspecified");
    case SpanKind::Internal: return tr("internal");
    case SpanKind::Server: return tr("server");
    case SpanKind::Client: return tr("client");
    case SpanKind::Producer: return tr("producer");
    case SpanKind::Consumer: return tr("consumer");
  }
  return tr("kind %1").arg(static_cast<std::uint32_t>(kind));
}

std::vector<Section> makeSections(const SpanDetails& details) {
  const SpanView& span = details.record.span;
  std::vector<Section> sections;
  const bool failed = std::any_of(span.events.begin(), span.events.end(), isException);
  if (failed) sections.push_back(eventSection(span));
  sections.push_back(attributeSection(span));
  if (!failed && !span.events.empty()) sections.push_back(eventSection(span));
  if (!span.links.empty()) sections.push_back(linkSection(span));
  if (!details.logs.empty()) sections.push_back(logSection(details));
  sections.push_back(resourceSection(details.record.resource));
  if (!details.record.scope.name.empty()) sections.push_back(scopeSection(details.record.scope));
  return sections;
}

QString wholeText(const Item& item) {
  if (!item.isCut) return item.text;
  if (!item.source.empty()) return toText(item.source);
  if (item.value.type() == ValueType::String) return toText(item.value.asString());
  if (item.value.type() == ValueType::Array || item.value.type() == ValueType::KeyValueList)
    return prettyJson(item.value);
  return QString::fromStdString(displayText(item.value));
}

}  // namespace spanloupe::details
