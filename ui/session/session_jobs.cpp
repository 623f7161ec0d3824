// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_jobs.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/formats/open_input.h"
#include "core/formats/registry.h"
#include "core/generate/generate.h"
#include "core/ingest/path_list.h"
#include "core/ingest/session_cache.h"
#include "core/ingest/session_files.h"

namespace spanloupe::session {
namespace {

namespace fs = std::filesystem;

bool startsLikeSession(const std::string& path) {
  constexpr std::string_view kMagic("SQLite format 3\0", 16);
  std::ifstream file(path, std::ios::binary);
  std::string head(kMagic.size(), '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  return file.gcount() == static_cast<std::streamsize>(head.size()) && head == kMagic;
}

/// An error when the file cannot be opened or nothing in it is a trace. Looks at the first members of an
/// archive only: a long one that begins with other things is left to the import, which says so file by file.
Result<void> checkReadable(const std::string& path) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (!fs::exists(status))
    return unexpected(ioError("The file cannot be opened", path, error ? error.value() : ENOENT));
  if (fs::is_directory(status)) {
    if (ingest::listFiles({path}).empty())
      return unexpected(Error{ErrorKind::NotFound, "There is no trace file in this folder", path, {}});
    return {};
  }
  auto sequence = formats::openFile(path, {});
  if (!sequence) return unexpected(sequence.error());
  constexpr int kMembersTried = 16;
  std::optional<Error> first;
  for (int i = 0; i < kMembersTried; ++i) {
    auto input = (*sequence)->next();
    if (!input) return unexpected(first.value_or(input.error()));
    if (!*input)
      return unexpected(first.value_or(Error{ErrorKind::Unsupported, "The file is empty", path, {}}));
    const auto format = formats::recognise(**input);
    if (format) return {};
    if (!first) first = format.error();
  }
  return {};
}

/// CACHE/spanloupe/opened, made private if need be.
Result<fs::path> ownFilesFolder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  fs::path folder = cache && *cache == '/' ? fs::path(cache) : fs::path(home ? home : "/tmp") / ".cache";
  folder = folder / "spanloupe" / "opened";
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return unexpected(ioError("The cache folder cannot be made", folder.string(), error.value()));
  for (const fs::path& each : {folder.parent_path(), folder})
    fs::permissions(each, fs::perms::owner_all, error);
  return folder;
}

constexpr auto kSampleFile = "shop-sample.otlp";
constexpr auto kClipboardFile = "clipboard";

/// What a session of the cache, opened by its own path, is known to the user as.
SessionKind kindOf(const std::string& session) {
  const auto folder = ingest::cacheFolder();
  if (!folder || fs::path(session).parent_path() != *folder) return SessionKind::Stored;
  const std::vector<std::string> sources = ingest::sourcesOf({session, 0, {}});
  if (sources == std::vector<std::string>{kSampleFile}) return SessionKind::Sample;
  if (sources == std::vector<std::string>{kClipboardFile}) return SessionKind::Clipboard;
  return SessionKind::Stored;
}

/// Leaves a file with these bytes alone, so that its session in the cache stays valid.
Result<void> writeIfDifferent(const fs::path& path, const std::string& bytes) {
  {
    std::ifstream old(path, std::ios::binary);
    if (old && std::string(std::istreambuf_iterator<char>(old), {}) == bytes) return {};
  }
  const fs::path draft = path.string() + ".new";
  std::ofstream file(draft, std::ios::binary | std::ios::trunc);
  ::chmod(draft.c_str(), 0600);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) return unexpected(ioError("The file cannot be written", draft.string(), errno));
  std::error_code error;
  fs::rename(draft, path, error);
  if (error) return unexpected(ioError("The file cannot be written", path.string(), error.value()));
  return {};
}

class StringOutput final : public formats::Output {
 public:
  Result<void> write(std::string_view bytes) override {
    m_bytes.append(bytes);
    return {};
  }
  [[nodiscard]] const std::string& bytes() const { return m_bytes; }

 private:
  std::string m_bytes;
};

Result<std::string> sampleBytes() {
  StringOutput output;
  const formats::Format* format = formats::formatNamed("otlp-proto");
  const auto writer = format ? format->writer(output) : nullptr;
  if (!writer) return fail(ErrorKind::Unsupported, "The sample cannot be written");
  generate::Options options;
  options.spans = kSampleSpans;
  if (auto made = generate::generate(options, *writer); !made) return unexpected(made.error());
  if (auto finished = writer->finish(); !finished) return unexpected(finished.error());
  return output.bytes();
}

bool allComplete(const ingest::ImportReport& report) {
  if (report.cancelled) return false;
  for (const auto& file : report.files)
    if (file.error || file.state != store::SourceState::Complete) return false;
  return !report.files.empty();
}

}  // namespace

Result<bool> openDefaultSession(const OpeningCallbacks& callbacks) {
  auto path = ingest::defaultSessionPath();
  if (!path) return unexpected(path.error());
  std::error_code error;
  if (!fs::exists(*path, error)) return false;
  callbacks.opened({std::make_shared<const std::string>(*path), SessionKind::Default, {}});
  return true;
}

Result<ImportOutcome> openPaths(std::vector<std::string> paths, SessionKind kind,
                                const OpeningCallbacks& callbacks, std::stop_token stop) {
  for (std::string& path : paths) path = fs::absolute(path).lexically_normal().string();
  if (paths.size() == 1 && startsLikeSession(paths[0])) {
    callbacks.opened({std::make_shared<const std::string>(paths[0]), kindOf(paths[0]), paths});
    return ImportOutcome{};
  }
  std::optional<Error> problem;
  bool anyReadable = false;
  for (const std::string& path : paths) {
    auto readable = checkReadable(path);
    if (!readable && !problem) problem = readable.error();
    anyReadable = anyReadable || readable;
  }
  if (!anyReadable)
    return unexpected(problem.value_or(Error{ErrorKind::InvalidArgument, "No file was given", {}, {}}));

  auto cached = ingest::cachedSessionFor(paths);
  if (!cached) return unexpected(cached.error());
  auto path = std::make_shared<const std::string>(cached->path);
  if (cached->complete) {
    callbacks.opened({path, kind, paths});
    return ImportOutcome{};
  }
  auto session = store::Session::openForWriting(cached->path);
  if (!session) return unexpected(session.error());
  callbacks.opened({path, kind, paths});
  ingest::ImportOptions options;
  options.paths = paths;
  auto report = ingest::runImport(**session, options, callbacks.import, stop);
  session->reset();
  if (!report) return unexpected(report.error());
  if (allComplete(*report)) {
    if (auto marked = ingest::markComplete(cached->path, paths); !marked) return unexpected(marked.error());
  }
  // A cache that is too large is a matter for the next time; what was opened is open.
  if (callbacks.cacheLimit > 0) [[maybe_unused]]
    const auto trimmed = ingest::trimCache(callbacks.cacheLimit, cached->path);
  return ImportOutcome{std::move(*report)};
}

Result<ImportOutcome> openSample(const OpeningCallbacks& callbacks, std::stop_token stop) {
  auto folder = ownFilesFolder();
  if (!folder) return unexpected(folder.error());
  const auto bytes = sampleBytes();
  if (!bytes) return unexpected(bytes.error());
  const fs::path path = *folder / kSampleFile;
  if (auto written = writeIfDifferent(path, *bytes); !written) return unexpected(written.error());
  return openPaths({path.string()}, SessionKind::Sample, callbacks, stop);
}

Result<ImportOutcome> openText(const std::string& text, const OpeningCallbacks& callbacks,
                               std::stop_token stop) {
  auto folder = ownFilesFolder();
  if (!folder) return unexpected(folder.error());
  const fs::path path = *folder / kClipboardFile;
  if (auto written = writeIfDifferent(path, text); !written) return unexpected(written.error());
  return openPaths({path.string()}, SessionKind::Clipboard, callbacks, stop);
}

}  // namespace spanloupe::session
