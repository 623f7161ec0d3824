// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/raw_source.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace spanloupe::formats {

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    close();
    m_number = std::exchange(other.m_number, -1);
    m_owned = other.m_owned;
  }
  return *this;
}

void Descriptor::close() {
  if (m_owned && m_number >= 0) ::close(m_number);
  m_number = -1;
}

DescriptorSource::DescriptorSource(Descriptor descriptor, LayerEnvironment environment)
    : m_descriptor(std::move(descriptor)), m_environment(std::move(environment)) {
  struct stat status {};
  if (::fstat(m_descriptor.number(), &status) == 0 && S_ISREG(status.st_mode)) {
    m_regular = true;
    m_size = static_cast<std::uint64_t>(status.st_size);
  }
}

Result<std::size_t> DescriptorSource::read(char* out, std::size_t size) {
  for (;;) {
    const ssize_t count = ::read(m_descriptor.number(), out, size);
    if (count >= 0) {
      m_environment.raw->bytes.fetch_add(static_cast<std::uint64_t>(count), std::memory_order_relaxed);
      return static_cast<std::size_t>(count);
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      pollfd wait{m_descriptor.number(), POLLIN, 0};
      ::poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      return tl::unexpected(ioError("cannot read", m_environment.name, errno));
    }
  }
}

bool DescriptorSource::wouldWait() {
  if (m_regular) return false;
  // A pipe holds little, and its writer needs a moment to fill it again: without some patience every read of
  // a fast writer would look like its last.
  constexpr int kPatienceMilliseconds = 5;
  pollfd ready{m_descriptor.number(), POLLIN, 0};
  return ::poll(&ready, 1, kPatienceMilliseconds) == 0;
}

bool DescriptorSource::seek(std::uint64_t offset) {
  return m_regular && ::lseek(m_descriptor.number(), static_cast<off_t>(offset), SEEK_SET) >= 0;
}

Result<std::size_t> MemorySource::read(char* out, std::size_t size) {
  const std::size_t count = std::min(size, m_bytes->size() - m_at);
  std::memcpy(out, m_bytes->data() + m_at, count);
  m_at += count;
  m_environment.raw->bytes.fetch_add(count, std::memory_order_relaxed);
  return count;
}

bool MemorySource::seek(std::uint64_t offset) {
  m_at = static_cast<std::size_t>(std::min<std::uint64_t>(offset, m_bytes->size()));
  return true;
}

HeadSource::HeadSource(std::unique_ptr<ByteSource> inner, std::size_t headSize) : m_inner(std::move(inner)) {
  m_head.resize(headSize);
  std::size_t filled = 0;
  // A pipe may have less to say for a long time: the magic numbers are enough then.
  constexpr std::size_t kEnough = 8;
  while (filled < headSize && !m_error && (filled < kEnough || !m_inner->wouldWait())) {
    const auto read = m_inner->read(m_head.data() + filled, headSize - filled);
    if (!read) {
      m_error = read.error();
    } else if (*read == 0) {
      break;
    } else {
      filled += *read;
    }
  }
  m_head.resize(filled);
}

Result<std::size_t> HeadSource::read(char* out, std::size_t size) {
  if (m_at < m_head.size()) {
    const std::size_t count = std::min(size, m_head.size() - m_at);
    std::memcpy(out, m_head.data() + m_at, count);
    m_at += count;
    return count;
  }
  if (m_error) return tl::unexpected(*m_error);
  return m_inner->read(out, size);
}

bool HeadSource::seek(std::uint64_t offset) {
  if (m_error || !m_inner->seek(offset)) return false;
  m_at = m_head.size();
  return true;
}

}  // namespace spanloupe::formats
