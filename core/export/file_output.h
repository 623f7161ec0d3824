// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A file that is there whole or not at all: written beside its name as NAME.partial-…, put in place by
// commit(), and removed without one. What had the name before stays until then. "-" is standard output;
// devices and pipes are written as they are. One thread at a time, not the UI's.
//
// Full buffers of a file bypass the system's page cache where the file system allows that. The file must be
// on the disk before commit() ends anyway, and filling the cache with hundreds of megabytes takes as much
// processor time as encoding them.
#pragma once

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

#include "core/formats/format.h"

namespace spanloupe::exports {

class FileOutput final : public formats::Output {
 public:
  /// An Io error that says what to do when nothing can be written there.
  [[nodiscard]] static Result<std::unique_ptr<FileOutput>> create(const std::string& path);
  ~FileOutput() override;

  /// Buffered; the first error is given again by every later call.
  [[nodiscard]] Result<void> write(std::string_view bytes) override;
  /// Everything is on the disk under its name when this succeeds. To be called once, last.
  [[nodiscard]] Result<void> commit();

  static constexpr std::size_t kBufferSize = std::size_t{1} << 20;

 private:
  struct Free {
    void operator()(char* memory) const { std::free(memory); }
  };

  FileOutput() = default;
  [[nodiscard]] Result<void> openPartial(const std::string& path);
  [[nodiscard]] Result<void> openInPlace(const std::string& path);
  [[nodiscard]] Result<void> writeOut(std::string_view bytes);
  [[nodiscard]] Result<void> flush();
  [[nodiscard]] Result<void> broken(int errnoValue);
  [[nodiscard]] bool setDirect(bool direct);

  std::string m_path;     ///< Where it will be; a symbolic link is followed.
  std::string m_partial;  ///< Empty when written in place.
  int m_descriptor = -1;
  bool m_ownsDescriptor = false;
  bool m_mayBeDirect = false;
  bool m_direct = false;  ///< Past the page cache: memory, size and place of a write must be aligned.
  std::unique_ptr<char, Free> m_buffer;
  std::size_t m_buffered = 0;
  std::optional<Error> m_error;
};

}  // namespace spanloupe::exports
