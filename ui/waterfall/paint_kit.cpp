// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/paint_kit.h"

namespace spanloupe::waterfall {

namespace {

const ui::ServiceMark kVirtualMark;

}  // namespace

void PaintKit::reset() {
  const ui::Fonts& fonts = look.fonts();
  QFont slanted = fonts.body;
  slanted.setItalic(true);
  body = ui::TextCache(fonts.body);
  italic = ui::TextCache(slanted);
  small = ui::TextCache(fonts.small, true);
  smallStrong = ui::TextCache(fonts.smallStrong, true);
  setDocument(document);
}

void PaintKit::setDocument(const TraceDocument* shown) {
  document = shown;
  m_marks.clear();
  if (shown == nullptr) return;
  for (const StringIndex service : shown->services) {
    m_marks[service] = look.services().mark(QString::fromStdString(shown->text(service)));
  }
}

const ui::ServiceMark& PaintKit::markOf(const RowLayout& row) const {
  if (document->isPlaceholder(row.node)) return kVirtualMark;
  const auto found = m_marks.find(document->trace->service[row.node]);
  return found != m_marks.end() ? found->second : kVirtualMark;
}

}  // namespace spanloupe::waterfall
