// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/listen_settings.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QSettings>
#include <algorithm>
#include <limits>

#include "core/receive/receiver.h"

namespace spanloupe::settings {
namespace {

const QString kPortKey = QStringLiteral("listen/port%1");

/// Nothing when it is none, or negative.
std::optional<std::uint64_t> numberOf(const QSettings& settings, const char* key) {
  bool isNumber = false;
  const qlonglong number = settings.value(QLatin1String(key)).toLongLong(&isNumber);
  return isNumber && number >= 0 ? std::optional(static_cast<std::uint64_t>(number)) : std::nullopt;
}

}  // namespace

ingest::Retention retention(const QSettings& settings) {
  constexpr std::uint64_t kLeastMib = 64;
  constexpr std::uint64_t kMostMib = std::uint64_t{1} << 24;  // 16 TiB.
  constexpr std::uint64_t kMostHours = std::uint64_t{24} * 365 * 100;
  ingest::Retention keep;
  if (const auto spans = numberOf(settings, kKeepSpansKey))
    keep.spans = *spans == 0 ? std::uint64_t{1} << 62 : std::max<std::uint64_t>(*spans, 1000);
  if (const auto mib = numberOf(settings, kKeepMibKey))
    keep.bytes = std::clamp(*mib, kLeastMib, kMostMib) << 20;
  if (const auto hours = numberOf(settings, kKeepHoursKey); hours.value_or(0) > 0)
    keep.age = std::chrono::hours(std::min(*hours, kMostHours));
  return keep;
}

std::size_t largestRequest(const QSettings& settings) {
  constexpr std::uint64_t kMostMib = 512;  // As `serve` has it: several such are in memory at a time.
  const std::uint64_t usual = receive::ReceiverOptions{}.messageLimit >> 20;
  return std::clamp<std::uint64_t>(numberOf(settings, kLargestMibKey).value_or(usual), 1, kMostMib) << 20;
}

ListenAtStart listenAtStart(const QSettings& settings) {
  const auto choice = numberOf(settings, kAtStartKey).value_or(0);
  return choice <= 2 ? static_cast<ListenAtStart>(choice) : ListenAtStart::AsLastTime;
}

std::uint16_t portOf(const QSettings& settings, std::size_t endpoint, std::uint16_t usual) {
  bool isNumber = false;
  const uint port = settings.value(kPortKey.arg(endpoint), usual).toUInt(&isNumber);
  return isNumber && port <= 65'535 ? static_cast<std::uint16_t>(port) : usual;
}

void setPort(QSettings& settings, std::size_t endpoint, std::uint16_t port) {
  const QString key = kPortKey.arg(endpoint);
  // It is told every second, and what is set is written whether it differs or not.
  if (!settings.contains(key) || portOf(settings, endpoint, 0) != port) settings.setValue(key, port);
}

QStringList wordsOf(const QString& text) {
  static const QRegularExpression between(QStringLiteral("[,;\\s]+"));
  QStringList words = text.split(between, Qt::SkipEmptyParts);
  words.removeDuplicates();
  return words;
}

QStringList listOf(const QSettings& settings, const char* key) {
  return wordsOf(settings.value(QLatin1String(key)).toStringList().join(QLatin1Char(' ')));
}

session::Reach reach(const QSettings& settings) {
  session::Reach reach;
  if (!settings.value(QLatin1String(kOthersKey)).toBool()) return reach;
  for (const QString& address : listOf(settings, kAddressesKey))
    reach.addresses.push_back(address.toStdString());
  if (settings.value(QLatin1String(kTokenKey)).toBool()) reach.tokenFile = tokenFile(settings).toStdString();
  reach.certificateFile = settings.value(QLatin1String(kCertificateKey)).toString().toStdString();
  reach.keyFile = settings.value(QLatin1String(kKeyKey)).toString().toStdString();
  return reach;
}

std::optional<session::Forwarding> forwarding(const QSettings& settings) {
  const QString url = settings.value(QLatin1String(kForwardUrlKey)).toString();
  if (url.isEmpty() || !settings.value(QLatin1String(kForwardKey)).toBool()) return std::nullopt;
  return session::Forwarding{url.toStdString(),
                             settings.value(QLatin1String(kForwardHeadersKey)).toString().toStdString()};
}

std::vector<std::string> allowedOrigins(const QSettings& settings) {
  std::vector<std::string> origins;
  for (const QString& origin : listOf(settings, kOriginsKey)) origins.push_back(origin.toStdString());
  return origins;
}

void addAllowedOrigin(QSettings& settings, const QString& origin) {
  QStringList origins = listOf(settings, kOriginsKey);
  if (!origins.contains(origin)) settings.setValue(QLatin1String(kOriginsKey), origins << origin);
}

QString tokenFile(const QSettings& settings) {
  return QFileInfo(settings.fileName()).path() + QStringLiteral("/listen.token");
}

QString headersFile(const QSettings& settings) {
  return QFileInfo(settings.fileName()).path() + QStringLiteral("/forward.headers");
}

bool staysInTray(const QSettings& settings) { return settings.value(QLatin1String(kTrayKey)).toBool(); }

}  // namespace spanloupe::settings
