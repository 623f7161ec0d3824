// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is set about listening, as the rest of the window reads it: what to keep, when and where to listen,
// who may send, where a copy goes, and whether a closed window goes on receiving. What somebody wrote into
// the file by hand is taken as far as it makes sense. Secrets are in files beside that of the settings, never
// in it. UI thread.
#pragma once

#include <QString>
#include <QStringList>
#include <optional>

#include "core/ingest/live/retention.h"
#include "ui/session/forwarding.h"
#include "ui/session/reach.h"

class QSettings;

namespace spanloupe::settings {

enum class ListenAtStart : std::uint8_t { AsLastTime = 0, Always = 1, Never = 2 };

/// Beyond it the oldest that was received goes.
[[nodiscard]] ingest::Retention retention(const QSettings& settings);
[[nodiscard]] ListenAtStart listenAtStart(const QSettings& settings);
/// `usual` where none is set.
[[nodiscard]] std::uint16_t portOf(const QSettings& settings, std::size_t endpoint, std::uint16_t usual);
void setPort(QSettings& settings, std::size_t endpoint, std::uint16_t port);
/// Of one request, in bytes, before and after inflating.
[[nodiscard]] std::size_t largestRequest(const QSettings& settings);
/// A window that is closed while it listens goes on in the tray.
[[nodiscard]] bool staysInTray(const QSettings& settings);

/// Addresses that somebody wrote, separated by commas or blanks.
[[nodiscard]] QStringList wordsOf(const QString& text);
/// What is set as a list, or was written as one by hand.
[[nodiscard]] QStringList listOf(const QSettings& settings, const char* key);
/// Who may send besides programs on this machine: nobody unless it is switched on.
[[nodiscard]] session::Reach reach(const QSettings& settings);
/// Where a copy goes: nowhere unless it is switched on.
[[nodiscard]] std::optional<session::Forwarding> forwarding(const QSettings& settings);
/// Of web pages that may send.
[[nodiscard]] std::vector<std::string> allowedOrigins(const QSettings& settings);
void addAllowedOrigin(QSettings& settings, const QString& origin);
/// Where the token and the headers are that this program wrote.
[[nodiscard]] QString tokenFile(const QSettings& settings);
[[nodiscard]] QString headersFile(const QSettings& settings);

inline constexpr auto kOthersKey = "listen/others";        ///< Whether other machines may send.
inline constexpr auto kAddressesKey = "listen/addresses";  ///< A list.
inline constexpr auto kTokenKey = "listen/token";          ///< Whether one is asked for.
inline constexpr auto kCertificateKey = "listen/certificate";
inline constexpr auto kKeyKey = "listen/key";
inline constexpr auto kOriginsKey = "listen/origins";  ///< A list.
inline constexpr auto kForwardKey = "listen/forward";
inline constexpr auto kForwardUrlKey = "listen/forwardUrl";
inline constexpr auto kForwardHeadersKey = "listen/forwardHeaders";  ///< A file.

inline constexpr auto kKeepSpansKey = "listen/keepSpans";  ///< 0: any number.
inline constexpr auto kKeepMibKey = "listen/keepMiB";
inline constexpr auto kKeepHoursKey = "listen/keepHours";  ///< 0: for ever.
inline constexpr auto kLargestMibKey = "listen/largestMiB";
inline constexpr auto kAtStartKey = "listen/atStart";
inline constexpr auto kTrayKey = "listen/tray";

}  // namespace spanloupe::settings
