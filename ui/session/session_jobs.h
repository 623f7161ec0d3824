// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The blocking steps behind opening: find or make the session for what the user gave, import what is not
// there yet. Plain functions for the worker thread; the callbacks are called on it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/ingest/import_job.h"
#include "core/ingest/session_cache.h"

namespace spanloupe::session {

enum class SessionKind { Default, Files, Stored, Sample, Clipboard };

/// A session that readers can open now.
struct OpenedSession {
  std::shared_ptr<const std::string> path;  ///< The session file; another opening of it is another pointer.
  SessionKind kind = SessionKind::Default;
  std::vector<std::string> files;  ///< What the user opened; empty for the default session.
};

struct OpeningCallbacks {
  std::function<void(OpenedSession)> opened;  ///< Once, as early as possible.
  ingest::ImportCallbacks import;
  std::uint64_t cacheLimit = ingest::kDefaultCacheLimit;  ///< Bytes; 0: none.
};

/// Empty when nothing had to be imported.
using ImportOutcome = std::optional<ingest::ImportReport>;

/// The default session if there is one; false when there is none yet (it is not created by looking at it).
[[nodiscard]] Result<bool> openDefaultSession(const OpeningCallbacks& callbacks);
/// Trace files and folders, or one session file. Nothing is opened when not one of the files is a trace, so
/// that what is on screen can stay.
[[nodiscard]] Result<ImportOutcome> openPaths(std::vector<std::string> paths, SessionKind kind,
                                              const OpeningCallbacks& callbacks, std::stop_token stop);
/// The generated shop: written to the cache and opened from there like any file.
[[nodiscard]] Result<ImportOutcome> openSample(const OpeningCallbacks& callbacks, std::stop_token stop);
[[nodiscard]] Result<ImportOutcome> openText(const std::string& text, const OpeningCallbacks& callbacks,
                                             std::stop_token stop);

/// Spans of the sample, at least.
inline constexpr std::uint64_t kSampleSpans = 12'480;

}  // namespace spanloupe::session
