// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_list.h"

#include <algorithm>
#include <array>
#include <limits>

namespace spanloupe::cli {
namespace {

constexpr std::size_t kAnyNumber = std::numeric_limits<std::size_t>::max();

constexpr std::array kImportOptions{
    Option{"store", "S", "import into the session file S, made if it is absent"},
    Option{"format", "NAME", "take the files for this format (see `formats`) instead of recognising them"},
    Option{"follow", "", "go on reading files that grow, until interrupted"},
    Option{"again", "", "import files even when their content is in the session"},
};
constexpr std::array kLimitOption{Option{"limit", "N", "at most N values (100)"}};
constexpr std::array kSourcesOptions{
    Option{"limit", "N", "at most N problems of each source in a table (20)"}};
constexpr std::array kExportOptions{
    Option{"to", "FILE", "the file to write; - for standard output"},
    Option{"format", "NAME",
           "the format to write; else by the suffix: .json, .jsonl, anything else OTLP protobuf"},
    Option{"trace", "ID…", "only these traces"},
};
constexpr std::array kCheckOptions{Option{"store", "S", "the session file to check, as S"}};
constexpr std::array kGenerateOptions{
    Option{"spans", "N", "how many spans (1000); the last trace is finished"},
    Option{"seed", "K", "another number gives other spans (1)"},
    Option{"shape", "NAME", "what the traces look like (shop)"},
    Option{"to", "FILE", "the file to write; - for standard output"},
    Option{"format", "NAME",
           "the format to write; else by the suffix: .json, .jsonl, anything else OTLP protobuf"},
};

constexpr std::array kServeOptions{
    Option{"store", "S",
           "keep what comes in the session file S, made if it is absent; else in the default session"},
    Option{"grpc", "ADDRESS", "where to take OTLP/gRPC: PORT, HOST:PORT or off (4317 on loopback addresses)"},
    Option{"http", "ADDRESS", "where to take OTLP/HTTP, likewise (4318); port 0 is any that is free"},
    Option{"for", "DURATION", "stop after that time: 500ms, 10s, 1h30m"},
    Option{"until-spans", "N", "stop once that many spans are stored"},
    Option{"retention-spans", "N", "drop the oldest beyond that many received spans (20M)"},
    Option{"retention-bytes", "N", "drop the oldest beyond that size of the session, as 500M (4G)"},
    Option{"retention-age", "DURATION", "drop what was received longer ago (never)"},
    Option{"message-limit", "BYTES",
           "the largest request, before and after decompressing, as 16M (64M; from 64k to 512M)"},
    Option{"token-file", "FILE", "ask senders for this token (else that in SPANLOUPE_TOKEN, if it is set)"},
    Option{"certificate", "FILE", "listen with TLS: the certificate, PEM"},
    Option{"key", "FILE", "its key, PEM"},
    Option{"allow-origin", "ORIGIN",
           "let web pages of this origin send, as http://localhost:3000; may be repeated"},
    Option{"tee", "URL", "also send everything there, from a backlog on disk beside the session (S.tee)"},
    Option{"tee-headers-file", "FILE", "headers for it, a line each as name: value; only you may read it"},
    Option{"exec", "CMD ARGS…", "run a program that sends here, until it ends; takes the rest of the line"},
};
constexpr std::array kSendOptions{
    Option{"to", "URL", "the endpoint (http://127.0.0.1:4317; with --protocol http port 4318)"},
    Option{"protocol", "NAME", "grpc, http or http/json; else gRPC for port 4317 and HTTP for others"},
    Option{"connections", "N", "how many, each with one request under way (4)"},
    Option{"spans", "N", "how many spans of the synthetic load (100000, or without end with --for)"},
    Option{"per-request", "N", "spans in a request (512)"},
    Option{"rate", "N", "spans a second, as 10k; else as many as are taken"},
    Option{"for", "DURATION", "stop after that time: 500ms, 10s, 1h30m"},
    Option{"shape", "NAME", "what the synthetic traces look like (shop; see `help generate`)"},
    Option{"seed", "K", "another number gives other spans (1)"},
    Option{"retry-for", "DURATION",
           "how long a request is tried again (60s; not at all when nothing listens there)"},
    Option{"headers-file", "FILE", "headers to send along, a line each as name: value; only you may read it"},
};

constexpr std::array<Command, 14> kCommands{{
    {.name = "import",
     .words = "PATH…",
     .summary = "import trace files into a session, or check and count them",
     .details = "PATH is a file, a folder (read recursively), a pattern, or - for standard input. Compressed "
                "files and\n"
                "archives are opened. Without --store everything is read and counted and nothing is kept.\n",
     .options = kImportOptions,
     .minWords = 1,
     .maxWords = kAnyNumber,
     .run = runImport},
    {.name = "stats",
     .words = "",
     .summary = "counts of a session",
     .details = "",
     .options = {},
     .readsStore = true,
     .run = runStats},
    {.name = "sources",
     .words = "",
     .summary = "what came from where, with what could not be read",
     .details = "",
     .options = kSourcesOptions,
     .readsStore = true,
     .run = runSources},
    {.name = "keys",
     .words = "",
     .summary = "attribute keys with type, coverage and distinct values",
     .details = "",
     .options = {},
     .readsStore = true,
     .run = runKeys},
    {.name = "values",
     .words = "KEY",
     .summary = "the most frequent values of an attribute",
     .details = "",
     .options = kLimitOption,
     .minWords = 1,
     .maxWords = 1,
     .readsStore = true,
     .run = runValues},
    {.name = "show",
     .words = "TRACE_ID",
     .summary = "one trace as a tree with bars, or as JSON",
     .details = "TRACE_ID is 32 hexadecimal digits, a traceparent header or an X-Ray trace id.\n",
     .options = {},
     .minWords = 1,
     .maxWords = 1,
     .readsStore = true,
     .run = runShow},
    {.name = "export",
     .words = "",
     .summary = "write a session, or some of its traces, to a file",
     .details = "The file appears whole or not at all. It is not compressed; with --to - it can be piped.\n",
     .options = kExportOptions,
     .readsStore = true,
     .prints = false,
     .run = runExport},
    {.name = "serve",
     .words = "[-- CMD ARGS…]",
     .summary = "receive live spans and logs over OTLP, without a window",
     .details =
         "Ends on SIGINT and SIGTERM: what is under way is answered, the session is complete, the status "
         "is 0.\n"
         "With a program to run, ports are free ones, and the variables are set that make OpenTelemetry "
         "SDKs\n"
         "send here; when it ends, so does serve, with its exit status (128 + n when signal n ended it). "
         "OTEL_*\n"
         "variables that choose a protocol, an exporter or a delay stay as they are. Then what came is said\n"
         "on standard error, unless --output asks for it on standard output.\n",
     .options = kServeOptions,
     .minWords = 0,
     .maxWords = kAnyNumber,
     .run = runServe},
    {.name = "send",
     .words = "[FILE…]",
     .summary = "send spans to an OTLP endpoint and measure how it takes them",
     .details = "The spans and logs of trace files, or without FILE the load of `generate`. Latency is from "
                "sending\n"
                "(with --rate: from when it was time to send) until the answer that took the request. Status "
                "1 when\n"
                "not everything was taken.\n",
     .options = kSendOptions,
     .minWords = 0,
     .maxWords = kAnyNumber,
     .run = runSend},
    {.name = "sql",
     .words = "STATEMENT",
     .summary = "run one SELECT over a session",
     .details =
         "The session is opened for reading only. The table spans has a row for every span: trace_id, "
         "span_id,\n"
         "parent_id, service, name, kind, status, status_message, start_ns, duration_ns. attr(spans, "
         "'KEY') is any\n"
         "attribute. kind and status are the numbers of OTLP: kind 2 is a server, 3 a client; status 2 "
         "an error.\n"
         "The table source has a row for every file. For example:\n"
         "  SELECT name, count(*), max(duration_ns) FROM spans WHERE attr(spans, 'http.method') = "
         "'GET' GROUP BY name\n",
     .options = {},
     .minWords = 1,
     .maxWords = 1,
     .readsStore = true,
     .run = runSql},
    {.name = "check",
     .words = "[S]",
     .summary = "check the integrity of a session",
     .details =
         "SQLite's own check, every column decodes, every count agrees. Status 1 when something is wrong.\n",
     .options = kCheckOptions,
     .minWords = 0,
     .maxWords = 1,
     .run = runCheck},
    {.name = "generate",
     .words = "",
     .summary = "write a realistic synthetic load",
     .details = "The same options give the same bytes on every machine.\n",
     .options = kGenerateOptions,
     .prints = false,
     .run = runGenerate},
    {.name = "formats",
     .words = "",
     .summary = "the formats that can be read and written",
     .details = "",
     .options = {},
     .run = runFormats},
    {.name = "help",
     .words = "[COMMAND|output|all]",
     .summary = "explain a command, or what the commands print",
     .details = "",
     .options = {},
     .minWords = 0,
     .maxWords = 1,
     .prints = false,
     .run = runHelp},
}};

}  // namespace

std::span<const Command> allCommands() { return kCommands; }

const Command* commandNamed(std::string_view name) {
  const auto found =
      std::find_if(kCommands.begin(), kCommands.end(), [&](const Command& c) { return c.name == name; });
  return found == kCommands.end() ? nullptr : &*found;
}

}  // namespace spanloupe::cli
