// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/zstd_source.h"

#include <algorithm>
#include <cstring>

namespace spanloupe::formats {
namespace {

constexpr std::string_view kMagic = "\x28\xb5\x2f\xfd";

ZstdContext makeContext() {
  ZstdContext context(ZSTD_createDCtx());
  // --long=31 files are legitimate; memory for the window is touched only as far as the content goes.
  if (context)
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax,
                           ZSTD_dParam_getBounds(ZSTD_d_windowLogMax).upperBound);
  return context;
}

bool isSkippable(std::string_view head) {
  return head.size() >= 4 && (static_cast<unsigned char>(head[0]) & 0xf0) == 0x50 &&
         head.substr(1, 3) == "\x2a\x4d\x18";
}

std::uint32_t bigEndian32(const char* bytes) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

}  // namespace

ZstdSource::ZstdSource(std::unique_ptr<ByteSource> inner, const LayerEnvironment& environment)
    : m_inner(std::move(inner)),
      m_name(environment.name),
      m_guard(environment.raw, environment.limits),
      m_context(makeContext()),
      m_buffer(new char[kChunk]) {
  if (!m_context) m_error = Error{ErrorKind::Io, "not enough memory to decompress", m_name, {}};
}

bool ZstdSource::recognise(std::string_view head) { return head.starts_with(kMagic) || isSkippable(head); }

Result<std::size_t> ZstdSource::read(char* out, std::size_t size) {
  if (m_error) return tl::unexpected(*m_error);
  if (m_ended) return 0;
  if (const auto allowed = m_guard.check(m_name); !allowed) {
    m_error = allowed.error();
    return tl::unexpected(*m_error);
  }
  ZSTD_outBuffer target{out, size, 0};
  while (target.pos < size && !m_error && !m_ended) {
    if (m_in.pos == m_in.size) {
      const auto read = m_inner->read(m_buffer.get(), kChunk);
      if (!read) {
        m_error = read.error();
        break;
      }
      m_in = {m_buffer.get(), *read, 0};
      m_consumed += *read;
      if (*read == 0) {
        m_ended = true;
        // The last frame may still hold output that did not fit before.
        const std::size_t before = target.pos;
        if (m_insideFrame) {
          const std::size_t left = ZSTD_decompressStream(m_context.get(), &target, &m_in);
          m_insideFrame = ZSTD_isError(left) != 0 || left != 0;
          if (m_insideFrame && target.pos == size && target.pos > before) m_ended = false;
        }
        if (m_insideFrame && m_ended)
          m_error =
              Error{ErrorKind::Corrupt, "the zstd data ends too early: the file is incomplete", m_name, {}};
        break;
      }
    }
    const std::size_t left = ZSTD_decompressStream(m_context.get(), &target, &m_in);
    if (ZSTD_isError(left) != 0) {
      m_error = Error{ErrorKind::Corrupt,
                      "the zstd data is damaged near its byte " +
                          std::to_string(m_consumed - (m_in.size - m_in.pos)) + " (" +
                          ZSTD_getErrorName(left) + ")",
                      m_name,
                      {}};
    }
    m_insideFrame = left != 0;
  }
  m_guard.add(target.pos);
  if (target.pos == 0 && m_error) return tl::unexpected(*m_error);
  return target.pos;
}

PrefixedZstdSource::PrefixedZstdSource(std::unique_ptr<ByteSource> inner, const LayerEnvironment& environment)
    : m_inner(std::move(inner)),
      m_name(environment.name),
      m_guard(environment.raw, environment.limits),
      m_context(makeContext()) {
  if (!m_context) {
    m_error = Error{ErrorKind::Io, "not enough memory to decompress", m_name, {}};
    m_ended = true;
  }
}

bool PrefixedZstdSource::recognise(std::string_view head) {
  // The smallest frame: magic, descriptor, window, one empty block.
  return head.size() >= 8 && head.substr(4, 4) == kMagic && bigEndian32(head.data()) >= 9 &&
         bigEndian32(head.data()) <= kMaxFrame;
}

void PrefixedZstdSource::damaged(std::string message) {
  if (!m_error) m_error = Error{ErrorKind::Corrupt, std::move(message), m_name, {}};
}

Result<std::size_t> PrefixedZstdSource::read(char* out, std::size_t size) {
  while (m_at == m_message.size() && !m_ended) {
    if (const auto allowed = m_guard.check(m_name); !allowed) {
      m_error = allowed.error();
      m_ended = true;
    } else if (!nextFrame()) {
      m_ended = true;
    }
  }
  const std::size_t count = std::min(size, m_message.size() - m_at);
  if (count == 0 && m_error) return tl::unexpected(*m_error);
  std::memcpy(out, m_message.data() + m_at, count);
  m_at += count;
  return count;
}

/// False when nothing more can be found.
bool PrefixedZstdSource::nextFrame() {
  m_message.clear();
  m_at = 0;
  char prefix[4];
  const auto read = readFully(*m_inner, prefix, sizeof prefix);
  if (!read) {
    if (!m_error) m_error = read.error();
    return false;
  }
  if (*read == 0) return false;
  const std::uint64_t at = m_consumed;
  m_consumed += *read;
  if (*read < sizeof prefix) {
    damaged("the file ends inside the length of a zstd frame at its byte " + std::to_string(at));
    return false;
  }
  const std::uint32_t size = bigEndian32(prefix);
  if (size > kMaxFrame) {
    damaged("at its byte " + std::to_string(at) + " stands " + std::to_string(size) +
            " as the length of a zstd frame, which is more than any message may have");
    return false;
  }
  m_frame.resize(size);
  const auto frame = readFully(*m_inner, m_frame.data(), size);
  m_frame.resize(frame.value_or(0));
  m_consumed += m_frame.size();
  decompress(m_frame);
  wrap();
  if (!frame) {
    if (!m_error) m_error = frame.error();
    return false;
  }
  if (m_frame.size() == size) return true;
  damaged("the file ends inside the zstd frame at its byte " + std::to_string(at));
  return false;
}

/// What can be had of `frame`, to m_message.
void PrefixedZstdSource::decompress(std::string_view frame) {
  ZSTD_DCtx_reset(m_context.get(), ZSTD_reset_session_only);
  ZSTD_inBuffer in{frame.data(), frame.size(), 0};
  std::size_t filled = 0;
  std::size_t left = 1;
  while (left != 0) {
    m_message.resize(std::max(filled + kChunk, filled * 2));
    ZSTD_outBuffer out{m_message.data(), m_message.size(), filled};
    const std::size_t before = in.pos;
    left = ZSTD_decompressStream(m_context.get(), &out, &in);
    if (ZSTD_isError(left) != 0) {
      damaged("the zstd frame that ends at its byte " + std::to_string(m_consumed) + " is damaged (" +
              ZSTD_getErrorName(left) + ")");
      filled = out.pos;
      break;
    }
    if (out.pos == filled && in.pos == before && left != 0) {
      damaged("the zstd frame that ends at its byte " + std::to_string(m_consumed) + " is incomplete");
      break;
    }
    filled = out.pos;
    if (filled > kMaxFrame) {
      damaged("the zstd frame that ends at its byte " + std::to_string(m_consumed) +
              " holds a message larger than the limit of " + std::to_string(kMaxFrame) + " bytes");
      filled = 0;
      break;
    }
  }
  m_message.resize(filled);
  m_guard.add(filled);
}

void PrefixedZstdSource::wrap() {
  if (m_message.empty()) return;
  const char first = m_message.front();
  // A protobuf message can begin with 0A only; white space other than that, a byte-order mark or a bracket is
  // JSON.
  const bool json =
      first == '{' || first == '[' || first == ' ' || first == '\t' || first == '\r' || first == '\xef';
  if (json) {
    if (m_message.back() != '\n') m_message += '\n';
    return;
  }
  const auto size = static_cast<std::uint32_t>(m_message.size());
  const char prefix[4] = {static_cast<char>(size >> 24), static_cast<char>(size >> 16),
                          static_cast<char>(size >> 8), static_cast<char>(size)};
  m_message.insert(0, prefix, sizeof prefix);
}

}  // namespace spanloupe::formats
