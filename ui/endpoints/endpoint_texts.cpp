// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/endpoint_texts.h"

#include <QCoreApplication>
#include <algorithm>

#include "core/receive/own_addresses.h"
#include "ui/common/format.h"

namespace spanloupe::endpoints {
namespace {

using Phase = receive::EndpointState::Phase;
using receive::RefusalReason;

QString tr(const char* text) { return QCoreApplication::translate("endpoints", text); }

QString reasonText(RefusalReason reason) {
  switch (reason) {
    case RefusalReason::Host: return tr("addressed to another host, %1");
    case RefusalReason::Origin: return tr("from the web page %1, which is not allowed");
    case RefusalReason::Token: return tr("without the token, %1");
    case RefusalReason::Path: return tr("to %1, which is no OTLP path");
    case RefusalReason::Type: return tr("of a type that is not OTLP's, %1");
    case RefusalReason::Damaged: return tr("that could not be decoded, %1");
    case RefusalReason::TooLarge: return tr("above the limit of size, %1");
    case RefusalReason::TooSlow: return tr("that did not come whole in time, %1");
    case RefusalReason::Connections: return tr("beyond the most connections, %1");
    case RefusalReason::NotHttp: return tr("of another protocol, %1");
    case RefusalReason::Busy: return tr("told to come again, %1");
  }
  return {};
}

}  // namespace

QString addressText(const receive::EndpointState& endpoint) {
  QStringList places;
  std::vector<std::string> addresses = endpoint.addresses;
  if (addresses.empty()) addresses = {"127.0.0.1", "::1"};
  for (const std::string& address : addresses) {
    const QString name = QString::fromStdString(address);
    places << (name.contains(QLatin1Char(':')) ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2"))
                  .arg(name)
                  .arg(endpoint.port);
  }
  return places.join(QStringLiteral(", "));
}

QString phaseText(const receive::EndpointState& endpoint) {
  switch (endpoint.phase) {
    case Phase::Off: return tr("off");
    case Phase::Listening: return tr("listening");
    case Phase::PortTaken: return tr("port taken");
    case Phase::Failed: return tr("failed");
  }
  return {};
}

QString noteText(const receive::EndpointState& endpoint) {
  if (endpoint.phase == Phase::PortTaken || endpoint.phase == Phase::Failed)
    return QString::fromStdString(receive::textOf(endpoint));
  return endpoint.phase == Phase::Listening ? QString::fromStdString(receive::warningOf(endpoint))
                                            : QString();
}

std::uint16_t usualPort(receive::Protocol protocol) {
  return protocol == receive::Protocol::OtlpGrpc ? receive::kGrpcPort : receive::kHttpPort;
}

QString otherPortText(const receive::EndpointState& endpoint) {
  if (endpoint.phase != Phase::Listening || endpoint.port == usualPort(endpoint.protocol)) return {};
  return tr("Programs send to port %1 unless the lines above tell them to send here.")
      .arg(usualPort(endpoint.protocol));
}

QStringList refusalTexts(const receive::EndpointState& endpoint) {
  QStringList texts;
  for (const receive::Refusal& refusal : endpoint.refusals) {
    QString reason = reasonText(refusal.reason);
    const QString last = QString::fromStdString(refusal.last);
    reason = last.isEmpty() ? reason.remove(QStringLiteral(", %1")).remove(QStringLiteral(" %1"))
                            : reason.arg(last);
    texts
        << tr("%1 refused: %2").arg(ui::formatCounted(refusal.count, tr("request"), tr("requests")), reason);
  }
  return texts;
}

QString refusedOrigin(const receive::EndpointState& endpoint) {
  for (const receive::Refusal& refusal : endpoint.refusals)
    if (refusal.reason == RefusalReason::Origin) return QString::fromStdString(refusal.last);
  return {};
}

QString openText(const session::ListeningState& state) {
  QStringList names, places;
  bool hasToken = true, hasTls = true;
  for (const receive::EndpointState& endpoint : state.endpoints) {
    if (endpoint.phase != Phase::Listening || !receive::isOpenToOthers(endpoint)) continue;
    names << QString::fromStdString(receive::nameOf(endpoint.protocol));
    for (const std::string& address : endpoint.addresses)
      if (!receive::isLoopbackAddress(address))
        places << (receive::isEveryAddress(address) ? tr("every address") : QString::fromStdString(address));
    hasToken = hasToken && endpoint.hasToken;
    hasTls = hasTls && !endpoint.certificateFile.empty();
  }
  if (names.isEmpty()) return {};
  names.removeDuplicates();
  places.removeDuplicates();
  const QString where = tr("on %1").arg(places.join(tr(" and ")));
  QString text = (hasToken ? tr("Other machines that know the token can send to %1 %2.")
                           : tr("Other machines can send to %1 %2."))
                     .arg(names.join(tr(" and ")), where);
  if (!hasToken) text += tr(" Without a token, anyone who reaches this machine can.");
  if (!hasTls) text += tr(" Without TLS, what is sent can be read on the way.");
  return text;
}

QString reachProblemText(const session::ReachState& reach) {
  if (reach.problem)
    return tr("Only this machine can send: %1.").arg(QString::fromStdString(reach.problem->text()));
  if (reach.absent.empty()) return {};
  QStringList absent;
  for (const std::string& address : reach.absent) absent << QString::fromStdString(address);
  return tr("%1 is no address of this machine now, so nothing listens there. Stop and start the endpoint "
            "once "
            "it is.")
      .arg(absent.join(tr(" and ")));
}

QStringList forwardingTexts(const session::ForwardingState& forwarding) {
  const auto requests = [](std::uint64_t count) {
    return ui::formatCounted(count, tr("request"), tr("requests"));
  };
  const forward::ForwardState& counts = forwarding.counts;
  const QString target = QString::fromStdString(forwarding.target);
  QStringList texts;
  if (forwarding.problem) {
    texts << tr("Nothing is forwarded to %1: %2")
                 .arg(target, QString::fromStdString(forwarding.problem->text()));
  } else {
    texts << tr("%1 forwarded to %2").arg(requests(counts.sentRequests), target);
  }
  if (counts.waitingRequests > 0) {
    const QString waiting =
        tr("%1 waiting (%2)").arg(requests(counts.waitingRequests), ui::formatBytes(counts.waitingBytes));
    texts << (forwarding.isStopped ? tr("%1 on the disk; sent when listening starts again").arg(waiting)
                                   : waiting);
  }
  if (counts.refusedRequests > 0) texts << tr("%1 refused there").arg(requests(counts.refusedRequests));
  if (counts.rejectedRecords > 0)
    texts << tr("%1 rejected there")
                 .arg(ui::formatCounted(counts.rejectedRecords, tr("record"), tr("records")));
  if (counts.droppedRequests > 0)
    texts << tr("%1 dropped, there was no room to wait").arg(requests(counts.droppedRequests));
  if (!counts.lastError.empty() && needsAttention(forwarding))
    texts << tr("last error: %1").arg(QString::fromStdString(counts.lastError));
  return texts;
}

QString forwardingSummary(const session::ForwardingState& forwarding) {
  const forward::ForwardState& counts = forwarding.counts;
  if (forwarding.problem) return tr("not forwarded");
  if (counts.isRetrying || forwarding.isLate)
    return tr("%1 to forward").arg(ui::formatCount(counts.waitingRequests));
  return tr("%1 not forwarded").arg(ui::formatCount(counts.refusedRequests + counts.droppedRequests));
}

bool needsAttention(const session::ForwardingState& forwarding) {
  const forward::ForwardState& counts = forwarding.counts;
  return forwarding.problem || counts.isRetrying || forwarding.isLate ||
         counts.refusedRequests + counts.droppedRequests + counts.rejectedRecords > 0;
}

QString summaryText(const session::ListeningState& state) {
  using ListeningPhase = session::ListeningState::Phase;
  if (state.phase == ListeningPhase::Opening) return tr("starting");
  if (state.phase == ListeningPhase::Closing) return tr("storing what is under way");
  const bool listens = std::any_of(state.endpoints.begin(), state.endpoints.end(),
                                   [](const auto& endpoint) { return endpoint.phase == Phase::Listening; });
  if (state.phase == ListeningPhase::Off || !listens) return tr("not listening");
  const ingest::LiveCounts& counts = state.counts;
  if (counts.spans == 0 && counts.logs + counts.metricPoints > 0)
    return tr("%1, no span yet")
        .arg(counts.logs > 0
                 ? ui::formatCounted(counts.logs, tr("log record"), tr("log records"))
                 : ui::formatCounted(counts.metricPoints, tr("metric point"), tr("metric points")));
  if (counts.spans == 0) return tr("ready, waiting for spans");
  const std::uint64_t rate = state.spansPerSecond.empty() ? 0 : state.spansPerSecond.back();
  return ui::formatCounted(rate, tr("span/s"), tr("spans/s"));
}

QString waitingText(const session::ListeningState& state) {
  constexpr std::size_t kWorthAWord = std::size_t{8} << 20;  // Less is there for a moment in any load.
  if (state.live.waitingBytes < kWorthAWord) return {};
  return tr("%1 waiting").arg(ui::formatBytes(state.live.waitingBytes));
}

QStringList receivedTexts(const session::ListeningState& state, ui::TimeZone zone) {
  const ingest::LiveCounts& counts = state.counts;
  const auto spansOf = [](std::uint64_t count) { return ui::formatCounted(count, tr("span"), tr("spans")); };
  QStringList texts;
  if (counts.requests > 0) {
    QString text =
        tr("Received since listening began: %1, %2 in %3.")
            .arg(spansOf(counts.spans), ui::formatCounted(counts.logs, tr("log record"), tr("log records")),
                 ui::formatCounted(counts.requests, tr("request"), tr("requests")));
    if (counts.metricPoints > 0)
      text += tr(" %1 counted, not kept.")
                  .arg(ui::formatCounted(counts.metricPoints, tr("metric point"), tr("metric points")));
    if (counts.repeatedRequests > 0)
      text += tr(" %1 sent again, kept once.")
                  .arg(ui::formatCounted(counts.repeatedRequests, tr("request"), tr("requests")));
    texts << text;
  }
  QStringList rejected;
  if (counts.rejectedSpans > 0) rejected << spansOf(counts.rejectedSpans);
  if (counts.rejectedLogs > 0)
    rejected << ui::formatCounted(counts.rejectedLogs, tr("log record"), tr("log records"));
  if (!rejected.isEmpty())
    texts << tr("%1 refused out of these: damaged, or without valid ids. The diagnostics say more.")
                 .arg(rejected.join(tr(" and ")));
  if (const QString waiting = waitingText(state); !waiting.isEmpty())
    texts << tr("%1 to be seen: acknowledged and on the disk already.").arg(waiting);
  QStringList dropped;
  if (counts.evicted.spans > 0) dropped << spansOf(counts.evicted.spans);
  if (counts.evicted.logs > 0)
    dropped << ui::formatCounted(counts.evicted.logs, tr("log record"), tr("log records"));
  if (!dropped.isEmpty())
    texts
        << tr("%1 dropped, the oldest first, to stay within the limits of the settings. Pinned traces stay.")
               .arg(dropped.join(tr(" and ")));
  if (const auto& failure = state.live.failure) {
    const Timestamp since = timestampFromNanos(static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(failure->since.time_since_epoch()).count()));
    texts << tr("Nothing can be stored since %1, and senders are told to come again: %2.")
                 .arg(ui::formatTimeOfDay(since, zone), QString::fromStdString(failure->error.text()));
  }
  if (state.live.upkeepFailure)
    texts << tr("What is old cannot be dropped, so the session grows: %1.")
                 .arg(QString::fromStdString(state.live.upkeepFailure->text()));
  return texts;
}

QString nothingComesText(const session::ListeningState& state) {
  const bool listens = std::any_of(state.endpoints.begin(), state.endpoints.end(),
                                   [](const auto& endpoint) { return endpoint.phase == Phase::Listening; });
  if (state.phase != session::ListeningState::Phase::On || !listens || state.counts.spans > 0) return {};
  return tr(
      "No spans, although the program runs? It reads the variables once, when it starts: start it again "
      "in the shell that has them. And they alone do nothing: it has to load an OpenTelemetry SDK or agent, "
      "as the lines for each language do. Without OTEL_BSP_SCHEDULE_DELAY, SDKs send every five seconds and "
      "when the program ends.");
}

std::vector<receive::EndpointState> usualEndpoints() {
  std::vector<receive::EndpointState> endpoints;
  for (const receive::ReceiverOptions& options : receive::Endpoints::usual()) {
    receive::EndpointState endpoint;
    endpoint.protocol = options.protocol;
    endpoint.port = options.port;
    endpoints.push_back(std::move(endpoint));
  }
  return endpoints;
}

}  // namespace spanloupe::endpoints
