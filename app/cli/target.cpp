// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/target.h"

#include <filesystem>

#include "core/formats/registry.h"

namespace spanloupe::cli {

Result<std::unique_ptr<Target>> Target::create(const std::string& path, StandardOutput& out) {
  std::unique_ptr<Target> target(new Target(out));
  if (path == "-") return target;
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
    const std::string suffix = std::filesystem::path(arguments.value("to")).extension().string();
    wanted = suffix == ".json"                           ? "otlp-json"
             : suffix == ".jsonl" || suffix == ".ndjson" ? "otlp-jsonl"
                                                         : "otlp-proto";
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
