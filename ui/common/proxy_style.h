// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Fusion, drawn to our measures: flat scroll bars, tabs, menus, buttons, fields and check marks in theme
// colours, hairline splitters, no margins nobody asked for. UI thread.
#pragma once

#include <QProxyStyle>

namespace spanloupe::ui {

class Look;

class ProxyStyle : public QProxyStyle {
  Q_OBJECT

 public:
  /// `look` must outlive the style.
  explicit ProxyStyle(const Look& look);

  int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
  int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                QStyleHintReturn* returnData) const override;
  QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                         const QWidget* widget) const override;
  QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl subControl,
                       const QWidget* widget) const override;
  QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
  void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                   const QWidget* widget) const override;
  void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                          const QWidget* widget) const override;

 private:
  void drawScrollBar(const QStyleOptionComplex* option, QPainter& painter, const QWidget* widget) const;

  const Look& m_look;
};

}  // namespace spanloupe::ui
