// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a receiver hands in for one request of a sender, and what it gets back to answer with. Values that
// cross threads.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/formats/signal.h"

namespace spanloupe::formats {
class Format;
}

namespace spanloupe::ingest {

struct ReceivedRequest {
  std::int64_t source = 0;                     ///< Of LiveSession::addSource().
  const formats::Format* format = nullptr;     ///< Which decodes the body.
  std::string body;                            ///< One message, not compressed.
  std::optional<formats::Signal> signal = {};  ///< As the sender said; else the body must tell.
};

struct Receipt {
  enum class Outcome : std::uint8_t {
    Stored,   ///< Committed and through to the disk, or there was nothing to store.
    Invalid,  ///< Cannot be decoded; sending it again will not help.
    Full,     ///< More is waiting than memory may hold; to be sent again.
    Failed,   ///< It could not be written, the disk being full for example; to be sent again.
    Stopping  ///< The session is closing; to be sent again.
  };
  Outcome outcome = Outcome::Stored;
  std::uint64_t spans = 0, logs = 0, metricPoints = 0;  ///< Taken. Metrics are counted, not kept.
  std::uint64_t rejectedSpans = 0, rejectedLogs = 0;
  std::string message;  ///< For the sender: why something was rejected or failed.
};

/// Called once, on any thread; must be quick.
using ReceiptHandler = std::function<void(Receipt)>;

}  // namespace spanloupe::ingest
