// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/contiguous_input.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>

namespace spanloupe::formats {

ContentHash::ContentHash() : m_state(XXH3_createState()) { XXH3_128bits_reset(m_state); }
ContentHash::~ContentHash() { XXH3_freeState(m_state); }

void ContentHash::add(std::string_view bytes) { XXH3_128bits_update(m_state, bytes.data(), bytes.size()); }

std::string ContentHash::value() const {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(m_state));
  return {reinterpret_cast<const char*>(canonical.digest), sizeof canonical.digest};
}

std::optional<SharedBytes> mapFile(const Descriptor& file) {
  struct stat status {};
  if (::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_size <= 0)
    return std::nullopt;
  const auto size = static_cast<std::size_t>(status.st_size);
  // Room for the file and a page more, then the file over its start: what follows the last byte is readable
  // zeros even when the file fills its last page exactly.
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const std::size_t room = (size + page - 1) / page * page + page;
  void* const base = ::mmap(nullptr, room, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (base == MAP_FAILED) return std::nullopt;
  std::shared_ptr<const void> owner(
      base, [room](const void* address) { ::munmap(const_cast<void*>(address), room); });
  if (::mmap(base, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, file.number(), 0) == MAP_FAILED)
    return std::nullopt;
  ::madvise(base, size, MADV_SEQUENTIAL);
  return SharedBytes{std::move(owner), {static_cast<const char*>(base), size}};
}

ContiguousInput::ContiguousInput(std::string name, SharedBytes bytes, Descriptor file)
    : m_name(std::move(name)), m_bytes(std::move(bytes)), m_file(std::move(file)) {}

// Touching a mapped page behind the end of its file kills the process.
void ContiguousInput::noticeShortening() {
  if (!m_file.valid()) return;
  struct stat status {};
  if (::fstat(m_file.number(), &status) != 0) return;
  const auto size = static_cast<std::uint64_t>(std::max<off_t>(status.st_size, 0));
  if (size >= m_bytes.bytes.size()) return;
  m_shortened = true;
  m_bytes.bytes = m_bytes.bytes.substr(0, std::max<std::size_t>(m_at, static_cast<std::size_t>(size)));
}

Result<std::string_view> ContiguousInput::available(std::uint64_t size) {
  noticeShortening();
  const std::string_view rest = m_bytes.bytes.substr(m_at);
  if (rest.empty() && m_shortened && size > 0)
    return fail(ErrorKind::Io, "the file was cut shorter while it was being read", m_name, m_at);
  return rest.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(size, rest.size())));
}

Result<std::string_view> ContiguousInput::peek(std::size_t size) { return available(size); }

Result<std::uint64_t> ContiguousInput::skip(std::uint64_t size) {
  // Hashing touches the pages, so a long way goes in steps, each with its own look at the size of the file.
  constexpr std::uint64_t kStep = std::uint64_t{4} << 20;
  std::uint64_t done = 0;
  while (done < size) {
    const auto view = available(std::min(kStep, size - done));
    if (!view && done == 0) return tl::unexpected(view.error());
    if (!view || view->empty()) break;
    m_hash.add(*view);
    m_at += view->size();
    done += view->size();
  }
  return done;
}

Result<SharedBytes> ContiguousInput::take(std::size_t size) {
  const auto view = available(size);
  if (!view) return tl::unexpected(view.error());
  m_hash.add(*view);
  m_at += view->size();
  return SharedBytes{m_bytes.owner, *view};
}

}  // namespace spanloupe::formats
