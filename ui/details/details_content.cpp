// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_content.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

#include "ui/common/format.h"
#include "ui/details/attribute_items.h"
#include "ui/details/exception_items.h"
#include "ui/details/link_items.h"
#include "ui/details/log_items.h"

namespace spanloupe::details {

namespace {

constexpr double kAxisPlaces = 2'000;

QString tr(const char* text) { return QCoreApplication::translate("SpanDetails", text); }

Section madeSection(SectionId id, const QString& title, const QString& note, bool isFolded) {
  Section section;
  section.id = id;
  section.title = title;
  section.note = note;
  section.isFolded = isFolded;
  return section;
}

void append(std::vector<Item>& items, std::vector<Item> more) {
  std::move(more.begin(), more.end(), std::back_inserter(items));
}

void addDropped(std::vector<Item>& items, std::uint32_t count, const QString& what) {
  if (count == 0) return;
  items.push_back(
      textItem(tr("dropped"), ui::formatCount(std::uint64_t{count}) + QLatin1Char(' ') + what, Tone::Muted));
}

Section attributeSection(const SpanView& span) {
  Section section = madeSection(SectionId::Attributes, tr("Attributes"),
                                ui::formatCount(std::uint64_t{span.attributes.size()}), false);
  if (!span.statusMessage.empty()) {
    Item status =
        textItem(tr("status message"), {}, span.status == StatusCode::Error ? Tone::Error : Tone::Text);
    setText(status, span.statusMessage);
    status.source = span.statusMessage;
    section.items.push_back(status);
  }
  append(section.items, groupedAttributeItems(span.attributes));
  if (!span.traceState.empty())
    section.items.push_back(textItem(tr("trace state"), toText(beginning(span.traceState, kCutText))));
  addDropped(section.items, span.droppedAttributes, tr("attributes"));
  return section;
}

bool isException(const EventView& event) { return event.name == "exception"; }

void addEvent(std::vector<Item>& items, const SpanView& span, const EventView& event) {
  const Duration at = elapsed(span.start, event.time);
  const bool failed = isException(event);
  Item head = textItem(ui::formatOffset(at), toText(beginning(event.name, kCutText)),
                       failed ? Tone::Error : Tone::Text);
  head.note =
      ui::formatDateTime(event.time, ui::TimeZone::Utc, 9) + QStringLiteral(" UTC\n") + ui::formatExact(at);
  if (failed) head.keyTone = Tone::Error;
  if (!failed && event.attributes.size() == 1) {
    // "lock.wait.begin relation=stock": one attribute needs no line of its own.
    const Attribute& only = event.attributes.front();
    const QString more = QStringLiteral("  ") + toText(beginning(only.key, 80)) + QLatin1Char('=') +
                         toText(beginning(displayText(only.value), 200));
    head.runs.push_back({head.text.size(), more.size(), Tone::Muted, false});
    head.text += more;
    head.value = only.value;
  }
  items.push_back(head);
  if (failed) addException(items, event.attributes);
  if (!failed && event.attributes.size() < 2) return;
  for (Item& item : attributeItems(event.attributes)) {
    if (failed &&
        (item.key == QLatin1String("exception.type") || item.key == QLatin1String("exception.message") ||
         item.key == QLatin1String("exception.stacktrace")))
      continue;
    if (!failed) item.key.prepend(QStringLiteral("    "));
    items.push_back(std::move(item));
  }
  addDropped(items, event.droppedAttributes, tr("attributes"));
}

Section eventSection(const SpanView& span) {
  Section section = madeSection(SectionId::Events, tr("Events"),
                                ui::formatCount(std::uint64_t{span.events.size()}) + QStringLiteral(" · ") +
                                    tr("times from span start"),
                                false);
  const double length = static_cast<double>(elapsed(span.start, span.end).count());
  if (length > 0) {
    Item axis;
    axis.kind = ItemKind::EventAxis;
    section.items.push_back(axis);
  }
  // Of events closer than anybody could tell apart the first stands for all, and the first that failed.
  std::array<std::vector<bool>, 2> isTaken{std::vector<bool>(kAxisPlaces + 1),
                                           std::vector<bool>(kAxisPlaces + 1)};
  for (const EventView& event : span.events) {
    const double at = static_cast<double>(elapsed(span.start, event.time).count());
    const auto item = static_cast<std::uint32_t>(section.items.size() + 1);
    const double share = length > 0 ? std::clamp(at / length, 0.0, 1.0) : 0;
    const bool failed = isException(event);
    auto taken = isTaken[failed ? 1 : 0][static_cast<std::size_t>(share * kAxisPlaces)];
    if (length > 0 && !taken) section.axis.push_back({share, failed, item});
    taken = true;
    addEvent(section.items, span, event);
  }
  addDropped(section.items, span.droppedEvents, tr("events"));
  return section;
}

Section resourceSection(const ResourceView& resource) {
  const QString count = ui::formatCount(std::uint64_t{resource.attributes.size()});
  const QString service = serviceOf(resource);
  Section section = madeSection(SectionId::Resource, tr("Resource"),
                                service.isEmpty() ? count : service + QStringLiteral(" · ") + count, true);
  section.items = groupedAttributeItems(resource.attributes);
  if (!resource.schemaUrl.empty())
    section.items.push_back(textItem(tr("schema"), toText(beginning(resource.schemaUrl, kCutText))));
  addDropped(section.items, resource.droppedAttributes, tr("attributes"));
  return section;
}

Section scopeSection(const ScopeView& scope) {
  Section section = madeSection(SectionId::Scope, tr("Scope"), toText(beginning(scope.name, 120)), true);
  section.items.push_back(textItem(tr("name"), toText(beginning(scope.name, kCutText))));
  if (!scope.version.empty())
    section.items.push_back(textItem(tr("version"), toText(beginning(scope.version, kCutText))));
  if (!scope.schemaUrl.empty())
    section.items.push_back(textItem(tr("schema"), toText(beginning(scope.schemaUrl, kCutText))));
  append(section.items, attributeItems(scope.attributes));
  addDropped(section.items, scope.droppedAttributes, tr("attributes"));
  return section;
}

Section logSection(const SpanDetails& details) {
  Section section = madeSection(
      SectionId::Logs, tr("Logs"),
      ui::formatCount(std::uint64_t{details.logs.size()}) + QLatin1Char(' ') + tr("during this span"),
      details.logs.size() > 5);
  for (const LogRecord& record : details.logs) addLog(section.items, record.log, details.record.span.start);
  return section;
}

Section linkSection(const SpanView& span, const LinkFacts* facts) {
  Section section = madeSection(SectionId::Links, tr("Links"), linkNote(span, facts), false);
  addLinks(section.items, span, facts);
  addDropped(section.items, span.droppedLinks, tr("links"));
  return section;
}

/// Its text is made when it is unfolded.
Section rawSection() {
  Section section = madeSection(SectionId::Raw, tr("Raw JSON"), {}, true);
  Item raw;
  raw.kind = ItemKind::Block;
  raw.syntax = BlockSyntax::Json;
  section.items.push_back(raw);
  return section;
}

}  // namespace

void numberItems(Section& section) {
  const std::uint32_t base = static_cast<std::uint32_t>(section.id) << 26U;
  for (std::size_t i = 0; i < section.items.size(); ++i) {
    Item& item = section.items[i];
    item.number = base + static_cast<std::uint32_t>(i) + 1;
    if (item.parent != 0) item.parent += base;
  }
  for (AxisMark& mark : section.axis) mark.item += base;
}

void Sections::add(Section&& section) {
  numberItems(section);
  m_sections.push_back(std::make_shared<const Section>(std::move(section)));
}

std::uint64_t Sections::weight() const {
  constexpr std::uint64_t kItem = 100;
  std::uint64_t weight = 0;
  for (const Section& section : *this) {
    for (const Item& item : section.items)
      weight += kItem + static_cast<std::uint64_t>(item.text.size()) + (item.isCut ? item.fullSize : 0);
  }
  return weight;
}

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

bool SpanDetails::isSameSpan(const SpanDetails& other) const {
  const SpanView& one = record.span;
  const SpanView& two = other.record.span;
  // Of two spans with one id, what they say tells them apart.
  return one.traceId == two.traceId && one.spanId == two.spanId && one.name == two.name &&
         one.start == two.start && one.end == two.end && one.events.size() == two.events.size() &&
         std::equal(one.attributes.begin(), one.attributes.end(), two.attributes.begin(),
                    two.attributes.end(), [](const Attribute& a, const Attribute& b) {
                      return a.key == b.key && a.value.bytes() == b.value.bytes();
                    });
}

void addContext(Sections& sections, const ResourceView& resource, const ScopeView& scope) {
  sections.add(resourceSection(resource));
  if (!scope.name.empty()) sections.add(scopeSection(scope));
}

Sections makeSections(const SpanDetails& details) {
  const SpanView& span = details.record.span;
  Sections sections;
  const bool failed = std::any_of(span.events.begin(), span.events.end(), isException);
  if (failed) sections.add(eventSection(span));
  sections.add(attributeSection(span));
  if (!failed && !span.events.empty()) sections.add(eventSection(span));
  sections.add(resourceSection(details.record.resource));
  if (!details.logs.empty()) sections.add(logSection(details));
  if (!span.links.empty()) sections.add(linkSection(span, nullptr));
  if (!details.record.scope.name.empty()) sections.add(scopeSection(details.record.scope));
  sections.add(rawSection());
  return sections;
}

std::shared_ptr<const SpanDetails> withSections(SpanDetails details) {
  // First where it stays, then what looks into it.
  auto made = std::make_shared<SpanDetails>(std::move(details));
  made->sections = makeSections(*made);
  return made;
}

void makeLinkSection(const SpanDetails& details, LinkFacts& facts) {
  const SpanView& span = details.record.span;
  if (span.links.empty() && facts.incoming.count == 0) return;
  Sections made;
  made.add(linkSection(span, &facts));
  facts.section = made.pointer(0);
}

}  // namespace spanloupe::details
