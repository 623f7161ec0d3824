// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/contiguous_input.h"

#include <sys/stat.h>
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

ContiguousInput::ContiguousInput(std::string name, SharedBytes bytes, Descriptor file)
    : m_name(std::move(name)), m_bytes(std::move(bytes)), m_file(std::move(file)) {}

// What is behind the new end reads as zeros, which are nothing that the file ever said.
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
