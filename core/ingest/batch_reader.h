// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The reading side of an import: opens the files one after the other, recognises them, cuts them into pieces
// and groups pieces into batches, of one large file or of many small ones. Runs on one thread.
#pragma once

#include <functional>
#include <stop_token>

#include "core/ingest/batch.h"
#include "core/ingest/import_job.h"
#include "core/ingest/path_list.h"

namespace spanloupe::ingest {

class BatchReader {
 public:
  /// False from `take` ends the reading. `known` tells whether the session holds a source of that many bytes.
  BatchReader(const ImportOptions& options, std::vector<ListedFile> files, std::int64_t firstSource,
              std::function<bool(Batch)> take, std::function<bool(std::uint64_t)> knownSize,
              std::function<bool(const std::string&)> knownHash, std::stop_token stop);

  /// Returns when everything was emitted or `stop` was requested; every file gets a SourceEnded.
  void run();

 private:
  struct OpenSource;

  void readFile(const ListedFile& file);
  [[nodiscard]] Result<std::unique_ptr<formats::InputSequence>> open(const ListedFile& file) const;
  [[nodiscard]] bool isKnown(const ListedFile& file) const;
  void readInput(formats::Input& input, OpenSource& source, bool inArchive);
  void add(BatchItem item, std::size_t bytes);
  void flush();

  const ImportOptions& m_options;
  std::vector<ListedFile> m_files;
  std::int64_t m_nextSource;
  std::function<bool(Batch)> m_take;
  std::function<bool(std::uint64_t)> m_knownSize;
  std::function<bool(const std::string&)> m_knownHash;
  std::stop_token m_stop;
  Batch m_batch;
  std::size_t m_batchBytes = 0;
  std::size_t m_batchLimit;
  std::uint64_t m_rawDone = 0;  ///< Raw bytes of finished files.
  std::uint64_t m_rawNow = 0;   ///< Of the present one.
  bool m_closed = false;
};

}  // namespace spanloupe::ingest
