// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/open_store.h"

#include <filesystem>

#include "app/cli/progress_line.h"
#include "app/cli/unread_input.h"
#include "core/ingest/import_job.h"
#include "core/ingest/session_cache.h"
#include "core/ingest/session_files.h"

namespace spanloupe::cli {
namespace {

Result<void> importIntoCache(const Invocation& invocation, const std::string& path,
                             const std::vector<std::string>& files) {
  auto session = store::Session::openForWriting(path);
  if (!session) return tl::unexpected(session.error());
  ProgressLine progress(invocation);
  ingest::ImportOptions options;
  options.paths = files;
  ingest::ImportCallbacks callbacks;
  callbacks.progress = [&](const ingest::ImportProgress& now) { progress.show(now); };
  const auto report = ingest::importAndTidy(**session, options, callbacks, invocation.stop);
  if (!report) return tl::unexpected(report.error());
  if (report->cancelled) return fail(ErrorKind::Cancelled, "interrupted");
  bool anyRead = false;
  for (const ingest::ImportedFile& file : report->files) anyRead = anyRead || !file.error;
  for (const ingest::ImportedFile& file : report->files) {
    if (!file.error) continue;
    if (!anyRead) return tl::unexpected(*file.error);
    listProblems(file);
  }
  session->reset();
  if (auto marked = ingest::markComplete(path, files); !marked) return marked;
  return ingest::trimCache(ingest::kDefaultCacheLimit, path);
}

Result<std::string> openedFiles(const Invocation& invocation) {
  const std::vector<std::string> files = invocation.arguments.values("open");
  auto cached = ingest::cachedSessionFor(files);
  if (!cached) return tl::unexpected(cached.error());
  if (!cached->complete) {
    if (auto done = importIntoCache(invocation, cached->path, files); !done)
      return tl::unexpected(done.error());
  }
  return cached->path;
}

}  // namespace

Result<StorePath> storePath(const Invocation& invocation) {
  std::error_code error;
  if (invocation.arguments.has("store")) {
    std::string path = invocation.arguments.value("store");
    if (!std::filesystem::exists(path, error)) {
      return fail(ErrorKind::NotFound, "there is no such session (`import --store` makes one)", path);
    }
    return StorePath{std::move(path), false};
  }
  if (invocation.arguments.has("open")) {
    return openedFiles(invocation).map([](std::string path) { return StorePath{std::move(path), true}; });
  }
  auto path = ingest::defaultSessionPath();
  if (!path) return tl::unexpected(path.error());
  if (!std::filesystem::exists(*path, error)) {
    return fail(ErrorKind::NotFound,
                "the default session is empty: name a session with --store or files with --open", *path);
  }
  return StorePath{std::move(*path), false};
}

Result<int> statusOfOpened(const std::string& path) {
  const auto reader = store::Reader::open(path);
  if (!reader) return tl::unexpected(reader.error());
  const auto unread = listProblems(**reader);
  if (!unread) return tl::unexpected(unread.error());
  return *unread ? kPartlyUnread : kDone;
}

Result<OpenedStore> openStore(const Invocation& invocation) {
  auto path = storePath(invocation);
  if (!path) return tl::unexpected(path.error());
  OpenedStore opened;
  auto reader = store::Reader::open(path->path);
  if (!reader) return tl::unexpected(reader.error());
  opened.reader = std::move(*reader);
  auto snapshot = opened.reader->snapshot();
  if (!snapshot) return tl::unexpected(snapshot.error());
  opened.snapshot = std::move(*snapshot);
  opened.path = std::move(path->path);
  if (path->opened) {
    const auto unread = listProblems(*opened.reader);
    if (!unread) return tl::unexpected(unread.error());
    if (*unread) opened.status = kPartlyUnread;
  }
  return opened;
}

}  // namespace spanloupe::cli
