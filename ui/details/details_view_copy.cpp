// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a DetailsView puts on the clipboard. What is long is put together elsewhere.
#include <QClipboard>
#include <QGuiApplication>

#include "ui/details/details_view.h"
#include "ui/details/span_json.h"

namespace spanloupe::details {

namespace {

constexpr std::uint64_t kAtOnce = 100'000;

std::function<void()> onClipboard(QString text) {
  return [text = std::move(text)] { QGuiApplication::clipboard()->setText(text); };
}

QString valueOf(const Item& item) {
  QString text = wholeText(item);
  if (item.kind == ItemKind::Exception)
    text = text.isEmpty() ? item.title : item.title + QStringLiteral(": ") + text;
  if (item.kind == ItemKind::Link)
    text = QString::fromStdString(item.linkTrace.hex()) + u'/' + QString::fromStdString(item.linkSpan.hex());
  return text;
}

}  // namespace

void DetailsView::copy(const ItemLayout& layout, CopyAs form) {
  if (layout.isLine()) {
    copyLine(layout, form);
    return;
  }
  const std::uint64_t size = std::max<std::uint64_t>(itemOf(layout).fullSize, itemOf(layout).source.size());
  work("copy", size <= kAtOnce,
       [item = itemOf(layout), form, details = m_details, several = m_several,
        log = m_log](const std::stop_token&) {
         if (form == CopyAs::Json) return onClipboard(asJson(item));
         const QString value = valueOf(item);
         return onClipboard(form == CopyAs::Value ? value
                                                  : item.key.trimmed() + QStringLiteral(" = ") + value);
       });
}

/// A row of JSON: its branch.
void DetailsView::copyLine(const ItemLayout& layout, CopyAs form) {
  const Item& item = itemOf(layout);
  const auto text = m_state.texts.find(item.number);
  const std::shared_ptr<const JsonOutline> outline =
      text != m_state.texts.end() ? text->second.outline : item.outline;
  work("copy", static_cast<std::uint64_t>(outline->extent(layout.line())) <= kAtOnce,
       [outline, line = layout.line(), form](const std::stop_token&) {
         if (form == CopyAs::Json) return onClipboard(outline->json(line));
         const QString key = outline->key(line);
         const QString value = outline->value(line);
         return onClipboard(form == CopyAs::Value || key.isEmpty() ? value
                                                                   : key + QStringLiteral(" = ") + value);
       });
}

void DetailsView::copyRecord() {
  if (m_details != nullptr)
    work("copy", sizeOf(*m_details) <= kAtOnce,
         [details = m_details](const std::stop_token&) { return onClipboard(spanAsJson(*details)); });
  if (m_log != nullptr)
    work("copy", sizeOf(*m_log) <= kAtOnce,
         [log = m_log](const std::stop_token&) { return onClipboard(logAsJson(*log)); });
}

}  // namespace spanloupe::details
