// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An OTLP endpoint of somebody else: where it is and what goes with every request. Headers are secrets: they
// come from a file that only its owner can read, and no function here puts one into a message. Values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/formats/signal.h"

namespace spanloupe::forward {

using formats::Signal;
enum class Encoding : std::uint8_t { Protobuf, Json };
enum class Transport : std::uint8_t { Grpc, Http };

using Headers = std::vector<std::pair<std::string, std::string>>;

struct ExportTarget {
  Transport transport = Transport::Http;
  bool tls = false;
  std::string host;  ///< A name, or a numeric address without brackets.
  std::uint16_t port = 0;
  std::string path;                    ///< What comes before /v1/traces: empty, or "/otlp".
  Headers headers;                     ///< Names in lower case.
  std::string certificateAuthorities;  ///< A PEM file; empty: those the system trusts.

  /// "HOST:PORT", an IPv6 address in brackets.
  [[nodiscard]] std::string authority() const;
  /// For OTLP/HTTP.
  [[nodiscard]] std::string url(Signal signal) const;
  [[nodiscard]] bool isLoopback() const;
  bool operator==(const ExportTarget&) const = default;
};

/// http://HOST[:PORT][/PATH], https://…, grpc://…, grpcs://… or HOST:PORT. What is not said: gRPC when the
/// port is 4317 or the scheme says so, else HTTP; port 4317 or 4318, of https 443.
[[nodiscard]] Result<ExportTarget> parseTarget(std::string_view url, std::optional<Transport> transport);

/// Lines of "name: value" or "name=value"; # begins a comment. An error when a line is no header; it names
/// the line, and `file`, but quotes nothing.
[[nodiscard]] Result<Headers> parseHeaders(std::string_view text, const std::string& file = {});
/// An error too when others than its owner may read the file.
[[nodiscard]] Result<Headers> readHeadersFile(const std::string& path);

/// A token alone in a file, likewise protected.
[[nodiscard]] Result<std::string> readSecretFile(const std::string& path);

/// `text` without anything that stands in a value of `headers`.
[[nodiscard]] std::string withoutSecrets(std::string text, const Headers& headers);

}  // namespace spanloupe::forward
