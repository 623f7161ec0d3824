// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/proxy_style.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QWidget>

#include "ui/common/look.h"
#include "ui/common/paint.h"
#include "ui/common/style_parts.h"

namespace spanloupe::ui {

namespace {

constexpr int kScrollBarExtent = 10;
constexpr int kScrollThumb = 6;
constexpr int kShortestThumb = 24;

bool has(const QStyleOption* option, QStyle::StateFlag flag) { return option->state.testFlag(flag); }

}  // namespace

ProxyStyle::ProxyStyle(const Look& look)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))), m_look(look) {}

int ProxyStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
  switch (metric) {
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
      // Dialogs keep air around their content; regions of the main window touch their hairlines.
      return widget != nullptr && widget->isWindow() && widget->windowType() == Qt::Dialog ? 12 : 0;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return 4;
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent: return 1;
    case PM_DefaultFrameWidth: return qobject_cast<const QComboBox*>(widget) != nullptr ? 1 : 0;
    case PM_ScrollBarExtent: return kScrollBarExtent;
    case PM_ScrollBarSliderMin: return kShortestThumb;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_ToolBarItemMargin:
    case PM_ToolBarFrameWidth:
    case PM_MenuBarPanelWidth:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarBaseOverlap:
    case PM_HeaderMargin: return 0;
    case PM_MenuBarVMargin: return 3;
    case PM_MenuBarHMargin: return 8;
    case PM_MenuBarItemSpacing: return 2;
    case PM_MenuPanelWidth: return 1;
    case PM_ToolTipLabelFrameWidth: return 6;
    case PM_MenuVMargin: return 4;
    case PM_SmallIconSize:
    case PM_ButtonIconSize: return m_look.measures().icon();
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return m_look.measures().px(14);
    // Those in the small font stand closer.
    case PM_TabBarTabHSpace: return widget != nullptr && widget->font() == m_look.fonts().small ? 12 : 24;
    case PM_TabCloseIndicatorWidth:
    case PM_TabCloseIndicatorHeight: return m_look.measures().px(16);
    default: return QProxyStyle::pixelMetric(metric, option, widget);
  }
}

int ProxyStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                          QStyleHintReturn* returnData) const {
  switch (hint) {
    case SH_TabBar_Alignment: return Qt::AlignLeft;
    case SH_TabBar_ElideMode: return Qt::ElideRight;
    case SH_Menu_Scrollable:
    case SH_MenuBar_MouseTracking:
    case SH_Menu_MouseTracking: return 1;
    case SH_ScrollBar_Transient:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_TitleBar_NoBorder:
    case SH_Widget_Animation_Duration: return 0;
    default: return QProxyStyle::styleHint(hint, option, widget, returnData);
  }
}

QSize ProxyStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                   const QWidget* widget) const {
  const Measures& m = m_look.measures();
  QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
  switch (type) {
    case CT_PushButton: return {std::max(result.width(), size.width() + 18), m.control()};
    case CT_LineEdit: return {result.width(), m.control()};
    case CT_ComboBox: return {size.width() + 18 + m.icon(), m.control()};
    case CT_SpinBox: return {result.width(), m.control()};
    case CT_TabBarTab: return {size.width(), m.tabBar()};
    case CT_MenuBarItem: return {size.width() + 18, m.menuBar() - 6};
    case CT_MenuItem: {
      const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
      if (item == nullptr) return result;
      if (item->menuItemType == QStyleOptionMenuItem::Separator) return {result.width(), 9};
      // The tab between text and shortcut is measured by Qt as part of reservedShortcutWidth.
      return {size.width() + kMenuIconColumn + kSubmenuColumn + 2 * kMenuPadding, m.H + 10};
    }
    case CT_HeaderSection: return {result.width(), m.tableHeader()};
    case CT_ItemViewItem: return {result.width(), std::max(result.height(), m.row())};
    default: return result;
  }
}

QRect ProxyStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                                 SubControl subControl, const QWidget* widget) const {
  if (control != CC_ScrollBar) return QProxyStyle::subControlRect(control, option, subControl, widget);
  const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
  if (slider == nullptr) return QProxyStyle::subControlRect(control, option, subControl, widget);
  // No arrows: the groove is the whole bar.
  const bool isVertical = slider->orientation == Qt::Vertical;
  const int length = isVertical ? slider->rect.height() : slider->rect.width();
  int thumb = length;
  if (slider->maximum > slider->minimum) {
    const double range = static_cast<double>(slider->maximum) - slider->minimum + slider->pageStep;
    thumb = std::min(length, std::max(kShortestThumb, static_cast<int>(length * (slider->pageStep / range))));
  }
  const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                            length - thumb, slider->upsideDown);
  const auto part = [&](int from, int extent) {
    return isVertical ? QRect(slider->rect.x(), slider->rect.y() + from, slider->rect.width(), extent)
                      : QRect(slider->rect.x() + from, slider->rect.y(), extent, slider->rect.height());
  };
  switch (subControl) {
    case SC_ScrollBarGroove: return slider->rect;
    case SC_ScrollBarSlider: return part(start, thumb);
    case SC_ScrollBarSubPage: return part(0, start);
    case SC_ScrollBarAddPage: return part(start + thumb, length - start - thumb);
    default: return {};
  }
}

QRect ProxyStyle::subElementRect(SubElement element, const QStyleOption* option,
                                 const QWidget* widget) const {
  if (element == SE_LineEditContents) return option->rect.adjusted(6, 0, -6, 0);
  return QProxyStyle::subElementRect(element, option, widget);
}

void ProxyStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const {
  const Theme& theme = m_look.theme();
  switch (element) {
    case PE_FrameFocusRect:
      // The current row of a list has the accent edge; one sign is enough.
      if (qobject_cast<const QAbstractItemView*>(widget) != nullptr) return;
      focusRing(*painter, option->rect, Measures::kRadiusButton, theme);
      return;
    case PE_Frame:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
    case PE_FrameTabBarBase:
    case PE_PanelToolBar: return;
    case PE_FrameMenu: roundedBox(*painter, option->rect, 0, theme.raised, theme.line); return;
    case PE_PanelScrollAreaCorner: painter->fillRect(option->rect, theme.surface); return;
    case PE_PanelMenu: painter->fillRect(option->rect, theme.raised); return;
    case PE_PanelTipLabel: roundedBox(*painter, option->rect, 0, theme.raised, theme.line); return;
    case PE_PanelLineEdit:
    case PE_FrameLineEdit: {
      // Without a frame it stands in a box that another widget draws.
      const auto* edit = qobject_cast<const QLineEdit*>(widget);
      if (edit != nullptr && !edit->hasFrame()) return;
      roundedBox(*painter, option->rect, Measures::kRadiusButton, theme.inset, theme.control);
      if (has(option, State_HasFocus)) focusRing(*painter, option->rect, Measures::kRadiusButton, theme);
      return;
    }
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool: {
      ButtonState state;
      const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
      if (button != nullptr && button->features.testFlag(QStyleOptionButton::DefaultButton))
        state.kind = ButtonKind::Primary;
      if (element == PE_PanelButtonTool ||
          (button != nullptr && button->features.testFlag(QStyleOptionButton::Flat))) {
        state.kind = ButtonKind::Quiet;
      }
      state.isEnabled = has(option, State_Enabled);
      state.isHovered = has(option, State_MouseOver);
      state.isPressed = has(option, State_Sunken);
      state.isChecked = has(option, State_On);
      state.hasFocus = has(option, State_HasFocus) && has(option, State_KeyboardFocusChange);
      paintButtonBox(*painter, option->rect, state, theme);
      return;
    }
    case PE_IndicatorCheckBox: drawCheckMark(m_look, option, *painter, false); return;
    case PE_IndicatorRadioButton: drawCheckMark(m_look, option, *painter, true); return;
    case PE_IndicatorTabClose: {
      if (has(option, State_MouseOver)) roundedBox(*painter, option->rect, 3, theme.hover, {});
      paintIcon(*painter, Icon::Close, option->rect.adjusted(2, 2, -2, -2), theme.text2);
      return;
    }
    case PE_PanelItemViewRow: {
      const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
      if (item == nullptr) break;
      paintRowBackground(
          *painter, option->rect,
          {has(option, State_Selected), has(option, State_MouseOver), has(option, State_Active)}, theme);
      return;
    }
    case PE_PanelItemViewItem: {
      const RowState state{has(option, State_Selected), has(option, State_MouseOver),
                           has(option, State_Active)};
      if (state.isSelected || state.isHovered) painter->fillRect(option->rect, rowColor(state, theme));
      return;
    }
    case PE_IndicatorHeaderArrow:
    case PE_IndicatorArrowDown: paintIcon(*painter, Icon::ChevronDown, option->rect, theme.text2); return;
    case PE_IndicatorArrowRight: paintIcon(*painter, Icon::ChevronRight, option->rect, theme.text2); return;
    case PE_IndicatorArrowUp: paintIcon(*painter, Icon::ChevronUp, option->rect, theme.text2); return;
    case PE_IndicatorArrowLeft: paintIcon(*painter, Icon::ChevronLeft, option->rect, theme.text2); return;
    default: break;
  }
  QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void ProxyStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                             const QWidget* widget) const {
  const Theme& theme = m_look.theme();
  switch (element) {
    case CE_MenuBarEmptyArea: painter->fillRect(option->rect, theme.window); return;
    case CE_MenuBarItem: drawMenuBarItem(m_look, option, *painter, *this); return;
    case CE_MenuItem: drawMenuItem(m_look, option, *painter, *this); return;
    case CE_MenuEmptyArea: painter->fillRect(option->rect, theme.raised); return;
    case CE_TabBarTabShape: drawTabShape(m_look, option, *painter); return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea: drawHeaderSection(m_look, option, *painter); return;
    case CE_HeaderLabel: drawHeaderLabel(m_look, option, *painter); return;
    case CE_ProgressBarGroove:
    case CE_ProgressBarLabel: return;
    case CE_ProgressBarContents: drawProgress(m_look, option, *painter); return;
    case CE_Splitter: painter->fillRect(option->rect, theme.line); return;
    case CE_PushButtonLabel: {
      const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
      if (button == nullptr) break;
      QStyleOptionButton copy(*button);
      ButtonState state;
      if (button->features.testFlag(QStyleOptionButton::DefaultButton)) state.kind = ButtonKind::Primary;
      state.isEnabled = has(option, State_Enabled);
      copy.palette.setColor(QPalette::ButtonText, buttonTextColor(state, theme));
      QProxyStyle::drawControl(element, &copy, painter, widget);
      return;
    }
    default: break;
  }
  QProxyStyle::drawControl(element, option, painter, widget);
}

void ProxyStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                    QPainter* painter, const QWidget* widget) const {
  if (control == CC_ScrollBar) {
    drawScrollBar(option, *painter, widget);
  } else if (control == CC_ComboBox && has(option, State_Enabled)) {
    drawComboBox(m_look, option, *painter);
  } else {
    QProxyStyle::drawComplexControl(control, option, painter, widget);
  }
}

void ProxyStyle::drawScrollBar(const QStyleOptionComplex* option, QPainter& painter,
                               const QWidget* widget) const {
  const Theme& theme = m_look.theme();
  const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
  if (slider == nullptr) return;
  painter.fillRect(option->rect, widget != nullptr ? widget->palette().color(QPalette::Base) : theme.surface);
  if (slider->maximum <= slider->minimum) return;
  const QRectF thumb = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
  const double gap = (kScrollBarExtent - kScrollThumb) / 2.0;
  const QRectF box = slider->orientation == Qt::Vertical ? thumb.adjusted(gap, 1, -gap, -1)
                                                         : thumb.adjusted(1, gap, -1, -gap);
  const bool isActive = has(option, State_MouseOver) || has(option, State_Sunken);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(isActive ? theme.control : theme.line);
  painter.drawRoundedRect(box, kScrollThumb / 2.0, kScrollThumb / 2.0);
  painter.restore();
}

}  // namespace spanloupe::ui
