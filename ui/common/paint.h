// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Drawing that every view shares: lines of exactly one device pixel, service fills and tiles, badges,
// buttons, selection. All take a Theme; nothing here keeps state but caches. UI thread.
#pragma once

#include <QPainter>

#include "ui/common/fonts.h"
#include "ui/common/icons.h"
#include "ui/common/service_palette.h"
#include "ui/common/theme.h"

class QStyleOptionViewItem;

namespace spanloupe::ui {

class Look;

/// The size of one device pixel in the painter's coordinates.
[[nodiscard]] double devicePixel(const QPainter& painter);
/// The nearest device pixel edge.
[[nodiscard]] double snapped(const QPainter& painter, double coordinate);
[[nodiscard]] QRectF snapped(const QPainter& painter, const QRectF& rect);

/// Filled, not stroked: one device pixel at every scale, its upper or left edge at the coordinate.
void hairlineH(QPainter& painter, double x1, double x2, double y, const QColor& color);
void hairlineV(QPainter& painter, double x, double y1, double y2, const QColor& color);
/// Four hairlines just inside `rect`.
void hairlineFrame(QPainter& painter, const QRectF& rect, const QColor& color);
/// A rounded box with a border of one device pixel inside `rect`.
void roundedBox(QPainter& painter, const QRectF& rect, double radius, const QColor& fill,
                const QColor& border);
/// Two pixels of accent inside `rect`, never a dotted rectangle.
void focusRing(QPainter& painter, const QRectF& rect, double radius, const Theme& theme);
void focusRing(QPainter& painter, const QRectF& rect, double radius, const QColor& color);

/// Background of a list row: selection (with the accent edge when `hasFocus`), hover or nothing.
struct RowState {
  bool isSelected = false;
  bool isHovered = false;
  bool hasFocus = false;
};
void paintRowBackground(QPainter& painter, const QRectF& rect, RowState state, const Theme& theme);
[[nodiscard]] QColor rowColor(RowState state, const Theme& theme);
/// The same where a view has its rows painted cell by cell, with the hairline below. The accent edge belongs
/// to the row, so only its first cell has it.
void paintCellBackground(QPainter& painter, const QStyleOptionViewItem& option, bool isFirst,
                         const Theme& theme);

/// Fills with the colour of a service and its texture, whose phase is fixed to the painter's origin; in what
/// is lower or narrower than 12 px, to its middle.
void fillService(QPainter& painter, const QRectF& rect, const ServiceMark& mark, const Theme& theme,
                 double radius = 0);
/// Colour and letters of a service, `size` square.
void paintTile(QPainter& painter, const QRectF& rect, const ServiceMark& mark, const Theme& theme,
               const Fonts& fonts);

enum class BadgeTone { Quiet, Error, Warn, Ok };
struct Badge {
  QString text;
  BadgeTone tone = BadgeTone::Quiet;
  Icon icon = Icon::None;
  bool isStrong = true;  ///< Semibold.
};
[[nodiscard]] double badgeWidth(const Badge& badge, const Fonts& fonts, const Measures& measures);
void paintBadge(QPainter& painter, const QRectF& rect, const Badge& badge, const Theme& theme,
                const Fonts& fonts, const Measures& measures);

/// A push button as it is drawn everywhere (own buttons and those of dialogs).
enum class ButtonKind {
  Normal,
  Primary,
  Quiet,  ///< No box until it is hovered.
  Link    ///< Quiet, in accent: at the end of a line of text.
};
struct ButtonState {
  ButtonKind kind = ButtonKind::Normal;
  bool isHovered = false;
  bool isPressed = false;
  bool isChecked = false;
  bool isEnabled = true;
  bool hasFocus = false;
};
void paintButtonBox(QPainter& painter, const QRectF& rect, const ButtonState& state, const Theme& theme);
[[nodiscard]] QColor buttonTextColor(const ButtonState& state, const Theme& theme);

/// The baseline that centres capital letters and digits of `font` in `rect`; equal for fonts of one row.
[[nodiscard]] double centredBaseline(const QRectF& rect, const QFontMetricsF& metrics);

}  // namespace spanloupe::ui
