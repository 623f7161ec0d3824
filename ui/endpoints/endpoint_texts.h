// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says of endpoints and of what they turned away. Pure; UI thread for tr().
#pragma once

#include <QString>
#include <QStringList>

#include "ui/common/format.h"
#include "ui/session/listening.h"

namespace spanloupe::endpoints {

/// "127.0.0.1:4317, [::1]:4317"; where it would listen while it does not.
[[nodiscard]] QString addressText(const receive::EndpointState& endpoint);
/// "listening", "off", "port taken", "failed".
[[nodiscard]] QString phaseText(const receive::EndpointState& endpoint);
/// Why it does not listen and what to do, or what is unsafe about it; empty when all is well.
[[nodiscard]] QString noteText(const receive::EndpointState& endpoint);
/// That it listens elsewhere than where programs send by themselves; empty when it does not.
[[nodiscard]] QString otherPortText(const receive::EndpointState& endpoint);
/// Where they send by themselves.
[[nodiscard]] std::uint16_t usualPort(receive::Protocol protocol);
/// "14 from http://localhost:3000, which is not allowed": one line a reason.
[[nodiscard]] QStringList refusalTexts(const receive::EndpointState& endpoint);
/// The origin that was refused last; empty when none was.
[[nodiscard]] QString refusedOrigin(const receive::EndpointState& endpoint);
/// Who can send because of what listens beyond this machine, and what does not protect it; empty when nothing
/// does.
[[nodiscard]] QString openText(const session::ListeningState& state);
/// What came of the wish to be reached: why only this machine can send, or which address is not there.
[[nodiscard]] QString reachProblemText(const session::ReachState& reach);

/// The first line: "1 240 requests forwarded to https://…, 3 waiting (1.2 MB)"; then what went wrong.
[[nodiscard]] QStringList forwardingTexts(const session::ForwardingState& forwarding);
/// Two or three words for the status line.
[[nodiscard]] QString forwardingSummary(const session::ForwardingState& forwarding);
/// It fails, or does not keep pace.
[[nodiscard]] bool needsAttention(const session::ForwardingState& forwarding);

/// "ready, waiting for spans", "640 spans/s", "not listening".
[[nodiscard]] QString summaryText(const session::ListeningState& state);
/// What came, waits and was dropped since listening began, and what cannot be stored: a sentence or two each.
[[nodiscard]] QStringList receivedTexts(const session::ListeningState& state, ui::TimeZone zone);
/// What waits to be seen, when it is worth a word: "34 MB waiting".
[[nodiscard]] QString waitingText(const session::ListeningState& state);
/// What to look at while it listens and nothing has come; empty in other states.
[[nodiscard]] QString nothingComesText(const session::ListeningState& state);
/// Before anything listens: the usual endpoints, off.
[[nodiscard]] std::vector<receive::EndpointState> usualEndpoints();

}  // namespace spanloupe::endpoints
