// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gzip_source.h"

#include <algorithm>
#include <limits>

namespace spanloupe::formats {

GzipSource::GzipSource(std::unique_ptr<ByteSource> inner, const LayerEnvironment& environment)
    : m_inner(std::move(inner)),
      m_name(environment.name),
      m_guard(environment.raw, environment.limits),
      m_buffer(new char[kChunk]) {
  // 15 + 16: largest window, gzip header required.
  m_initialised = inflateInit2(&m_stream, 15 + 16) == Z_OK;
  if (!m_initialised) m_error = Error{ErrorKind::Io, "not enough memory to decompress", m_name, {}};
}

GzipSource::~GzipSource() {
  if (m_initialised) inflateEnd(&m_stream);
}

bool GzipSource::recognise(std::string_view head) {
  return head.size() >= 3 && head[0] == '\x1f' && head[1] == '\x8b' && head[2] == '\x08';
}

Result<std::size_t> GzipSource::stop(Error error) {
  m_error = std::move(error);
  return tl::unexpected(*m_error);
}

/// False at the end of the compressed bytes.
Result<bool> GzipSource::refill() {
  const auto read = m_inner->read(m_buffer.get(), kChunk);
  if (!read) return tl::unexpected(read.error());
  m_stream.next_in = reinterpret_cast<Bytef*>(m_buffer.get());
  m_stream.avail_in = static_cast<uInt>(*read);
  m_consumed += *read;
  return *read > 0;
}

/// True when another member follows. Tapes and some tools pad with zeros: that is the end, as for gzip
/// itself.
Result<bool> GzipSource::nextMember() {
  for (;;) {
    while (m_stream.avail_in > 0 && *m_stream.next_in == 0) {
      ++m_stream.next_in;
      --m_stream.avail_in;
    }
    if (m_stream.avail_in > 0) break;
    const auto more = refill();
    if (!more || !*more) return more;
  }
  inflateReset(&m_stream);
  m_betweenMembers = false;
  return true;
}

Result<std::size_t> GzipSource::read(char* out, std::size_t size) {
  if (m_error) return tl::unexpected(*m_error);
  if (m_ended) return 0;
  if (const auto allowed = m_guard.check(m_name); !allowed) return stop(allowed.error());
  m_stream.next_out = reinterpret_cast<Bytef*>(out);
  const auto asked = static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
  m_stream.avail_out = asked;
  std::optional<Error> failure;
  // An error met with bytes already written waits for the next call.
  while (m_stream.avail_out > 0 && !failure && !m_ended) {
    if (m_betweenMembers) {
      const auto more = nextMember();
      if (!more) failure = more.error();
      if (more && !*more) m_ended = true;
      continue;
    }
    if (m_stream.avail_in == 0) {
      const auto more = refill();
      if (!more) failure = more.error();
      if (more && !*more)
        failure =
            Error{ErrorKind::Corrupt, "the gzip data ends too early: the file is incomplete", m_name, {}};
      if (failure) break;
    }
    const int status = inflate(&m_stream, Z_NO_FLUSH);
    if (status == Z_STREAM_END) {
      m_betweenMembers = true;
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      failure = Error{ErrorKind::Corrupt,
                      std::string("the gzip data is damaged near its byte ") +
                          std::to_string(m_consumed - m_stream.avail_in) + " (" +
                          (m_stream.msg != nullptr ? m_stream.msg : "unexpected content") + ")",
                      m_name,
                      {}};
    }
  }
  const std::size_t produced = asked - m_stream.avail_out;
  m_guard.add(produced);
  if (failure) m_error = failure;
  if (produced == 0 && m_error) return tl::unexpected(*m_error);
  return produced;
}

}  // namespace spanloupe::formats
