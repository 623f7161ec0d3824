// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the desktop wants light or dark: the settings portal when there is one, else the lightness of the
// platform's palette (Qt 6.4 has no property for it). UI thread; asks over D-Bus without waiting.
#pragma once

#include <QDBusVariant>
#include <QObject>
#include <optional>

#include "ui/common/theme.h"

class QDBusPendingCallWatcher;

namespace spanloupe::ui {

class SystemScheme : public QObject {
  Q_OBJECT

 public:
  explicit SystemScheme(QObject* parent = nullptr);

  [[nodiscard]] ColorScheme scheme() const { return m_portal.value_or(m_platform); }

 signals:
  void changed();

 private slots:
  void onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

 private:
  void onAnswer(QDBusPendingCallWatcher* watcher);
  void accept(const QVariant& value);

  ColorScheme m_platform;
  std::optional<ColorScheme> m_portal;
};

}  // namespace spanloupe::ui
