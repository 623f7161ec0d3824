// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How everything looks right now: theme, fonts, measures and service colours in one object that app/ makes
// after the QApplication and hands to every view by reference. changed() = read everything again and repaint.
// UI thread.
#pragma once

#include <QObject>
#include <QPointer>

#include "ui/common/fonts.h"
#include "ui/common/format.h"
#include "ui/common/service_palette.h"
#include "ui/common/theme.h"

class QApplication;

namespace spanloupe::ui {

class SystemScheme;

class Look : public QObject {
  Q_OBJECT

 public:
  enum class Mode { System, Light, Dark };
  Q_ENUM(Mode)

  explicit Look(QObject* parent = nullptr);
  ~Look() override;

  /// Sets style, palette and tool tips of the application and keeps them right. `this` must outlive its
  /// widgets.
  void install(QApplication& application);

  [[nodiscard]] const Theme& theme() const { return *m_theme; }
  [[nodiscard]] const Fonts& fonts() const { return m_fonts; }
  [[nodiscard]] const Measures& measures() const { return m_measures; }
  [[nodiscard]] Mode mode() const { return m_mode; }
  void setMode(Mode mode);

  [[nodiscard]] const ServicePalette& services() const { return m_services; }
  /// Gives new services their colours; emits changed() only when one of them had none.
  void addServices(const std::vector<QString>& names);
  void pinService(const QString& name, int slot, Texture texture);
  void restoreServices(std::vector<ServicePalette::Entry> entries);
  /// The tone of a service of the current theme.
  [[nodiscard]] const ServiceTone& tone(const ServiceMark& mark) const { return m_theme->service(mark.slot); }

  /// In which zone times are written, everywhere.
  [[nodiscard]] TimeZone timeZone() const { return m_timeZone; }
  void setTimeZone(TimeZone zone);
  /// All text, and what grows with it, against the size the system asks for: kSmallestScale to kLargestScale.
  [[nodiscard]] double textScale() const { return m_textScale; }
  void setTextScale(double scale);
  static constexpr double kSmallestScale = 0.8;
  static constexpr double kLargestScale = 2.0;
  /// No movement at all: asked for by the system, or pictures are being made.
  [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }
  void setReducedMotion(bool reduced) { m_reducedMotion = reduced; }

 signals:
  void changed();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void apply();
  void readFonts();
  [[nodiscard]] QFont scaledFont() const;

  const Theme* m_theme;
  Fonts m_fonts;
  Measures m_measures;
  ServicePalette m_services;
  Mode m_mode = Mode::System;
  TimeZone m_timeZone = TimeZone::Local;
  bool m_reducedMotion = false;
  double m_textScale = 1;
  QFont m_systemFont;  ///< Before scaling.
  QApplication* m_application = nullptr;
  SystemScheme* m_system = nullptr;
  QPointer<QObject> m_style;  ///< That of install(), while it is in use.
};

}  // namespace spanloupe::ui
