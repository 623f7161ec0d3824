// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An import that keeps nothing: the same reading and decoding, on the calling thread.
#include <set>

#include "core/formats/registry.h"
#include "core/ingest/batch_decoder.h"
#include "core/ingest/batch_reader.h"
#include "core/ingest/import_job.h"

namespace spanloupe::ingest {

Result<ImportReport> checkFiles(const ImportOptions& options, const ImportCallbacks& callbacks,
                                std::stop_token stop) {
  if (!options.format.empty() && formats::formatNamed(options.format) == nullptr)
    return fail(ErrorKind::InvalidArgument, "there is no format named " + options.format);
  std::vector<ListedFile> files =
      options.paths.empty() ? std::vector<ListedFile>{{"clipboard", 0, {}}} : listFiles(options.paths);
  ImportProgress progress;
  progress.fileCount = files.size();
  for (const ListedFile& file : files) progress.totalBytes += file.size;
  ImportReport report;
  ImportedFile open;
  const auto keep = [&](Batch batch) {
    DecodedBatch decoded = decodeBatch(std::move(batch));
    for (DecodedPart& part : decoded.parts) {
      open.spans += part.spans;
      open.logs += part.logs;
      open.metricPoints += part.metricPoints;
      open.diagnostics.merge(part.diagnostics);
    }
    progress.spans = report.spans + open.spans;
    progress.bytes = decoded.rawBytes;
    progress.name = decoded.file;
    progress.fileIndex = decoded.fileIndex;
    if (callbacks.progress) callbacks.progress(progress);
    return true;
  };
  // One file at a time, so that what a batch holds belongs to the file being read.
  for (const ListedFile& listed : files) {
    std::optional<SourceEnded> ended;
    BatchReader reader(
        options, {listed}, 1,
        [&](Batch batch) {
          for (BatchItem& item : batch.items)
            if (auto* const end = std::get_if<SourceEnded>(&item)) ended = std::move(*end);
          return keep(std::move(batch));
        },
        [](std::uint64_t) { return false; }, [](const std::string&) { return false; }, stop);
    open = {};
    reader.run();
    open.name = ended->name;
    open.format = ended->format;
    open.bytes = ended->bytes;
    open.error = ended->error;
    open.state = ended->complete ? store::SourceState::Complete : store::SourceState::Incomplete;
    Diagnostics diagnostics = std::move(ended->diagnostics);
    diagnostics.merge(open.diagnostics);
    open.diagnostics = std::move(diagnostics);
    report.spans += open.spans;
    report.logs += open.logs;
    report.diagnostics += open.diagnostics.total();
    report.files.push_back(std::move(open));
  }
  report.cancelled = stop.stop_requested();
  return report;
}

}  // namespace spanloupe::ingest
