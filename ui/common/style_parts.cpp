// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/style_parts.h"

#include <QPainter>
#include <QStyleOption>
#include <algorithm>

#include "ui/common/look.h"
#include "ui/common/paint.h"

namespace spanloupe::ui {

namespace {

bool has(const QStyleOption* option, QStyle::StateFlag flag) { return option->state.testFlag(flag); }

/// "&Open" as drawn; mnemonics are underlined only when the platform asks, as everywhere.
int textFlags(const QStyleOption* option, const QStyle& style) {
  const bool show = style.styleHint(QStyle::SH_UnderlineShortcut, option) != 0;
  return Qt::AlignVCenter | Qt::TextSingleLine | (show ? Qt::TextShowMnemonic : Qt::TextHideMnemonic);
}

}  // namespace

void drawMenuBarItem(const Look& look, const QStyleOption* option, QPainter& painter, const QStyle& style) {
  const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
  if (item == nullptr) return;
  const Theme& theme = look.theme();
  painter.fillRect(option->rect, theme.window);
  const bool isOpen = has(option, QStyle::State_Sunken);
  if (isOpen || has(option, QStyle::State_Selected)) {
    roundedBox(painter, option->rect.adjusted(0, 1, 0, -1), Measures::kRadiusChip,
               isOpen ? theme.selectionIdle : mix(theme.text1, 0.06, theme.window), {});
  }
  painter.setPen(has(option, QStyle::State_Enabled) ? theme.text1 : theme.disabled);
  painter.drawText(option->rect, textFlags(option, style) | Qt::AlignHCenter, item->text);
}

void drawMenuItem(const Look& look, const QStyleOption* option, QPainter& painter, const QStyle& style) {
  const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
  if (item == nullptr) return;
  const Theme& theme = look.theme();
  const QRect rect = option->rect;
  painter.fillRect(rect, theme.raised);
  if (item->menuItemType == QStyleOptionMenuItem::Separator) {
    hairlineH(painter, rect.left(), rect.right() + 1, rect.center().y(), theme.hairline);
    return;
  }
  const bool isEnabled = has(option, QStyle::State_Enabled);
  if (has(option, QStyle::State_Selected) && isEnabled) painter.fillRect(rect, theme.selection);
  const QRect iconRect(rect.left() + kMenuPadding, rect.top(), look.measures().icon(), rect.height());
  if (item->checkType != QStyleOptionMenuItem::NotCheckable && item->checked) {
    paintIcon(painter, Icon::Check, iconRect, isEnabled ? theme.accent : theme.disabled);
  } else if (!item->icon.isNull()) {
    item->icon.paint(&painter, iconRect, Qt::AlignCenter, isEnabled ? QIcon::Normal : QIcon::Disabled);
  }
  const QRect textRect =
      rect.adjusted(kMenuPadding + kMenuIconColumn - 4, 0, -kMenuPadding - kSubmenuColumn + 6, 0);
  const qsizetype tab = item->text.indexOf(QLatin1Char('\t'));
  painter.setFont(item->font);
  painter.setPen(isEnabled ? theme.text1 : theme.disabled);
  painter.drawText(textRect, textFlags(option, style) | Qt::AlignLeft, item->text.left(tab));
  if (tab >= 0) {
    painter.setPen(isEnabled ? theme.text3 : theme.disabled);
    painter.drawText(textRect.adjusted(0, 0, 12, 0), textFlags(option, style) | Qt::AlignRight,
                     item->text.mid(tab + 1));
  }
  if (item->menuItemType == QStyleOptionMenuItem::SubMenu) {
    paintIcon(painter, Icon::ChevronRight,
              QRectF(rect.right() - kSubmenuColumn, rect.top(), 12, rect.height()), theme.text3);
  }
}

void drawTabShape(const Look& look, const QStyleOption* option, QPainter& painter) {
  const Theme& theme = look.theme();
  const QRectF rect = option->rect;
  const double pixel = devicePixel(painter);
  if (!has(option, QStyle::State_Selected)) {
    painter.fillRect(
        rect, has(option, QStyle::State_MouseOver) ? mix(theme.text1, 0.04, theme.window) : theme.window);
    hairlineH(painter, rect.left(), rect.right(), rect.bottom() - pixel, theme.line);
    return;
  }
  painter.fillRect(rect, theme.surface);
  hairlineV(painter, rect.left(), rect.top(), rect.bottom(), theme.line);
  hairlineV(painter, rect.right() - pixel, rect.top(), rect.bottom(), theme.line);
  painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 2), theme.accent);
  if (has(option, QStyle::State_HasFocus)) focusRing(painter, rect.adjusted(0, 2, 0, 0), 0, theme);
}

void drawHeaderSection(const Look& look, const QStyleOption* option, QPainter& painter) {
  const Theme& theme = look.theme();
  const QRectF rect = option->rect;
  painter.fillRect(rect, theme.surface);
  hairlineH(painter, rect.left(), rect.right(), rect.bottom() - devicePixel(painter), theme.line);
}

void drawHeaderLabel(const Look& look, const QStyleOption* option, QPainter& painter) {
  const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
  if (header == nullptr) return;
  const QFont& font = look.fonts().smallStrong;
  const QFontMetricsF metrics(font);
  // As the cells below.
  const QRectF text = QRectF(header->rect).adjusted(Measures::kCellPadding, 0, -Measures::kCellPadding, 0);
  const QString shown = metrics.elidedText(header->text, Qt::ElideRight, text.width());
  const bool atRight = header->textAlignment.testFlag(Qt::AlignRight);
  painter.setFont(font);
  painter.setPen(look.theme().text2);
  painter.drawText(QPointF(atRight ? text.right() - metrics.horizontalAdvance(shown) : text.left(),
                           centredBaseline(header->rect, metrics)),
                   shown);
}

void drawCheckMark(const Look& look, const QStyleOption* option, QPainter& painter, bool isRadio) {
  const Theme& theme = look.theme();
  const bool isEnabled = has(option, QStyle::State_Enabled);
  const bool isOn = has(option, QStyle::State_On) || has(option, QStyle::State_NoChange);
  const QRectF rect = option->rect;
  const double radius = isRadio ? rect.height() / 2 : 3;
  const QColor accent = isEnabled ? theme.accent : theme.disabled;
  roundedBox(painter, rect, radius, isOn ? accent : theme.inset,
             isOn ? accent : (isEnabled ? theme.control : theme.disabled));
  if (!isOn) return;
  if (isRadio) {
    const double dot = rect.width() * 0.3;
    roundedBox(painter, rect.adjusted(dot, dot, -dot, -dot), dot, theme.onAccent, {});
  } else {
    paintIcon(painter, has(option, QStyle::State_On) ? Icon::Check : Icon::Minus, rect, theme.onAccent);
  }
}

void drawProgress(const Look& look, const QStyleOption* option, QPainter& painter) {
  const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
  if (bar == nullptr) return;
  const Theme& theme = look.theme();
  QRectF track = bar->rect;
  track = QRectF(track.left(), track.center().y() - 2, track.width(), 4);
  painter.fillRect(track, theme.hairline);
  const double range = static_cast<double>(bar->maximum) - bar->minimum;
  const double share = range > 0 ? (static_cast<double>(bar->progress) - bar->minimum) / range : 1.0;
  track.setWidth(track.width() * std::clamp(share, 0.0, 1.0));
  painter.fillRect(track, theme.accent);
}

void drawComboBox(const Look& look, const QStyleOptionComplex* option, QPainter& painter) {
  const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option);
  if (box == nullptr) return;
  const Theme& theme = look.theme();
  ButtonState state;
  state.isHovered = has(option, QStyle::State_MouseOver);
  state.isPressed = has(option, QStyle::State_On);
  state.hasFocus = has(option, QStyle::State_HasFocus);
  if (box->editable) {
    roundedBox(painter, option->rect, Measures::kRadiusButton, theme.inset, theme.control);
    if (state.hasFocus) focusRing(painter, option->rect, Measures::kRadiusButton, theme);
  } else {
    paintButtonBox(painter, option->rect, state, theme);
  }
  const int size = look.measures().px(12);
  paintIcon(painter, Icon::ChevronDown,
            QRectF(option->rect.right() - size - 6, option->rect.top(), size, option->rect.height()),
            theme.text2);
}

}  // namespace spanloupe::ui
