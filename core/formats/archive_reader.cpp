// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>

namespace spanloupe::formats {
namespace {

constexpr int kMaxRefused = 1000;

/// Whether a block is a tar header: its bytes sum to its checksum field, that field taken as blanks (POSIX
/// ustar). The magic alone proves nothing, any text may have those five letters there. Old writers summed
/// signed bytes.
bool hasTarChecksum(std::string_view block) {
  constexpr std::size_t kField = 148;
  constexpr std::size_t kFieldSize = 8;
  std::int64_t sum = 0;
  std::int64_t signedSum = 0;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const char byte = i >= kField && i < kField + kFieldSize ? ' ' : block[i];
    sum += static_cast<unsigned char>(byte);
    signedSum += static_cast<signed char>(byte);
  }
  std::int64_t stated = 0;
  bool digits = false;
  for (const char c : block.substr(kField, kFieldSize)) {
    if (c >= '0' && c <= '7') {
      stated = stated * 8 + (c - '0');
      digits = true;
    } else if (digits) {
      break;
    }
  }
  return digits && (stated == sum || stated == signedSum) && block[0] != '\0';
}

}  // namespace

struct ArchiveReader::Callbacks {
  static la_ssize_t read(struct archive* handle, void* self, const void** block) {
    auto& reader = *static_cast<ArchiveReader*>(self);
    const auto count = reader.m_source->read(reader.m_buffer.get(), kChunk);
    if (!count) {
      reader.m_sourceError = count.error();
      archive_set_error(handle, EIO, "%s", count.error().message.c_str());
      return -1;
    }
    *block = reader.m_buffer.get();
    reader.m_offset += *count;
    return static_cast<la_ssize_t>(*count);
  }

  static la_int64_t seek(struct archive*, void* self, la_int64_t offset, int whence) {
    auto& reader = *static_cast<ArchiveReader*>(self);
    std::int64_t target = offset;
    if (whence == SEEK_CUR) target += static_cast<std::int64_t>(reader.m_offset);
    if (whence == SEEK_END) target += static_cast<std::int64_t>(reader.m_source->size());
    if (target < 0 || !reader.m_source->seek(static_cast<std::uint64_t>(target))) return ARCHIVE_FATAL;
    reader.m_offset = static_cast<std::uint64_t>(target);
    return target;
  }

  static constexpr std::size_t kChunk = ByteSource::kChunk;
};

class ArchiveReader::MemberSource final : public ByteSource {
 public:
  MemberSource(ArchiveReader& reader, std::string name) : m_reader(reader), m_name(std::move(name)) {}

  Result<std::size_t> read(char* out, std::size_t size) override {
    if (m_error) return tl::unexpected(*m_error);
    if (const auto allowed = m_reader.m_guard.check(m_name); !allowed) {
      m_error = allowed.error();
      return tl::unexpected(*m_error);
    }
    const la_ssize_t count = archive_read_data(m_reader.m_archive, out, size);
    if (count < 0) {
      m_error = m_reader.error(m_name, "cannot unpack");
      return tl::unexpected(*m_error);
    }
    m_reader.m_guard.add(static_cast<std::uint64_t>(count));
    return static_cast<std::size_t>(count);
  }

 private:
  ArchiveReader& m_reader;
  std::string m_name;
  std::optional<Error> m_error;
};

ArchiveReader::ArchiveReader(std::unique_ptr<ByteSource> source, const LayerEnvironment& environment)
    : m_source(std::move(source)),
      m_environment(environment),
      m_guard(environment.raw, environment.limits),
      m_archive(archive_read_new()),
      m_buffer(new char[Callbacks::kChunk]) {}

ArchiveReader::~ArchiveReader() {
  if (m_archive != nullptr) archive_read_free(m_archive);
}

bool ArchiveReader::recognise(std::string_view head) {
  if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) return true;
  if (head.size() < kHeadSize) return false;
  return hasTarChecksum(head.substr(0, kHeadSize));
}

Error ArchiveReader::error(const std::string& name, std::string_view what) const {
  if (m_sourceError) return *m_sourceError;
  const char* text = archive_error_string(m_archive);
  return {ErrorKind::Corrupt,
          std::string(what) + ": " + (text != nullptr ? text : "the archive is damaged"),
          name,
          {}};
}

Result<void> ArchiveReader::open() {
  if (m_archive == nullptr) return fail(ErrorKind::Io, "not enough memory to unpack", m_environment.name);
  archive_read_support_format_tar(m_archive);
  archive_read_support_format_zip(m_archive);
  archive_read_set_callback_data(m_archive, this);
  archive_read_set_read_callback(m_archive, &Callbacks::read);
  if (m_source->seek(0)) {
    archive_read_set_seek_callback(m_archive, &Callbacks::seek);
  }
  if (archive_read_open1(m_archive) != ARCHIVE_OK)
    return tl::unexpected(error(m_environment.name, "cannot open the archive"));
  return {};
}

Result<std::optional<ArchiveReader::Member>> ArchiveReader::next() {
  if (m_ended) return std::nullopt;
  if (!m_opened) {
    m_opened = true;
    if (const auto opened = open(); !opened) {
      m_ended = true;
      return tl::unexpected(opened.error());
    }
  }
  for (int refused = 0;;) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(m_archive, &entry);
    if (status == ARCHIVE_EOF) {
      m_ended = true;
      return std::nullopt;
    }
    if (status < ARCHIVE_WARN) {
      // A member that cannot be read leaves the next ones; a reader that cannot go on must not be asked for
      // ever.
      m_ended = status == ARCHIVE_FATAL || ++refused > kMaxRefused;
      if (!m_ended) continue;
      return tl::unexpected(error(m_environment.name, "cannot read the archive further"));
    }
    const bool plainFile =
        archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr;
    if (!plainFile) continue;
    // Streamed zip members state no size; those are found empty when they are read.
    if (archive_entry_size_is_set(entry) != 0 && archive_entry_size(entry) == 0) continue;
    const char* path = archive_entry_pathname(entry);
    std::string name = m_environment.name + "/" + (path != nullptr ? path : "(unnamed)");
    auto source = std::make_unique<MemberSource>(*this, name);
    return Member{std::move(name), std::move(source)};
  }
}

}  // namespace spanloupe::formats
