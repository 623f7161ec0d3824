// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The members of a zip or tar archive, one after another, through libarchive. One thread at a time; a
// member's source must be gone before the next member is asked for, and before the reader.
#pragma once

#include <optional>

#include "core/formats/byte_source.h"

struct archive;

namespace spanloupe::formats {

class ArchiveReader {
 public:
  struct Member {
    std::string name;
    std::unique_ptr<ByteSource> source;
  };

  ArchiveReader(std::unique_ptr<ByteSource> source, const LayerEnvironment& environment);
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;
  ~ArchiveReader();

  /// The next regular file that is not empty, nothing after the last. After an Error there is nothing more.
  [[nodiscard]] Result<std::optional<Member>> next();

  [[nodiscard]] static bool recognise(std::string_view head);
  /// Enough of the first bytes for recognise(): the header block of a tar archive.
  static constexpr std::size_t kHeadSize = 512;

 private:
  class MemberSource;
  struct Callbacks;

  [[nodiscard]] Error error(const std::string& name, std::string_view what) const;
  [[nodiscard]] Result<void> open();

  std::unique_ptr<ByteSource> m_source;
  LayerEnvironment m_environment;
  ExpansionGuard m_guard;
  struct archive* m_archive = nullptr;
  std::unique_ptr<char[]> m_buffer;
  std::uint64_t m_offset = 0;          ///< Of the next byte libarchive gets from m_source.
  std::optional<Error> m_sourceError;  ///< Why a callback failed.
  bool m_opened = false;
  bool m_ended = false;
};

}  // namespace spanloupe::formats
