// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the parts of Qt's own widgets are drawn: menus, tabs, table headers, marks, progress, choices. The
// proxy style says when. UI thread.
#pragma once

class QPainter;
class QStyle;
class QStyleOption;
class QStyleOptionComplex;

namespace spanloupe::ui {

class Look;

inline constexpr int kMenuPadding = 10;
inline constexpr int kMenuIconColumn = 26;
inline constexpr int kSubmenuColumn = 22;

/// `style` is asked whether mnemonics are underlined.
void drawMenuBarItem(const Look& look, const QStyleOption* option, QPainter& painter, const QStyle& style);
void drawMenuItem(const Look& look, const QStyleOption* option, QPainter& painter, const QStyle& style);
void drawTabShape(const Look& look, const QStyleOption* option, QPainter& painter);
void drawHeaderSection(const Look& look, const QStyleOption* option, QPainter& painter);
void drawHeaderLabel(const Look& look, const QStyleOption* option, QPainter& painter);
void drawCheckMark(const Look& look, const QStyleOption* option, QPainter& painter, bool isRadio);
void drawProgress(const Look& look, const QStyleOption* option, QPainter& painter);
void drawComboBox(const Look& look, const QStyleOptionComplex* option, QPainter& painter);

}  // namespace spanloupe::ui
