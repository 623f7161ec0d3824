// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the body of a request is decoded: by its format and, where the bytes do not say it, for its signal. A
// pending row keeps it as one word, so that a replay decodes the same. Pure functions, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/formats/format.h"

namespace spanloupe::ingest {

struct RequestFormat {
  const formats::Format* format = nullptr;  ///< Null: none that this version knows.
  std::optional<formats::Signal> signal;    ///< Nothing: the body must tell.

  /// As from a file, but metrics are no diagnostic: nobody chose to send them here.
  void decode(std::string_view body, SpanSink& sink, Diagnostics& diagnostics) const;
};

/// "otlp-proto/logs", or only the name of the format.
[[nodiscard]] std::string wordOf(const RequestFormat& format);
[[nodiscard]] RequestFormat requestFormat(std::string_view word);

}  // namespace spanloupe::ingest
