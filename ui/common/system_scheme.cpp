// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/system_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QPalette>

namespace spanloupe::ui {

namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kGroup = QStringLiteral("org.freedesktop.appearance");
const QString kKey = QStringLiteral("color-scheme");
constexpr uint kPrefersDark = 1;
constexpr uint kPrefersLight = 2;

/// The portal wraps its answers in one variant more than documented.
QVariant unwrapped(QVariant value) {
  while (value.canConvert<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
  return value;
}

}  // namespace

SystemScheme::SystemScheme(QObject* parent) : QObject(parent) {
  const QPalette palette = QGuiApplication::palette();
  const bool isDark =
      palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
  m_platform = isDark ? ColorScheme::Dark : ColorScheme::Light;

  QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return;
  bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
              SLOT(onSettingChanged(QString, QString, QDBusVariant)));
  QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
  call << kGroup << kKey;
  auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
  connect(watcher, &QDBusPendingCallWatcher::finished, this, &SystemScheme::onAnswer);
}

void SystemScheme::onAnswer(QDBusPendingCallWatcher* watcher) {
  const QDBusPendingReply<QDBusVariant> reply = *watcher;
  if (reply.isValid()) accept(QVariant::fromValue(reply.value()));
  watcher->deleteLater();
}

void SystemScheme::onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
  if (group == kGroup && key == kKey) accept(QVariant::fromValue(value));
}

void SystemScheme::accept(const QVariant& value) {
  const ColorScheme before = scheme();
  const uint preference = unwrapped(value).toUInt();
  m_portal.reset();
  if (preference == kPrefersDark) m_portal = ColorScheme::Dark;
  if (preference == kPrefersLight) m_portal = ColorScheme::Light;
  if (scheme() != before) emit changed();
}

}  // namespace spanloupe::ui
