// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/serve_options.h"

#include <cstdlib>

#include "core/ingest/session_files.h"

namespace spanloupe::cli {
namespace {

using receive::kGrpcPort;
using receive::kHttpPort;

/// Below, what SDKs send by themselves would be refused; above, SQLite would not take it in one row.
constexpr std::uint64_t kLeastMessageLimit = std::uint64_t{64} << 10;
constexpr std::uint64_t kMostMessageLimit = std::uint64_t{512} << 20;

Result<std::optional<forward::ForwardOptions>> teeOptions(const Arguments& arguments) {
  if (!arguments.has("tee")) {
    if (arguments.has("tee-headers-file"))
      return fail(ErrorKind::InvalidArgument, "--tee-headers-file goes with --tee URL");
    return std::nullopt;
  }
  auto target = forward::parseTarget(arguments.value("tee"), {});
  if (!target) return tl::unexpected(target.error());
  forward::ForwardOptions options;
  options.target = std::move(*target);
  if (arguments.has("tee-headers-file")) {
    auto headers = forward::readHeadersFile(arguments.value("tee-headers-file"));
    if (!headers) return tl::unexpected(headers.error());
    options.target.headers = std::move(*headers);
  }
  return options;
}

/// A secret does not belong on a command line, where every process can read it.
Result<std::string> tokenOf(const Arguments& arguments) {
  if (!arguments.has("token-file")) {
    const char* token = std::getenv("SPANLOUPE_TOKEN");
    return std::string(token != nullptr ? token : "");
  }
  auto token = forward::readSecretFile(arguments.value("token-file"));
  if (token && token->empty())
    return fail(ErrorKind::InvalidArgument, "there is no token in this file", arguments.value("token-file"));
  return token;
}

Result<void> readRetention(const Arguments& arguments, ingest::Retention& retention) {
  const auto spans = amountOf(arguments, "retention-spans", 1000);
  if (!spans) return tl::unexpected(spans.error());
  const auto bytes = amountOf(arguments, "retention-bytes", 1024);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto age = durationOf(arguments, "retention-age");
  if (!age) return tl::unexpected(age.error());
  if (*spans) retention.spans = **spans;
  if (*bytes) retention.bytes = **bytes;
  if (*age) retention.age = std::chrono::duration_cast<std::chrono::seconds>(**age);
  return {};
}

Result<void> readMessageLimit(const Arguments& arguments, std::size_t& limit) {
  const auto bytes = amountOf(arguments, "message-limit", 1024);
  if (!bytes) return tl::unexpected(bytes.error());
  if (!*bytes) return {};
  if (**bytes < kLeastMessageLimit || **bytes > kMostMessageLimit)
    return fail(ErrorKind::InvalidArgument, "--message-limit is from 64k to 512M");
  limit = **bytes;
  return {};
}

Result<void> readAccess(const Arguments& arguments, ListenOptions& listen) {
  auto token = tokenOf(arguments);
  if (!token) return tl::unexpected(token.error());
  listen.token = std::move(*token);
  listen.certificateFile = arguments.value("certificate");
  listen.keyFile = arguments.value("key");
  if (listen.certificateFile.empty() != listen.keyFile.empty())
    return fail(ErrorKind::InvalidArgument, "--certificate and --key go together");
  listen.allowedOrigins = arguments.values("allow-origin");
  return {};
}

}  // namespace

Result<ServeOptions> serveOptions(const Arguments& arguments) {
  ServeOptions options;
  options.program = arguments.has("exec") ? arguments.values("exec") : arguments.words;
  const bool runs = !options.program.empty();
  if (runs && arguments.has("exec") && !arguments.words.empty())
    return fail(ErrorKind::InvalidArgument, "what is “" + arguments.words[0] + "” before --exec?");
  // A program gets free ports: several may be run at a time, and it learns the ports from its variables.
  const auto grpc = listenAddressOf(arguments, "grpc", runs ? 0 : kGrpcPort);
  if (!grpc) return tl::unexpected(grpc.error());
  const auto http = listenAddressOf(arguments, "http", runs ? 0 : kHttpPort);
  if (!http) return tl::unexpected(http.error());
  if (grpc->off && http->off)
    return fail(ErrorKind::InvalidArgument, "with --grpc off and --http off there is nothing to listen on");
  options.listen.grpc = *grpc;
  options.listen.http = *http;
  auto tee = teeOptions(arguments);
  if (!tee) return tl::unexpected(tee.error());
  options.listen.tee = std::move(*tee);
  if (auto read = readRetention(arguments, options.listen.retention); !read)
    return tl::unexpected(read.error());
  if (auto read = readMessageLimit(arguments, options.listen.messageLimit); !read)
    return tl::unexpected(read.error());
  if (auto read = readAccess(arguments, options.listen); !read) return tl::unexpected(read.error());
  if (runs && (!options.listen.token.empty() || !options.listen.certificateFile.empty()))
    return fail(ErrorKind::InvalidArgument,
                "a token and TLS are not for a program that is run: it could not know them");
  const auto duration = durationOf(arguments, "for");
  if (!duration) return tl::unexpected(duration.error());
  options.duration = *duration;
  const auto spans = amountOf(arguments, "until-spans", 1000);
  if (!spans) return tl::unexpected(spans.error());
  options.untilSpans = *spans;
  if (runs && (options.duration || options.untilSpans))
    return fail(ErrorKind::InvalidArgument, "--for and --until-spans do not go with a program to run");
  auto store =
      arguments.has("store") ? Result<std::string>(arguments.value("store")) : ingest::defaultSessionPath();
  if (!store) return tl::unexpected(store.error());
  options.listen.store = *store;
  if (options.listen.tee) options.listen.tee->folder = *store + ".tee";
  return options;
}

}  // namespace spanloupe::cli
