// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/export_session.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/export/parallel_export.h"

namespace spanloupe::exports {
namespace {

/// Traces read between two looks at the stop token.
constexpr std::size_t kTracesAtATime = 16;

/// Passes bytes on until that fails; then everything stops, instead of reading gigabytes for nothing.
class WatchedOutput final : public formats::Output {
 public:
  WatchedOutput(formats::Output& output, std::stop_source& stop) : m_output(output), m_stop(stop) {}

  [[nodiscard]] Result<void> write(std::string_view bytes) override {
    if (m_error) return tl::unexpected(*m_error);
    Result<void> written = m_output.write(bytes);
    if (!written) {
      m_error = written.error();
      m_stop.request_stop();
    }
    return written;
  }
  [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

 private:
  formats::Output& m_output;
  std::stop_source& m_stop;
  std::optional<Error> m_error;
};

Result<void> visitTraces(store::Reader& reader, const store::Snapshot& snapshot,
                         std::span<const TraceId> traces, SpanSink& sink, std::stop_token stop) {
  while (!traces.empty()) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "the export was cancelled");
    const std::size_t count = std::min(traces.size(), kTracesAtATime);
    if (auto visited = reader.visitTraces(snapshot, traces.first(count), sink); !visited) return visited;
    traces = traces.subspan(count);
  }
  return {};
}

}  // namespace

Result<void> exportSession(store::Reader& reader, const store::Snapshot& snapshot,
                           std::span<const TraceId> traces, const formats::Format& format,
                           formats::Output& output, std::stop_token stop) {
  const std::vector<store::SnapshotPart> parts = store::partsOf(snapshot);
  const bool logs = !parts.empty() && parts.back().logs;
  if (traces.empty())
    if (const auto assembler = format.assembler(output, logs))
      return exportInParallel(reader, snapshot, parts, *assembler, std::move(stop));

  std::stop_source either;
  const std::stop_callback forward(std::move(stop), [&either] { either.request_stop(); });
  WatchedOutput watched(output, either);
  const std::unique_ptr<formats::SpanWriter> writer = format.writer(watched);
  if (writer == nullptr)
    return fail(ErrorKind::Unsupported,
                std::string(format.info().title) + " can be read but not written; choose another format");
  if (logs) writer->expectLogs();

  const Result<void> visited = traces.empty()
                                   ? reader.visitAll(snapshot, *writer, either.get_token())
                                   : visitTraces(reader, snapshot, traces, *writer, either.get_token());
  // Always, for a writer must be finished; its last bytes are of no use when the reading ended early.
  const Result<void> finished = writer->finish();
  if (watched.error()) return tl::unexpected(*watched.error());
  if (!visited) return visited;
  return finished;
}

}  // namespace spanloupe::exports
