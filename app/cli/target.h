// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where `export` and `generate` write, and in which format: --to and --format. Main thread.
#pragma once

#include <memory>
#include <string>

#include "app/cli/command.h"
#include "core/export/file_output.h"
#include "core/formats/format.h"

namespace spanloupe::cli {

/// A file that appears whole or not at all, or our own standard output ("-"), whose reader may go away.
class Target final : public formats::Output {
 public:
  /// Refuses to replace a session.
  [[nodiscard]] static Result<std::unique_ptr<Target>> create(const std::string& path, StandardOutput& out);

  /// Cancelled when nobody reads standard output any more.
  [[nodiscard]] Result<void> write(std::string_view bytes) override;
  [[nodiscard]] Result<void> commit();

 private:
  explicit Target(StandardOutput& out) : m_out(out) {}

  StandardOutput& m_out;
  std::unique_ptr<exports::FileOutput> m_file;  ///< Null for standard output.
};

/// The format that can be written by the name of --format, or for the suffix of --to, if it does not mislead.
[[nodiscard]] Result<const formats::Format*> targetFormat(const Arguments& arguments);
/// What --to says.
[[nodiscard]] Result<std::string> targetPath(const Arguments& arguments);

}  // namespace spanloupe::cli
