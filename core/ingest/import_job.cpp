// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Threads of an import: one reads and splits, as many as there are processors decode, the caller commits. At
// most kInFlight batches exist at a time, which bounds memory whatever the size of the input.
#include "core/ingest/import_job.h"

#include <map>
#include <thread>

#include "core/base/bounded_queue.h"
#include "core/base/ordered_results.h"
#include "core/formats/registry.h"
#include "core/ingest/batch_decoder.h"
#include "core/ingest/batch_reader.h"
#include "core/store/encoded_segment.h"

namespace spanloupe::ingest {
namespace {

constexpr std::size_t kInFlight = 5;
constexpr auto kProgressInterval = std::chrono::milliseconds(100);

/// What the reading thread may ask about the session, fixed at the start.
struct KnownSources {
  std::vector<store::SourceRow> complete;
  [[nodiscard]] bool hasSize(std::uint64_t bytes) const {
    return std::any_of(complete.begin(), complete.end(),
                       [bytes](const auto& row) { return row.bytes == bytes; });
  }
  [[nodiscard]] bool hasHash(const std::string& hash) const {
    return !hash.empty() && std::any_of(complete.begin(), complete.end(),
                                        [&hash](const auto& row) { return row.contentHash == hash; });
  }
};

/// The committing side; the calling thread.
class Writer {
 public:
  Writer(store::Session& session, const ImportCallbacks& callbacks, std::uint64_t files,
         std::uint64_t totalBytes)
      : m_session(session), m_callbacks(callbacks) {
    m_progress.fileCount = files;
    m_progress.totalBytes = totalBytes;
  }

  Result<void> commit(DecodedBatch batch) {
    for (const SourceBegun& begun : batch.begun) {
      const auto now = std::chrono::time_point_cast<Timestamp::duration>(std::chrono::system_clock::now());
      const auto begunRow =
          m_session.beginSource({begun.source, begun.name, begun.format, Timestamp(now.time_since_epoch())});
      if (!begunRow) return begunRow;
    }
    for (store::EncodedSegment& segment : batch.segments) {
      auto duplicates = m_session.append(std::move(segment));
      if (!duplicates) return tl::unexpected(duplicates.error());
      for (const auto& [source, count] : *duplicates) m_open[source].duplicates += count;
    }
    for (DecodedPart& part : batch.parts) {
      ImportedFile& file = m_open[part.source];
      file.spans += part.spans;
      file.logs += part.logs;
      file.metricPoints += part.metricPoints;
      file.diagnostics.merge(part.diagnostics);
      m_progress.spans += part.spans;
      m_progress.logs += part.logs;
      m_progress.diagnostics += part.diagnostics.total();
    }
    for (SourceEnded& ended : batch.ended)
      if (const auto done = end(std::move(ended)); !done) return done;
    m_progress.name = batch.file;
    m_progress.bytes = batch.rawBytes;
    m_progress.fileIndex = batch.fileIndex;
    report(false);
    if (m_callbacks.committed) m_callbacks.committed();
    return {};
  }

  void report(bool always) {
    const auto now = std::chrono::steady_clock::now();
    if (!m_callbacks.progress || (!always && now - m_reported < kProgressInterval)) return;
    m_reported = now;
    m_callbacks.progress(m_progress);
  }

  /// After everything is committed. Being stopped here is no failure: the session is whole either way.
  Result<void> gatherTraces(std::uint32_t after, const std::stop_token& stop) {
    auto gathered = m_session.gatherTraces(
        after,
        [this](double done) {
          m_progress.gathered = done;
          report(false);
        },
        stop);
    if (!gathered && gathered.error().kind == ErrorKind::Cancelled) return {};
    m_report.gathered = gathered && m_progress.gathered;
    if (m_report.gathered && m_callbacks.committed) m_callbacks.committed();
    return gathered;
  }

  [[nodiscard]] ImportReport takeReport() { return std::move(m_report); }

 private:
  Result<void> end(SourceEnded ended) {
    ImportedFile file = std::move(m_open[ended.source]);
    m_open.erase(ended.source);
    if (ended.source == 0) file = {};
    file.name = std::move(ended.name);
    file.format = std::move(ended.format);
    file.alreadyThere = ended.alreadyThere;
    file.bytes = ended.bytes;
    file.error = std::move(ended.error);
    file.state = ended.complete ? store::SourceState::Complete : store::SourceState::Incomplete;
    // What was counted while decoding includes spans that turned out to be here already.
    file.spans -= std::min(file.spans, file.duplicates);
    Diagnostics diagnostics = std::move(ended.diagnostics);
    diagnostics.merge(file.diagnostics);
    if (file.duplicates != 0)
      diagnostics.note(Severity::Note, "duplicate span", 0,
                       std::to_string(file.duplicates) + " spans that were here already are kept once");
    const bool isNone = file.error && file.format.empty();
    if (file.error && !isNone)
      diagnostics.error("cannot be read to its end", file.error->offset.value_or(0), file.error->message);
    file.diagnostics = std::move(diagnostics);
    if (ended.source != 0) {
      const store::SourceEnd row{file.state, file.format, file.bytes,        std::move(ended.contentHash),
                                 file.spans, file.logs,   file.metricPoints, file.duplicates};
      // The report has its error; the session, which has no place for one, keeps it as a diagnostic.
      Diagnostics kept = file.diagnostics;
      if (isNone) kept.error("cannot be read", file.error->offset.value_or(0), file.error->message);
      const bool isVoid = file.spans + file.logs + file.metricPoints + file.duplicates == 0;
      if (ended.complete && isVoid && kept.total() == 0)
        kept.warn("nothing in it", 0, "There is no span, no log record and no metric in this file");
      if (const auto done = m_session.endSource(ended.source, row, kept); !done) return done;
    }
    m_report.spans += file.spans;
    m_report.logs += file.logs;
    m_report.duplicates += file.duplicates;
    m_report.diagnostics += file.diagnostics.total();
    m_report.files.push_back(std::move(file));
    return {};
  }

  store::Session& m_session;
  const ImportCallbacks& m_callbacks;
  ImportProgress m_progress;
  std::chrono::steady_clock::time_point m_reported{};
  std::map<std::int64_t, ImportedFile> m_open;
  ImportReport m_report;
};

}  // namespace

Result<ImportReport> runImport(store::Session& session, const ImportOptions& options,
                               const ImportCallbacks& callbacks, std::stop_token stop) {
  if (!options.format.empty() && formats::formatNamed(options.format) == nullptr)
    return fail(ErrorKind::InvalidArgument, "there is no format named " + options.format);
  const std::uint32_t lastSegment = session.lastSegment();
  const auto lastSource = session.lastSource();
  if (!lastSource) return tl::unexpected(lastSource.error());
  KnownSources known;
  if (auto complete = session.completeSources()) known.complete = std::move(*complete);
  std::vector<ListedFile> files =
      options.paths.empty() ? std::vector<ListedFile>{{"clipboard", 0, {}}} : listFiles(options.paths);
  std::uint64_t totalBytes = 0;
  for (const ListedFile& file : files) totalBytes += file.size;

  std::stop_source inner;
  const std::stop_callback forward(stop, [&inner] { inner.request_stop(); });
  BoundedQueue<Batch> work(kInFlight);
  OrderedResults<DecodedBatch> results(kInFlight);
  Writer writer(session, callbacks, files.size(), totalBytes);
  std::uint64_t emitted = 0;
  BatchReader reader(
      options, std::move(files), *lastSource + 1,
      [&](Batch batch) {
        if (!results.admit()) return false;
        ++emitted;
        return work.push(std::move(batch));
      },
      [&known](std::uint64_t bytes) { return known.hasSize(bytes); },
      [&known](const std::string& hash) { return known.hasHash(hash); }, inner.get_token());

  std::vector<std::jthread> threads;
  threads.emplace_back([&] {
    reader.run();
    results.end(emitted);
    work.close();
  });
  for (unsigned i = 0; i < std::max(2U, std::thread::hardware_concurrency()); ++i)
    threads.emplace_back([&] {
      while (auto batch = work.pop()) {
        const std::uint64_t number = batch->number;
        results.put(number, decodeBatch(std::move(*batch)));
      }
    });

  std::optional<Error> failed;
  while (auto batch = results.take()) {
    if (failed) continue;  // the other threads are let run out
    if (const auto done = writer.commit(std::move(*batch)); !done) {
      failed = done.error();
      inner.request_stop();
    }
  }
  results.close();
  threads.clear();
  if (failed) return tl::unexpected(*failed);
  if (const auto gathered = writer.gatherTraces(lastSegment, stop); !gathered)
    return tl::unexpected(gathered.error());
  writer.report(true);
  ImportReport report = writer.takeReport();
  report.cancelled = stop.stop_requested();
  return report;
}

Result<ImportReport> importAndTidy(store::Session& session, const ImportOptions& options,
                                   const ImportCallbacks& callbacks, std::stop_token stop) {
  auto report = runImport(session, options, callbacks, std::move(stop));
  if (!report || !report->gathered) return report;
  if (const auto deleted = session.deleteReplaced(); !deleted) return tl::unexpected(deleted.error());
  return report;
}

}  // namespace spanloupe::ingest
