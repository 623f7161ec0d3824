// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/several_spans.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "ui/common/format.h"
#include "ui/details/attribute_items.h"

namespace spanloupe::details {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("SpanDetails", text); }

Duration unionOf(std::span<const SeveralInput> spans) {
  std::vector<std::pair<std::int64_t, std::int64_t>> intervals;
  intervals.reserve(spans.size());
  for (const SeveralInput& one : spans)
    intervals.emplace_back(one.offset.count(), (one.offset + one.duration).count());
  std::sort(intervals.begin(), intervals.end());
  std::int64_t covered = 0;
  std::int64_t end = std::numeric_limits<std::int64_t>::min();
  for (const auto& [from, to] : intervals) {
    if (to <= end) continue;
    covered += to - std::max(from, end);
    end = to;
  }
  return Duration(covered);
}

std::vector<SeveralSpans::Counted> byCount(
    const std::unordered_map<std::string_view, std::uint64_t>& counts) {
  std::vector<SeveralSpans::Counted> sorted;
  sorted.reserve(counts.size());
  for (const auto& [name, count] : counts) sorted.push_back({toText(beginning(name, 300)), count});
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.count != b.count ? a.count > b.count : a.name < b.name;
  });
  return sorted;
}

void compareAttributes(std::span<const SpanRecord> records, SeveralSpans& out) {
  struct Seen {
    std::uint64_t spans = 0;
    std::set<std::string_view> values;
  };
  std::map<std::string_view, Seen> keys;
  for (const SpanRecord& record : records) {
    for (const Attribute& attribute : record.span.attributes) {
      Seen& seen = keys[attribute.key];
      ++seen.spans;
      seen.values.insert(attribute.value.bytes());
    }
  }
  for (const auto& [key, seen] : keys) {
    if (seen.spans == records.size() && seen.values.size() == 1) {
      out.shared.push_back({std::string(key), std::string(*seen.values.begin())});
    } else {
      out.differing.push_back({toText(beginning(key, 400)), seen.spans, seen.values.size()});
    }
  }
  std::stable_sort(out.differing.begin(), out.differing.end(),
                   [](const auto& a, const auto& b) { return a.spans > b.spans; });
}

Section madeSection(SectionId id, const QString& title, const QString& note) {
  Section section;
  section.id = id;
  section.title = title;
  section.note = note;
  return section;
}

Item countItem(const QString& key, std::uint64_t count, std::uint64_t all) {
  Item item = textItem(key, ui::formatCounted(count, tr("span"), tr("spans")));
  const QString share =
      QStringLiteral("  ") +
      ui::formatPercent(all > 0 ? static_cast<double>(count) / static_cast<double>(all) : 0);
  item.runs.push_back({item.text.size(), share.size(), Tone::Muted, false});
  item.text += share;
  return item;
}

}  // namespace

std::shared_ptr<const SeveralSpans> summarizeSeveral(std::span<const SeveralInput> spans,
                                                     std::span<const SpanRecord> records) {
  auto made = std::make_shared<SeveralSpans>();
  SeveralSpans& out = *made;
  out.count = spans.size();
  if (!spans.empty()) out.min = spans.front().duration;
  std::unordered_map<std::string_view, std::uint64_t> services;
  std::unordered_map<std::string_view, std::uint64_t> operations;
  for (const SeveralInput& one : spans) {
    out.min = std::min(out.min, one.duration);
    out.max = std::max(out.max, one.duration);
    out.sum += one.duration;
    out.self += one.self;
    out.errors += one.isError ? 1 : 0;
    ++services[one.service];
    ++operations[one.name];
  }
  out.wall = unionOf(spans);
  out.services = byCount(services);
  out.operations = byCount(operations);
  out.operationCount = out.operations.size();
  if (out.operations.size() > SeveralSpans::kOperations) out.operations.resize(SeveralSpans::kOperations);
  out.read = records.size();
  compareAttributes(records, out);
  out.sections = makeSections(out);
  return made;
}

Sections makeSections(const SeveralSpans& several) {
  Sections sections;
  const bool isPart = several.read < several.count;
  const QString of = isPart ? tr(" · of the first %1").arg(ui::formatCount(several.read)) : QString();
  Section shared = madeSection(SectionId::Shared, tr("The same in all"),
                               ui::formatCount(std::uint64_t{several.shared.size()}) + of);
  std::vector<Attribute> attributes;
  attributes.reserve(several.shared.size());
  for (const SeveralSpans::Shared& one : several.shared)
    attributes.push_back({one.key, AttributeValue(one.value)});
  shared.items = attributeItems(attributes);
  if (several.read > 0) sections.add(std::move(shared));
  Section differing = madeSection(SectionId::Differing, tr("Different"),
                                  ui::formatCount(std::uint64_t{several.differing.size()}) + of);
  for (const SeveralSpans::Differing& one : several.differing) {
    Item item = textItem(one.key, ui::formatCounted(one.distinct, tr("value"), tr("values")));
    const QString where = QStringLiteral("  ") +
                          tr("in %1 of %2").arg(ui::formatCount(one.spans), ui::formatCount(several.read));
    if (one.spans < several.read) {
      item.runs.push_back({item.text.size(), where.size(), Tone::Muted, false});
      item.text += where;
    }
    differing.items.push_back(item);
  }
  if (!differing.items.empty()) sections.add(std::move(differing));
  Section names = madeSection(SectionId::Services, tr("Services and operations"),
                              ui::formatCount(std::uint64_t{several.services.size()}) +
                                  QStringLiteral(" · ") + ui::formatCount(several.operationCount));
  for (const SeveralSpans::Counted& one : several.services)
    names.items.push_back(
        countItem(one.name.isEmpty() ? tr("no service") : one.name, one.count, several.count));
  Item group = textItem(tr("operations"), {});
  group.kind = ItemKind::Group;
  names.items.push_back(group);
  for (const SeveralSpans::Counted& one : several.operations)
    names.items.push_back(countItem(one.name, one.count, several.count));
  if (several.operationCount > several.operations.size())
    names.items.push_back(textItem(tr("and"),
                                   ui::formatCounted(several.operationCount - several.operations.size(),
                                                     tr("more operation"), tr("more operations")),
                                   Tone::Muted));
  sections.add(std::move(names));
  return sections;
}

}  // namespace spanloupe::details
