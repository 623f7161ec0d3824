// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is to become of an HTTP request, as far as its headers say. Pure functions, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/receive/body_encoding.h"
#include "core/receive/http_access.h"
#include "core/receive/http_answer.h"
#include "core/receive/receiver.h"

namespace spanloupe::receive {

/// Views of what the sender wrote; headers that are not there are nothing.
struct HttpHead {
  std::string_view method, path, version;
  int hosts = 0;  ///< How many Host headers.
  std::optional<std::string_view> host, origin, authorization, expect;
  std::optional<std::string_view> contentType, contentEncoding, contentLength, transferEncoding;
  std::string_view askedHeaders;       ///< Access-Control-Request-Headers
  bool asksForPrivateNetwork = false;  ///< Access-Control-Request-Private-Network
};

struct HttpRules {
  HttpAccess access;
  std::size_t messageLimit = 0;
};

struct HttpVerdict {
  std::optional<HttpAnswer> answer;  ///< Nothing: the body is wanted.
  std::optional<RefusalReason> refused;
  std::string about;    ///< For Refusal::last.
  bool atOnce = false;  ///< Not worth reading a body first.

  Signal signal = Signal::Traces;
  AnswerFormat format = AnswerFormat::Protobuf;
  std::optional<BodyEncoding> encoding;  ///< Nothing: by its first bytes.
  std::uint64_t length = 0;              ///< Of the body; 0 when it is not said.
  std::string origin;                    ///< Of a page that may read the answer.
};

/// By the end of the path: a base path before it and slashes behind it are tolerated.
[[nodiscard]] std::optional<Signal> signalOfPath(std::string_view path);
/// application/x-protobuf or application/json, with or without parameters.
[[nodiscard]] std::optional<AnswerFormat> formatOfType(std::string_view contentType);

[[nodiscard]] HttpVerdict judge(const HttpHead& head, const HttpRules& rules,
                                const std::vector<std::string>& allowedOrigins);

/// For a request above the limit, whatever told that it is.
[[nodiscard]] HttpAnswer tooLargeAnswer(std::size_t limit, AnswerFormat format);

}  // namespace spanloupe::receive
