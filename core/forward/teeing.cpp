// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/format.h"
#include "core/forward/forwarder.h"

namespace spanloupe::forward {
namespace {

/// A request is of one signal, and what was counted in it says of which; nothing when it was empty.
std::optional<Signal> signalOf(const ingest::Receipt& receipt) {
  if (receipt.spans + receipt.rejectedSpans != 0) return Signal::Traces;
  if (receipt.logs + receipt.rejectedLogs != 0) return Signal::Logs;
  if (receipt.metricPoints != 0) return Signal::Metrics;
  return std::nullopt;
}

}  // namespace

TakeRequest teeing(TakeRequest next, OfferCopy offer) {
  return [next = std::move(next), offer = std::move(offer)](ingest::ReceivedRequest request,
                                                            ingest::ReceiptHandler handler) {
    auto body = std::make_shared<const std::string>(request.body);
    const bool json = request.format->info().name == "otlp-json";
    next(std::move(request),
         [offer, json, body = std::move(body), handler = std::move(handler)](ingest::Receipt receipt) {
           // What was not stored is sent again, and is forwarded then.
           const auto signal =
               receipt.outcome == ingest::Receipt::Outcome::Stored ? signalOf(receipt) : std::nullopt;
           // Before the answer, so that what was acknowledged is at least on its way to the backlog.
           if (signal) offer(*signal, json ? Encoding::Json : Encoding::Protobuf, body);
           handler(std::move(receipt));
         });
  };
}

TakeRequest teeing(TakeRequest next, Forwarder& forwarder) {
  return teeing(std::move(next),
                [&forwarder](Signal signal, Encoding encoding, std::shared_ptr<const std::string> body) {
                  forwarder.offer(signal, encoding, std::move(body));
                });
}

}  // namespace spanloupe::forward
