// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The small controls of the window: buttons, segmented switches, badges, tiles, key hints. They follow
// Look::changed() by themselves. UI thread.
#pragma once

#include <QAbstractButton>
#include <QPointer>
#include <vector>

#include "ui/common/paint.h"

namespace spanloupe::ui {

/// A push button with icon, text, and a shortcut in a key cap; quiet ones have no box until hovered.
class Button : public QAbstractButton {
  Q_OBJECT

 public:
  Button(const Look& look, Icon icon, const QString& text, ButtonKind kind = ButtonKind::Normal,
         QWidget* parent = nullptr);
  /// An icon alone; `toolTip` is its accessible name too.
  Button(const Look& look, Icon icon, const QString& toolTip, bool isSmall, QWidget* parent = nullptr);

  void setSmall(bool isSmall);
  void setKind(ButtonKind kind);
  void setSymbol(Icon icon, const QColor& color = {});
  void setKeyHint(const QString& keys);  ///< "E", "Ctrl F"
  void setHasMenu(bool hasMenu);         ///< A chevron at the right end.
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  const Look& m_look;
  Icon m_icon;
  QColor m_iconColor;
  ButtonKind m_kind;
  QString m_keys;
  bool m_small = false;
  bool m_iconOnly = false;
  bool m_hasMenu = false;
};

/// Two or more exclusive choices in one frame.
class SegmentedControl : public QWidget {
  Q_OBJECT

 public:
  struct Segment {
    QString text;
    Icon icon = Icon::None;
  };
  SegmentedControl(const Look& look, std::vector<Segment> segments, QWidget* parent = nullptr);

  void addSegment(Segment segment);
  [[nodiscard]] int count() const { return static_cast<int>(m_segments.size()); }
  [[nodiscard]] const QString& textOf(int index) const {
    return m_segments[static_cast<std::size_t>(index)].text;
  }
  [[nodiscard]] QRect rectOf(int index) const { return rects()[static_cast<std::size_t>(index)]; }
  void setSmall(bool isSmall);  ///< Lower and in the small font: in the header of a part of a view.
  [[nodiscard]] int current() const { return m_current; }
  void setCurrent(int index);
  /// As by the user.
  void choose(int index);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 signals:
  /// By the user.
  void chosen(int index);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  [[nodiscard]] std::vector<QRect> rects() const;
  [[nodiscard]] const QFont& fontOf(bool isOn) const;

  const Look& m_look;
  std::vector<Segment> m_segments;
  int m_current = 0;
  bool m_small = false;
};

/// The tile of a service.
class TileWidget : public QWidget {
  Q_OBJECT

 public:
  TileWidget(const Look& look, int size, QWidget* parent = nullptr);
  void setService(const QString& service);
  [[nodiscard]] QSize sizeHint() const override { return {m_size, m_size}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Look& m_look;
  QString m_service;
  int m_size;
};

/// A badge; hidden while its text is empty.
class BadgeWidget : public QWidget {
  Q_OBJECT

 public:
  explicit BadgeWidget(const Look& look, QWidget* parent = nullptr);
  void setBadge(const Badge& badge);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Look& m_look;
  Badge m_badge;
};

/// A one-pixel line between regions.
class HairlineWidget : public QWidget {
  Q_OBJECT

 public:
  /// `strong`: between regions (line), else inside one (hairline).
  HairlineWidget(const Look& look, Qt::Orientation orientation, bool strong, QWidget* parent = nullptr);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Look& m_look;
  Qt::Orientation m_orientation;
  bool m_strong;
};

/// Text of one colour token and one font of the Fonts, elided when it does not fit; selectable by copying
/// only.
class TextLabel : public QWidget {
  Q_OBJECT

 public:
  using FontRole = QFont Fonts::*;
  using ColorRole = QColor Theme::*;
  TextLabel(const Look& look, FontRole font, ColorRole color, const QString& text = {},
            QWidget* parent = nullptr);
  void setText(const QString& text);
  [[nodiscard]] const QString& text() const { return m_text; }
  void setRoles(FontRole font, ColorRole color);
  void setElided(bool elided);  ///< Default: false, the label asks for its whole width.
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Look& m_look;
  FontRole m_font;
  ColorRole m_color;
  QString m_text;
  bool m_elided = false;
};

}  // namespace spanloupe::ui
