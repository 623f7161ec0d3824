// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/load_requests.h"

#include <algorithm>

#include "app/cli/otlp_requests.h"
#include "core/formats/open_input.h"
#include "core/formats/registry.h"
#include "core/ingest/path_list.h"

namespace spanloupe::cli {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

/// The trace ids of a further round: one 32-bit word of each is another, the same for equal ids.
void changeTraceIds(std::string& body, const std::vector<std::uint32_t>& places, forward::Encoding encoding,
                    std::uint32_t round) {
  if (round == 0) return;
  for (const std::uint32_t place : places) {
    if (encoding == forward::Encoding::Protobuf) {
      for (std::uint32_t i = 0; i < 4; ++i)
        body[place + 8 + i] = static_cast<char>(body[place + 8 + i] ^ static_cast<char>(round >> (8 * i)));
      continue;
    }
    if (place + 32 > body.size()) continue;
    for (std::uint32_t i = 0; i < 8; ++i) {
      const std::size_t digit = kDigits.find(body[place + 16 + i]);
      if (digit != std::string_view::npos) body[place + 16 + i] = kDigits[digit ^ (round >> (4 * i) & 15)];
    }
  }
}

}  // namespace

Result<std::unique_ptr<GeneratedRequests>> GeneratedRequests::create(const generate::Options& options,
                                                                     std::size_t perRequest,
                                                                     forward::Encoding encoding,
                                                                     const std::stop_token& stop) {
  std::unique_ptr<GeneratedRequests> made(new GeneratedRequests);
  made->m_encoding = encoding;
  generate::Options prepared = options;
  prepared.spans = std::min(options.spans, kPrepared);
  OtlpRequests sink(perRequest, OtlpRequests::Kept::Spans, [&](forward::CutRequest request) {
    if (encoding == forward::Encoding::Json) request = asJson(request);
    made->m_requests.push_back(std::move(request));
  });
  if (auto done = generate::generate(prepared, sink, stop); !done) return tl::unexpected(done.error());
  sink.finish();
  if (made->m_requests.empty()) return made;
  std::uint64_t round = 0;
  for (const forward::CutRequest& request : made->m_requests) round += request.records;
  made->m_count = options.spans / round * made->m_requests.size();
  std::uint64_t left = options.spans % round;
  for (std::size_t i = 0; left != 0; ++i) {
    left -= std::min(left, made->m_requests[i].records);
    ++made->m_count;
  }
  return made;
}

std::optional<LoadRequest> GeneratedRequests::next() {
  const std::uint64_t at = m_next++;
  if (at >= m_count || m_stopped) return std::nullopt;
  const forward::CutRequest& request = m_requests[at % m_requests.size()];
  LoadRequest load{request.signal, m_encoding, request.body, request.records};
  changeTraceIds(load.body, request.traceIds, m_encoding, static_cast<std::uint32_t>(at / m_requests.size()));
  return load;
}

FileRequests::FileRequests(std::vector<std::string> paths, std::size_t perRequest, forward::Encoding encoding)
    : m_paths(std::move(paths)), m_perRequest(perRequest), m_encoding(encoding) {
  m_reading = std::jthread([this](const std::stop_token& stop) { read(stop); });
}

FileRequests::~FileRequests() { stop(); }

void FileRequests::stop() {
  m_reading.request_stop();
  m_queue.close();
}

void FileRequests::read(const std::stop_token& stop) {
  OtlpRequests sink(m_perRequest, OtlpRequests::Kept::SpansAndLogs, [&](forward::CutRequest request) {
    if (m_encoding == forward::Encoding::Json) request = asJson(request);
    m_queue.push({request.signal, m_encoding, std::move(request.body), request.records});
  });
  const auto readInput = [&](formats::Input& input) -> Result<void> {
    const auto format = formats::recognise(input);
    if (!format) return tl::unexpected(format.error());
    const auto splitter = (*format)->split(input);
    Diagnostics diagnostics;
    while (!stop.stop_requested()) {
      const auto piece = splitter->next(diagnostics);
      if (!piece) return tl::unexpected(piece.error());
      if (!*piece) break;
      (*format)->decode(**piece, sink, diagnostics);
      sink.flush();
    }
    for (const Diagnostic& entry : diagnostics.entries())
      if (entry.severity == Severity::Error)
        return fail(ErrorKind::Corrupt, entry.kind + ": " + entry.text, input.name(), entry.offset);
    return {};
  };
  for (const ingest::ListedFile& file : ingest::listFiles(m_paths)) {
    if (file.error) {
      m_errors.push_back(*file.error);
      continue;
    }
    const auto inputs = file.path == "-" ? formats::openDescriptor(0, "standard input", {})
                                         : formats::openFile(file.path, {});
    if (!inputs) m_errors.push_back(inputs.error());
    while (inputs && !stop.stop_requested()) {
      const auto input = (*inputs)->next();
      if (!input) m_errors.push_back(input.error());
      if (!input || !*input) break;
      if (const auto done = readInput(**input); !done) m_errors.push_back(done.error());
    }
  }
  sink.finish();
  m_queue.close();
}

}  // namespace spanloupe::cli
