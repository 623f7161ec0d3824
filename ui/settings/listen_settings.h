// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is set about listening, as the rest of the window reads it: what to keep, when and where to listen,
// and whether a closed window goes on receiving. What somebody wrote into the file by hand is taken as far as
// it makes sense. UI thread.
#pragma once

#include <QString>

#include "core/ingest/live/retention.h"

class QSettings;

namespace spanloupe::settings {

enum class ListenAtStart : std::uint8_t { AsLastTime = 0, Always = 1, Never = 2 };

/// Beyond it the oldest that was received goes.
[[nodiscard]] ingest::Retention retention(const QSettings& settings);
[[nodiscard]] ListenAtStart listenAtStart(const QSettings& settings);
/// `usual` where none is set.
[[nodiscard]] std::uint16_t portOf(const QSettings& settings, std::size_t endpoint, std::uint16_t usual);
void setPort(QSettings& settings, std::size_t endpoint, std::uint16_t port);
/// A window that is closed while it listens goes on in the tray.
[[nodiscard]] bool staysInTray(const QSettings& settings);

inline constexpr auto kKeepSpansKey = "listen/keepSpans";  ///< 0: any number.
inline constexpr auto kKeepMibKey = "listen/keepMiB";
inline constexpr auto kKeepHoursKey = "listen/keepHours";  ///< 0: for ever.
inline constexpr auto kAtStartKey = "listen/atStart";
inline constexpr auto kTrayKey = "listen/tray";

}  // namespace spanloupe::settings
