// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Importing files into a session: opens and recognises the inputs, cuts them into pieces, decodes pieces on
// several threads and commits segments in input order on the calling thread, which must own the Session
// meanwhile.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/formats/open_input.h"
#include "core/model/diagnostics.h"
#include "core/store/session.h"

namespace spanloupe::ingest {

struct ImportOptions {
  std::vector<std::string>
      paths;            ///< Files, folders (read recursively, in order of name), "-" for standard input.
  std::string text;     ///< Imported as "clipboard" when not empty and paths is.
  std::string format;   ///< A format name; empty = recognise by content.
  bool follow = false;  ///< Read growing files until stopped.
  bool again = false;   ///< Import a file whose bytes are in the session already.
  formats::InputLimits limits;
};

struct ImportProgress {
  std::string name;  ///< The file being read.
  std::uint64_t fileIndex = 0, fileCount = 0;
  std::uint64_t bytes = 0;                             ///< Raw bytes read, of all files.
  std::uint64_t totalBytes = 0;                        ///< 0 when unknown.
  std::uint64_t spans = 0, logs = 0, diagnostics = 0;  ///< Committed so far.
  /// Set when everything is read and scattered traces are being brought together: how much of that is done.
  std::optional<double> gathered;
};

/// How one file ended.
struct ImportedFile {
  std::string name;
  store::SourceState state = store::SourceState::Complete;
  bool alreadyThere = false;  ///< Its bytes are a source of the session; nothing was imported.
  std::string format;
  std::uint64_t bytes = 0, spans = 0, logs = 0, metricPoints = 0, duplicates = 0;
  Diagnostics diagnostics;
  std::optional<Error> error;  ///< Set when it could not be read, or not to its end.
};

struct ImportReport {
  std::vector<ImportedFile> files;
  std::uint64_t spans = 0, logs = 0, duplicates = 0, diagnostics = 0;
  bool cancelled = false;
  /// Segments were replaced; Session::deleteReplaced() gives their room back when no reader needs them.
  bool gathered = false;
};

struct ImportCallbacks {
  /// At most ten times a second, on the calling thread.
  std::function<void(const ImportProgress&)> progress;
  /// After each commit, on the calling thread: readers see more now.
  std::function<void()> committed;
};

/// Blocks until done. An Error only when the session itself failed (disk full, say); what was wrong with
/// single files is in the report. Stopping leaves a valid session with the source marked incomplete.
[[nodiscard]] Result<ImportReport> runImport(store::Session& session, const ImportOptions& options,
                                             const ImportCallbacks& callbacks, std::stop_token stop);

/// For a session that nobody reads meanwhile: room that is no longer needed is given back at once.
[[nodiscard]] Result<ImportReport> importAndTidy(store::Session& session, const ImportOptions& options,
                                                 const ImportCallbacks& callbacks, std::stop_token stop);

/// Reads everything and keeps nothing: what `import` without a session does.
[[nodiscard]] Result<ImportReport> checkFiles(const ImportOptions& options, const ImportCallbacks& callbacks,
                                              std::stop_token stop);

}  // namespace spanloupe::ingest
