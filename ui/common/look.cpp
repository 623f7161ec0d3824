// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/look.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QToolTip>
#include <algorithm>

#include "ui/common/proxy_style.h"
#include "ui/common/system_scheme.h"

namespace spanloupe::ui {

Look::Look(QObject* parent) : QObject(parent), m_theme(&Theme::light()) { readFonts(); }

// The style reads from this.
Look::~Look() {
  if (m_style != nullptr && QCoreApplication::instance() != nullptr)
    QApplication::setStyle(QStringLiteral("Fusion"));
}

QFont Look::scaledFont() const {
  QFont font = m_systemFont;
  if (font.pointSizeF() > 0) {
    font.setPointSizeF(font.pointSizeF() * m_textScale);
  } else {
    font.setPixelSize(qRound(font.pixelSize() * m_textScale));
  }
  return font;
}

void Look::readFonts() {
  m_fonts = Fonts::from(scaledFont(), QFontDatabase::systemFont(QFontDatabase::FixedFont));
  m_measures = Measures::from(m_fonts);
}

void Look::install(QApplication& application) {
  m_application = &application;
  // Before our own palette hides what the platform's says.
  m_system = new SystemScheme(this);
  connect(m_system, &SystemScheme::changed, this, [this] {
    if (m_mode == Mode::System) apply();
  });
  m_systemFont = QApplication::font();
  if (!qFuzzyCompare(m_textScale, 1.0)) QApplication::setFont(scaledFont());
  readFonts();
  auto* style = new ProxyStyle(*this);
  m_style = style;
  QApplication::setStyle(style);
  application.installEventFilter(this);
  apply();
}

void Look::apply() {
  const bool systemIsDark = m_system != nullptr && m_system->scheme() == ColorScheme::Dark;
  const bool isDark = m_mode == Mode::Dark || (m_mode == Mode::System && systemIsDark);
  m_theme = isDark ? &Theme::dark() : &Theme::light();
  if (m_application != nullptr) {
    const QPalette palette = paletteFor(*m_theme);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
  }
  emit changed();
}

void Look::setMode(Mode mode) {
  if (mode == m_mode) return;
  m_mode = mode;
  apply();
}

void Look::addServices(const std::vector<QString>& names) {
  const std::size_t before = m_services.entries().size();
  m_services.add(names);
  if (m_services.entries().size() != before) emit changed();
}

void Look::pinService(const QString& name, int slot, Texture texture) {
  m_services.pin(name, slot, texture);
  emit changed();
}

void Look::restoreServices(std::vector<ServicePalette::Entry> entries) {
  if (entries == m_services.entries()) return;
  m_services.restore(std::move(entries));
  emit changed();
}

void Look::setTextScale(double scale) {
  scale = std::clamp(scale, kSmallestScale, kLargestScale);
  if (qFuzzyCompare(scale, m_textScale)) return;
  m_textScale = scale;
  // Qt's own widgets, too.
  if (m_application != nullptr) QApplication::setFont(scaledFont());
  readFonts();
  emit changed();
}

void Look::setTimeZone(TimeZone zone) {
  if (zone == m_timeZone) return;
  m_timeZone = zone;
  emit changed();
}

bool Look::eventFilter(QObject* watched, QEvent* event) {
  if (watched == m_application && event->type() == QEvent::ApplicationFontChange) {
    // Our own change comes back here; another one is the system's.
    if (QApplication::font() == scaledFont()) return false;
    m_systemFont = QApplication::font();
    if (!qFuzzyCompare(m_textScale, 1.0)) QApplication::setFont(scaledFont());
    readFonts();
    emit changed();
  }
  return QObject::eventFilter(watched, event);
}

}  // namespace spanloupe::ui
