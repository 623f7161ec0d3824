// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The fonts of the window, all derived from the user's system font, and the measures that grow with it.
// Values; UI thread (they need a QGuiApplication). Pixel numbers in our code are for a font height of 16.
#pragma once

#include <QFont>

namespace spanloupe::ui {

struct Fonts {
  QFont body;
  QFont bodyStrong;  ///< Semibold: the second and last weight.
  QFont small;
  QFont smallStrong;
  QFont spanTitle;  ///< 1.08, semibold.
  QFont pageTitle;  ///< 1.15, semibold.
  QFont mono;       ///< Query text, ids, values; never durations or counts.
  QFont monoSmall;

  [[nodiscard]] static Fonts from(const QFont& body, const QFont& fixed);
};

/// Device-independent pixels. Heights of things that hold text are the text's height plus a stated padding.
struct Measures {
  int H = 16;  ///< QFontMetrics(body).height().

  [[nodiscard]] static Measures from(const Fonts& fonts);

  /// A number of look.md at a font height of 16, grown with the font.
  [[nodiscard]] int px(double at16) const { return qRound(at16 * H / 16.0); }
  [[nodiscard]] double real(double at16) const { return at16 * H / 16.0; }

  [[nodiscard]] int rowCompact() const { return H + 4; }
  [[nodiscard]] int row() const { return H + 8; }
  [[nodiscard]] int rowTraces() const { return H + 12; }
  [[nodiscard]] int rowTwoLines() const { return 2 * H + 8; }
  [[nodiscard]] int rowDetails() const { return H + 5; }
  [[nodiscard]] int control() const { return H + 12; }
  [[nodiscard]] int controlSmall() const { return H + 8; }
  [[nodiscard]] int queryField() const { return H + 16; }
  [[nodiscard]] int menuBar() const { return H + 12; }
  [[nodiscard]] int queryRow() const { return H + 28; }
  [[nodiscard]] int chipRow() const { return H + 14; }
  [[nodiscard]] int tabBar() const { return H + 16; }
  [[nodiscard]] int statusBar() const { return H + 10; }
  [[nodiscard]] int dockHeader() const { return H + 16; }
  [[nodiscard]] int tableHeader() const { return H + 10; }
  [[nodiscard]] int section() const { return H + 10; }
  [[nodiscard]] int toolRow() const { return H + 16; }
  [[nodiscard]] int strip() const { return H + 16; }  ///< Error strip.
  [[nodiscard]] int badge() const { return H + 2; }
  [[nodiscard]] int facets() const { return px(248); }
  [[nodiscard]] int details() const { return px(408); }
  [[nodiscard]] int detailsMinimum() const { return px(320); }
  [[nodiscard]] int icon() const { return px(16); }
  [[nodiscard]] int iconRow() const { return px(14); }
  [[nodiscard]] int tile() const { return px(15); }
  [[nodiscard]] int tileTitle() const { return px(18); }

  static constexpr int kPanelPadding = 12;
  static constexpr int kCellPadding = 10;  ///< Left and right of the text of a table cell.
  static constexpr int kIconGap = 6;
  static constexpr int kGroupGap = 14;
  static constexpr int kRadiusBadge = 3;
  static constexpr int kRadiusChip = 4;
  static constexpr int kRadiusButton = 5;
  static constexpr int kRadiusPopup = 6;
};

}  // namespace spanloupe::ui
