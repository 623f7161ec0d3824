// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/file_output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace spanloupe::exports {
namespace {

constexpr int kNamesTried = 100;
/// Of memory, sizes and places of direct writes; no file system asks for more.
constexpr std::size_t kAlignment = 4096;

/// What a user can do about `errnoValue`, to follow the system's own words.
std::string_view advice(int errnoValue) {
  switch (errnoValue) {
    case ENOSPC:
    case EDQUOT: return "; make room or choose another disk";
    case EFBIG: return "; this file system or account allows no larger file";
    case EROFS:
    case EACCES:
    case EPERM: return "; choose a folder you may write to";
    case ENOENT:
    case ENOTDIR: return "; the folder does not exist";
    default: return "";
  }
}

Error cannotWrite(const std::string& path, int errnoValue) {
  Error error = ioError("cannot write", path, errnoValue);
  error.message += advice(errnoValue);
  return error;
}

/// Where a symbolic link leads, so that committing replaces what it points to and not the link.
std::string followed(const std::string& path) {
  std::error_code error;
  std::filesystem::path target = std::filesystem::weakly_canonical(path, error);
  return error ? path : target.string();
}

}  // namespace

Result<std::unique_ptr<FileOutput>> FileOutput::create(const std::string& path) {
  std::unique_ptr<FileOutput> output(new FileOutput);
  output->m_path = path;
  if (path == "-") {
    output->m_path = "standard output";
    output->m_descriptor = STDOUT_FILENO;
    return output;
  }
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode))
    return fail(ErrorKind::InvalidArgument, "this is a folder; name a file in it", path);
  const bool inPlace = exists && !S_ISREG(status.st_mode);
  Result<void> opened = inPlace ? output->openInPlace(path) : output->openPartial(followed(path));
  if (!opened) return tl::unexpected(std::move(opened.error()));
  // The new file is as open or closed to others as the old one was.
  if (exists && !inPlace && ::fchmod(output->m_descriptor, status.st_mode & 07777U) != 0)
    return tl::unexpected(cannotWrite(path, errno));
  return output;
}

Result<void> FileOutput::openInPlace(const std::string& path) {
  m_descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (m_descriptor < 0) return tl::unexpected(cannotWrite(path, errno));
  m_ownsDescriptor = true;
  return {};
}

Result<void> FileOutput::openPartial(const std::string& path) {
  m_path = path;
  // mkstemp() would make a private file; this one gets the mode that the user's umask asks for.
  const std::string stem = path + ".partial-" + std::to_string(::getpid()) + '-';
  for (int i = 0; i < kNamesTried; ++i) {
    const std::string name = stem + std::to_string(i);
    m_descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (m_descriptor >= 0) {
      m_partial = name;
      m_ownsDescriptor = true;
      m_mayBeDirect = true;
      return {};
    }
    if (errno != EEXIST) break;
  }
  return tl::unexpected(cannotWrite(path, errno));
}

FileOutput::~FileOutput() {
  if (m_ownsDescriptor && m_descriptor >= 0) ::close(m_descriptor);
  if (!m_partial.empty()) ::unlink(m_partial.c_str());
}

Result<void> FileOutput::broken(int errnoValue) {
  m_error = cannotWrite(m_path, errnoValue);
  return tl::unexpected(*m_error);
}

Result<void> FileOutput::write(std::string_view bytes) {
  if (m_error) return tl::unexpected(*m_error);
  if (m_buffer == nullptr) m_buffer.reset(static_cast<char*>(std::aligned_alloc(kAlignment, kBufferSize)));
  if (m_buffer == nullptr) return broken(ENOMEM);
  while (!bytes.empty()) {
    // Where nothing must be aligned, what fills a buffer needs none.
    if (m_buffered == 0 && bytes.size() >= kBufferSize && !m_mayBeDirect) return writeOut(bytes);
    const std::size_t taken = std::min(bytes.size(), kBufferSize - m_buffered);
    std::memcpy(m_buffer.get() + m_buffered, bytes.data(), taken);
    m_buffered += taken;
    bytes.remove_prefix(taken);
    if (m_buffered < kBufferSize) continue;
    if (m_mayBeDirect && !m_direct) m_mayBeDirect = m_direct = setDirect(true);
    if (Result<void> flushed = flush(); !flushed) return flushed;
  }
  return {};
}

Result<void> FileOutput::flush() { return writeOut({m_buffer.get(), std::exchange(m_buffered, 0)}); }

bool FileOutput::setDirect(bool direct) {
  const int flags = ::fcntl(m_descriptor, F_GETFL);
  return flags != -1 && ::fcntl(m_descriptor, F_SETFL, direct ? flags | O_DIRECT : flags & ~O_DIRECT) == 0;
}

Result<void> FileOutput::writeOut(std::string_view bytes) {
  while (!bytes.empty()) {
    // The end of the file is not aligned, nor is what is left after a write that a full disk cut off.
    if (m_direct && bytes.size() % kAlignment != 0) {
      m_mayBeDirect = m_direct = false;
      if (!setDirect(false)) return broken(errno);
    }
    const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EINVAL && m_direct) {
      // Some file systems take the flag and refuse the write.
      m_mayBeDirect = m_direct = false;
      if (setDirect(false)) continue;
    }
    if (written < 0) return broken(errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> FileOutput::commit() {
  if (m_error) return tl::unexpected(*m_error);
  if (Result<void> flushed = flush(); !flushed) return flushed;
  // Without this a crash soon after the rename could leave an empty file in the place of the old one.
  if (!m_partial.empty() && ::fsync(m_descriptor) != 0) return broken(errno);
  // Network file systems report a full disk only here.
  if (m_ownsDescriptor && ::close(std::exchange(m_descriptor, -1)) != 0) return broken(errno);
  if (m_partial.empty()) return {};
  if (::rename(m_partial.c_str(), m_path.c_str()) != 0) return broken(errno);
  m_partial.clear();
  return {};
}

}  // namespace spanloupe::exports
