// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What OTLP/HTTP answers: success and refusal in the format of the request, plain text for those who sent
// none of OTLP's. Pure functions, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/receive/export_answer.h"

namespace spanloupe::receive {

struct HttpAnswer {
  unsigned status = 200;
  std::string type;  ///< Content-Type; empty when there is no body.
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

/// "Spanloupe is listening", for people who look.
[[nodiscard]] HttpAnswer listeningPage();
/// google.rpc.Status in `format`, else `message` as text. 429 and 503 say when to come again.
[[nodiscard]] HttpAnswer refusal(unsigned status, std::string_view message,
                                 std::optional<AnswerFormat> format);
/// To what became of a request.
[[nodiscard]] HttpAnswer exported(Signal signal, const ingest::Receipt& receipt, AnswerFormat format);

/// What an allowed page asks with OPTIONS before it sends.
struct Preflight {
  std::string_view headers;  ///< Access-Control-Request-Headers
  bool privateNetwork = false;
};
[[nodiscard]] HttpAnswer preflightAnswer(const Preflight& asked);
/// Lets a page of `origin` read the answer.
void allowOrigin(HttpAnswer& answer, std::string_view origin);

/// For a connection that has not spoken HTTP: the whole answer, after which the connection is closed.
[[nodiscard]] std::string closingText(const HttpAnswer& answer);

}  // namespace spanloupe::receive
