// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/link_items.h"

#include <QCoreApplication>

#include "ui/common/format.h"
#include "ui/details/attribute_items.h"

namespace spanloupe::details {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("SpanDetails", text); }

QString hexOf(TraceId id) { return QString::fromStdString(id.hex()); }
QString hexOf(SpanId id) { return QString::fromStdString(id.hex()); }

/// "checkout POST /orders" and behind it where that is, quietly.
void describe(Item& item, const query::LinkEnd& end, TraceId here) {
  const QString service = toText(beginning(end.service, 100));
  item.text = service;
  if (!service.isEmpty()) item.text += u' ';
  item.text += end.name.empty() ? tr("unnamed span") : toText(beginning(end.name, 300));
  const QString place =
      QStringLiteral("  ") + (item.linkTrace == here ? tr("in this trace") : hexOf(item.linkTrace).left(8));
  item.runs.push_back({item.text.size(), place.size(), Tone::Muted, false});
  item.text += place;
}

Item linkItem(const QString& key, TraceId trace, SpanId span) {
  Item item = textItem(key, {});
  item.kind = ItemKind::Link;
  item.linkTrace = trace;
  item.linkSpan = span;
  item.note = tr("Trace %1\nSpan %2").arg(hexOf(trace), hexOf(span));
  return item;
}

void addOutgoing(std::vector<Item>& items, const SpanView& span, const LinkView& link,
                 const query::LinkTarget* target) {
  Item item = linkItem(tr("links to"), link.traceId, link.spanId);
  const bool isHere = link.traceId == span.traceId;
  if (target != nullptr && target->state == query::LinkTargetState::Found) {
    describe(item, target->end, span.traceId);
  } else {
    item.text = isHere ? hexOf(link.spanId) : hexOf(link.traceId) + u'/' + hexOf(link.spanId);
    if (target != nullptr) {
      const bool hasTrace = target->state == query::LinkTargetState::TraceOnly;
      item.isDead = !hasTrace || isHere;
      // Of what cannot be opened the trace is enough; copying gives both ids.
      if (!hasTrace) item.text = hexOf(link.traceId);
      const QString why =
          QStringLiteral("  ") + (hasTrace ? tr("this span is not in its trace") : tr("not in this session"));
      item.runs.push_back({item.text.size(), why.size(), Tone::Muted, false});
      item.text += why;
    }
  }
  items.push_back(item);
  for (Item& attribute : attributeItems(link.attributes)) {
    attribute.key.prepend(QStringLiteral("    "));
    items.push_back(std::move(attribute));
  }
}

}  // namespace

QString linkNote(const SpanView& span, const LinkFacts* facts) {
  const std::uint64_t incoming = facts != nullptr ? facts->incoming.count : 0;
  if (incoming == 0) return ui::formatCount(std::uint64_t{span.links.size()});
  return tr("%1 out · %2 in")
      .arg(ui::formatCount(std::uint64_t{span.links.size()}), ui::formatCount(incoming));
}

void addLinks(std::vector<Item>& items, const SpanView& span, const LinkFacts* facts) {
  for (std::size_t i = 0; i < span.links.size(); ++i) {
    const bool isKnown = facts != nullptr && i < facts->targets.size();
    addOutgoing(items, span, span.links[i], isKnown ? &facts->targets[i] : nullptr);
  }
  if (facts == nullptr) return;
  for (const query::LinkEnd& end : facts->incoming.spans) {
    Item item = linkItem(tr("linked from"), end.trace, end.span);
    item.note += u'\n' + ui::formatDateTime(end.start, ui::TimeZone::Utc) + QStringLiteral(" UTC");
    describe(item, end, span.traceId);
    items.push_back(item);
  }
  const std::uint64_t more = facts->incoming.count - facts->incoming.spans.size();
  if (more > 0)
    items.push_back(
        textItem(tr("linked from"), ui::formatCounted(more, tr("more span"), tr("more spans")), Tone::Muted));
}

}  // namespace spanloupe::details
