// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The colour tokens of the window by name, in a light and a dark set. Values; UI thread.
// theme.cpp is the only place in ui/ that may spell a colour; everything else takes a Theme.
#pragma once

#include <QColor>
#include <QPalette>
#include <array>

namespace spanloupe::ui {

enum class ColorScheme { Light, Dark };

inline constexpr int kServiceSlots = 12;

/// One service colour: the bar, what is written on it, and the part of a bar spent in children.
struct ServiceTone {
  QColor solid;
  QColor on;
  QColor pale;
};

struct Theme {
  ColorScheme scheme = ColorScheme::Light;
  QColor window;         ///< Menu, query row, tab strip, status bar, dock rails.
  QColor panel;          ///< Docks, minimap, totals row, time strip.
  QColor surface;        ///< Every view and table.
  QColor raised;         ///< Popups, cards, menus, buttons.
  QColor inset;          ///< Text fields.
  QColor hover;          ///< Row under the pointer, quiet badges.
  QColor selection;      ///< Selected row, with focus.
  QColor selectionIdle;  ///< Selected row, without focus.
  QColor hairline;       ///< Between rows, grid.
  QColor line;           ///< Between regions.
  QColor control;        ///< Field borders, axes, neutral bars.
  QColor text1;          ///< Names, values.
  QColor text2;          ///< Labels, axis text.
  QColor text3;          ///< Units, hints, summaries.
  QColor disabled;       ///< Never for information.
  QColor accent;
  QColor onAccent;
  QColor error;
  QColor errorTint;
  QColor warn;
  QColor warnTint;
  QColor ok;
  QColor okTint;
  QColor match;   ///< Found words.
  QColor ink;     ///< Critical path, event ticks.
  QColor shadow;  ///< Under what floats, with its alpha.
  std::array<ServiceTone, kServiceSlots> services;
  ServiceTone virtualService;  ///< Spans without service, services beyond the palette.
  std::array<QColor, 9> heatmap;

  [[nodiscard]] bool isDark() const { return scheme == ColorScheme::Dark; }
  /// Slots outside 0 … 11 give the tone of virtual services.
  [[nodiscard]] const ServiceTone& service(int slot) const;

  [[nodiscard]] static const Theme& light();
  [[nodiscard]] static const Theme& dark();
};

/// `share` of `over` on `under`, opaque.
[[nodiscard]] QColor mix(const QColor& over, double share, const QColor& under);
[[nodiscard]] QColor withAlpha(const QColor& color, double alpha);

/// The Qt palette that makes stock widgets fit the theme.
[[nodiscard]] QPalette paletteFor(const Theme& theme);

}  // namespace spanloupe::ui
