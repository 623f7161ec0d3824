// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/endpoint_texts.h"

#include <QCoreApplication>

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

QString summaryText(const session::ListeningState& state) {
  using ListeningPhase = session::ListeningState::Phase;
  if (state.phase == ListeningPhase::Opening) return tr("starting");
  if (state.phase == ListeningPhase::Closing) return tr("storing what is under way");
  const bool listens = std::any_of(state.endpoints.begin(), state.endpoints.end(),
                                   [](const auto& endpoint) { return endpoint.phase == Phase::Listening; });
  if (state.phase == ListeningPhase::Off || !listens) return tr("not listening");
  if (state.counts.spans + state.counts.logs == 0) return tr("ready, waiting for the first span");
  const std::uint64_t rate = state.spansPerSecond.empty() ? 0 : state.spansPerSecond.back();
  return ui::formatCounted(rate, tr("span/s"), tr("spans/s"));
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
