// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading what column_encode.cpp wrote. Every size is checked: a damaged session gives Corrupt, never a
// crash.
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "core/store/column_codec.h"

namespace spanloupe::store {
namespace {

constexpr std::uint64_t kHeaderSize = 20;
/// More than any block can hold (65 536 rows of one 64 MiB request); guards against absurd sizes in damaged
/// frames.
constexpr std::uint64_t kMaxRaw = std::uint64_t{2} << 30;

struct FreeContext {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

ZSTD_DCtx* decompressor() {
  thread_local const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
  return context.get();
}

tl::unexpected<Error> damaged(const char* what) {
  return fail(ErrorKind::Corrupt, std::string("a column of the session is damaged: ") + what);
}

Result<std::string> unpack(std::string_view stored) {
  if (stored.empty()) return damaged("empty block");
  const std::string_view body = stored.substr(1);
  if (stored[0] == 0) return std::string(body);
  const unsigned long long size = ZSTD_getFrameContentSize(body.data(), body.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kMaxRaw)
    return damaged("bad frame size");
  std::string raw(size, '\0');
  const std::size_t got =
      ZSTD_decompressDCtx(decompressor(), raw.data(), raw.size(), body.data(), body.size());
  if (ZSTD_isError(got) != 0 || got != size) return damaged("bad frame");
  return raw;
}

template <typename T>
T loadAt(std::string_view bytes, std::size_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

std::uint32_t loadCode(const char* at, std::uint8_t width) {
  std::uint32_t code = 0;
  std::memcpy(&code, at, width);
  return code;
}

bool decodeIntegers(std::string_view raw, std::vector<std::uint64_t>& values) {
  if (raw.size() < 9) return false;
  const auto smallest = loadAt<std::uint64_t>(raw, 0);
  const auto width = static_cast<unsigned char>(raw[8]);
  if (width > 8 || raw.size() != 9 + width * values.size()) return false;
  std::fill(values.begin(), values.end(), smallest);
  for (std::size_t plane = 0; plane < width; ++plane) {
    const char* const in = raw.data() + 9 + plane * values.size();
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] += std::uint64_t{static_cast<unsigned char>(in[i])} << (8 * plane);
  }
  return true;
}

template <typename Code>
void widenCodes(std::span<std::uint32_t> out, const char* in) {
  for (std::size_t i = 0; i < out.size(); ++i) {
    Code code;
    std::memcpy(&code, in + i * sizeof(Code), sizeof(Code));
    out[i] = code;
  }
}

}  // namespace

Result<void> MemoryBlob::read(std::uint64_t offset, std::span<char> out) {
  if (offset > m_bytes.size() || out.size() > m_bytes.size() - offset) return damaged("it ends too early");
  if (!out.empty()) std::memcpy(out.data(), m_bytes.data() + offset, out.size());
  return {};
}

Result<ColumnReader> ColumnReader::open(BlobSource& source) {
  char header[kHeaderSize];
  if (const auto read = source.read(0, header); !read) return tl::unexpected(read.error());
  const std::string_view bytes(header, kHeaderSize);
  ColumnReader reader;
  reader.m_source = &source;
  reader.m_encoding = static_cast<Encoding>(bytes[0]);
  reader.m_codeWidth = static_cast<std::uint8_t>(bytes[1]);
  reader.m_rows = loadAt<std::uint32_t>(bytes, 4);
  reader.m_dictionaryCount = loadAt<std::uint32_t>(bytes, 8);
  reader.m_dictionarySize = loadAt<std::uint32_t>(bytes, 12);
  const auto blocks = loadAt<std::uint32_t>(bytes, 16);
  const bool coded = reader.m_encoding == Encoding::Constant || reader.m_encoding == Encoding::Codes ||
                     reader.m_encoding == Encoding::Sparse;
  const std::uint32_t expected =
      reader.m_encoding == Encoding::Constant ? 0 : (reader.m_rows + kBlockRows - 1) / kBlockRows;
  if (reader.m_encoding > Encoding::Increasing || blocks != expected || reader.m_rows > (1U << 30))
    return damaged("bad header");
  if (coded && reader.m_codeWidth != 1 && reader.m_codeWidth != 2 && reader.m_codeWidth != 4)
    return damaged("bad code width");
  std::vector<std::uint32_t> sizes(blocks);
  const std::span<char> sizeBytes(reinterpret_cast<char*>(sizes.data()), sizes.size() * 4);
  if (const auto read = source.read(kHeaderSize, sizeBytes); !read) return tl::unexpected(read.error());
  reader.m_dictionaryBegin = kHeaderSize + sizeBytes.size();
  std::uint64_t at = reader.m_dictionaryBegin + reader.m_dictionarySize;
  for (const std::uint32_t size : sizes) {
    reader.m_blockBegin.push_back(at);
    at += size;
  }
  reader.m_blockBegin.push_back(at);
  if (at != source.size()) return damaged("bad size");
  return reader;
}

Result<std::string> ColumnReader::block(std::uint32_t index) {
  std::string stored(m_blockBegin[index + 1] - m_blockBegin[index], '\0');
  if (const auto read = m_source->read(m_blockBegin[index], stored); !read)
    return tl::unexpected(read.error());
  return unpack(stored);
}

std::uint32_t ColumnReader::blockSize(std::uint32_t index) const {
  return std::min(kBlockRows, m_rows - index * kBlockRows);
}

Result<Dictionary> ColumnReader::dictionary() {
  std::string stored(m_dictionarySize, '\0');
  if (const auto read = m_source->read(m_dictionaryBegin, stored); !read) return tl::unexpected(read.error());
  auto raw = unpack(stored);
  if (!raw) return tl::unexpected(raw.error());
  if (raw->size() / 4 < m_dictionaryCount) return damaged("bad dictionary");
  std::vector<std::uint64_t> ends(std::size_t{m_dictionaryCount} + 1);
  std::uint64_t at = std::uint64_t{4} * m_dictionaryCount;
  for (std::uint32_t i = 0; i < m_dictionaryCount; ++i) {
    ends[i] = at;
    at += loadAt<std::uint32_t>(*raw, std::size_t{4} * i);
  }
  ends[m_dictionaryCount] = at;
  if (at > raw->size()) return damaged("bad dictionary entry");
  return Dictionary(std::move(*raw), std::move(ends));
}

Result<void> ColumnReader::codes(std::uint32_t first, std::span<std::uint32_t> out) {
  if (first > m_rows || out.size() > m_rows - first) return damaged("rows out of range");
  if (m_encoding == Encoding::Constant) {
    std::fill(out.begin(), out.end(), 1);
    return {};
  }
  if (m_encoding != Encoding::Codes && m_encoding != Encoding::Sparse) return damaged("no codes here");
  while (!out.empty()) {
    const std::uint32_t index = first / kBlockRows;
    const std::uint32_t skip = first % kBlockRows;
    const std::uint32_t size = blockSize(index);
    const auto count = std::min<std::size_t>(out.size(), size - skip);
    const auto raw = block(index);
    if (!raw) return tl::unexpected(raw.error());
    const std::span<std::uint32_t> part = out.first(count);
    if (m_encoding == Encoding::Codes) {
      if (raw->size() != std::size_t{size} * m_codeWidth) return damaged("bad block");
      const char* const in = raw->data() + std::size_t{skip} * m_codeWidth;
      if (m_codeWidth == 1) widenCodes<std::uint8_t>(part, in);
      if (m_codeWidth == 2) widenCodes<std::uint16_t>(part, in);
      if (m_codeWidth == 4) widenCodes<std::uint32_t>(part, in);
    } else {
      std::fill(part.begin(), part.end(), 0);
      if (raw->size() < 4) return damaged("bad block");
      const std::size_t present = loadAt<std::uint32_t>(*raw, 0);
      if (present > size || raw->size() != 4 + present * (2U + m_codeWidth)) return damaged("bad block");
      for (std::size_t i = 0; i < present; ++i) {
        const std::size_t row = loadAt<std::uint16_t>(*raw, 4 + 2 * i);
        if (row >= skip && row - skip < count)
          part[row - skip] = loadCode(raw->data() + 4 + 2 * present + i * m_codeWidth, m_codeWidth);
      }
    }
    if (std::any_of(part.begin(), part.end(),
                    [this](std::uint32_t code) { return code > m_dictionaryCount; }))
      return damaged("bad code");
    out = out.subspan(count);
    first += static_cast<std::uint32_t>(count);
  }
  return {};
}

Result<void> ColumnReader::integers(std::uint32_t first, std::span<std::uint64_t> out) {
  if (first > m_rows || out.size() > m_rows - first) return damaged("rows out of range");
  if (m_encoding != Encoding::Integers && m_encoding != Encoding::Increasing)
    return damaged("no numbers here");
  std::vector<std::uint64_t> values;
  while (!out.empty()) {
    const std::uint32_t index = first / kBlockRows;
    const std::uint32_t skip = first % kBlockRows;
    values.resize(blockSize(index));
    const auto count = std::min<std::size_t>(out.size(), values.size() - skip);
    const auto raw = block(index);
    if (!raw) return tl::unexpected(raw.error());
    std::string_view body = *raw;
    std::uint64_t sum = 0;
    if (m_encoding == Encoding::Increasing) {
      if (body.size() < 8) return damaged("bad block");
      sum = loadAt<std::uint64_t>(body, 0);
      body.remove_prefix(8);
    }
    if (!decodeIntegers(body, values)) return damaged("bad block");
    if (m_encoding == Encoding::Increasing)
      for (std::uint64_t& value : values) value = sum += value;
    std::copy_n(values.begin() + skip, count, out.begin());
    out = out.subspan(count);
    first += static_cast<std::uint32_t>(count);
  }
  return {};
}

Result<void> ColumnReader::plain(std::uint32_t first, std::uint32_t count,
                                 const std::function<void(std::uint32_t, std::string_view)>& visit) {
  if (first > m_rows || count > m_rows - first) return damaged("rows out of range");
  if (m_encoding != Encoding::Plain) return damaged("no plain values here");
  if (count == 0) return {};
  for (std::uint32_t index = first / kBlockRows; index <= (first + count - 1) / kBlockRows; ++index) {
    const auto raw = block(index);
    if (!raw) return tl::unexpected(raw.error());
    if (raw->size() < 5) return damaged("bad block");
    const std::size_t present = loadAt<std::uint32_t>(*raw, 0);
    const bool all = (*raw)[4] != 0;
    const std::size_t lengths = 5 + (all ? 0 : 2 * present);
    std::size_t at = lengths + 4 * present;
    if (present > blockSize(index) || (all && present != blockSize(index)) || raw->size() < at)
      return damaged("bad block");
    for (std::size_t i = 0; i < present; ++i) {
      const auto length = loadAt<std::uint32_t>(*raw, lengths + 4 * i);
      if (length > raw->size() - at) return damaged("bad value");
      const std::uint32_t row =
          index * kBlockRows + (all ? static_cast<std::uint32_t>(i) : loadAt<std::uint16_t>(*raw, 5 + 2 * i));
      if (row >= first && row < first + count) visit(row, std::string_view(*raw).substr(at, length));
      at += length;
    }
  }
  return {};
}

}  // namespace spanloupe::store
