// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/target.h"

#include <filesystem>
#include <fstream>
#include <string_view>

#include "core/formats/registry.h"

namespace spanloupe::cli {
namespace {

/// SQLite's first bytes. A session may be all that is left of what was received, so no trace file replaces
/// one.
bool isSession(const std::string& path) {
  constexpr std::string_view kMagic("SQLite format 3\0", 16);
  std::string head(kMagic.size(), ' ');
  std::ifstream file(path, std::ios::binary);
  return file.read(head.data(), static_cast<std::streamsize>(head.size())) && head == kMagic;
}

/// The name of the format for a suffix, or why a file of that name would mislead.
Result<std::string> formatForSuffix(const std::string& suffix) {
  if (suffix == ".json") return "otlp-json";
  if (suffix == ".jsonl" || suffix == ".ndjson") return "otlp-jsonl";
  if (suffix == ".spanloupe") {
    return fail(ErrorKind::InvalidArgument,
                "a session is made by `import --store FILE`; name a .json, .jsonl or .pb file");
  }
  if (suffix == ".gz" || suffix == ".zst") {
    return fail(ErrorKind::InvalidArgument, "nothing is compressed here: use `--to -` and pipe it into " +
                                                std::string(suffix == ".gz" ? "gzip" : "zstd"));
  }
  return "otlp-proto";
}

}  // namespace

Result<std::unique_ptr<Target>> Target::create(const std::string& path, StandardOutput& out) {
  std::unique_ptr<Target> target(new Target(out));
  if (path == "-") return target;
  if (isSession(path)) {
    return fail(ErrorKind::InvalidArgument, "this is a session, and a trace file must not replace it", path);
  }
  auto file = exports::FileOutput::create(path);
  if (!file) return tl::unexpected(file.error());
  target->m_file = std::move(*file);
  return target;
}

Result<void> Target::write(std::string_view bytes) {
  if (m_file) return m_file->write(bytes);
  m_out.write(bytes);
  if (!m_out.open()) return fail(ErrorKind::Cancelled, "nobody reads the output");
  return {};
}

Result<void> Target::commit() { return m_file ? m_file->commit() : Result<void>(); }

Result<const formats::Format*> targetFormat(const Arguments& arguments) {
  std::string wanted = arguments.value("format");
  if (wanted.empty()) {
    const auto named = formatForSuffix(std::filesystem::path(arguments.value("to")).extension().string());
    if (!named) return tl::unexpected(named.error());
    wanted = *named;
  }
  const formats::Format* format = formats::formatNamed(wanted);
  if (format != nullptr && format->info().writes) return format;
  std::string known;
  for (const formats::Format* one : formats::allFormats()) {
    if (one->info().writes) known += (known.empty() ? "" : ", ") + std::string(one->info().name);
  }
  return fail(ErrorKind::InvalidArgument, "“" + wanted + "” is no format that can be written: " + known);
}

Result<std::string> targetPath(const Arguments& arguments) {
  const std::string path = arguments.value("to");
  if (path.empty()) return fail(ErrorKind::InvalidArgument, "missing: --to FILE");
  return path;
}

}  // namespace spanloupe::cli
