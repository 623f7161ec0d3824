// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Blob layout, all numbers little endian:
//   u8 encoding · u8 bytes per code · u16 zero · u32 rows · u32 dictionary entries · u32 stored dictionary
//   bytes u32 blocks · u32 stored bytes of each block · dictionary · blocks
// Dictionary and blocks are "packed": a byte 0 and the bytes as they are, or a byte 1 and one zstd frame.
//   dictionary: u32 length of each entry, then their bytes
//   Codes block: one code per row
//   Sparse block: u32 n, n × u16 row within the block, n codes
//   Plain block: u32 n, u8 all, (unless all) n × u16 row within the block, n × u32 length, bytes
//   Integers block: u64 smallest, u8 width, then width byte planes of (value − smallest), lowest byte first
//   Increasing block: u64 first value, then an Integers block of the differences to the row before
// Byte planes put the equal high bytes of neighbouring numbers side by side, which zstd -1 then removes.
#include <zstd.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/base/zstd_frame.h"
#include "core/store/column_codec.h"

namespace spanloupe::store {
namespace {

template <typename T>
void appendRaw(std::string& out, T value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  out.append(bytes, sizeof(T));
}

/// Appends `raw` packed; returns the stored size.
std::uint32_t appendPacked(std::string& out, std::string_view raw) {
  const std::size_t begin = out.size();
  if (raw.size() >= 32) {
    const std::size_t bound = ZSTD_compressBound(raw.size());
    out.resize(begin + 1 + bound);
    const std::size_t size = ZSTD_compressCCtx(zstdCompressor(), out.data() + begin + 1, bound, raw.data(),
                                               raw.size(), kZstdLevel);
    // A saving below a sixteenth is not worth the time of undoing it.
    if (ZSTD_isError(size) == 0 && size < raw.size() - raw.size() / 16) {
      out[begin] = 1;
      out.resize(begin + 1 + size);
      return static_cast<std::uint32_t>(size + 1);
    }
    out.resize(begin);
  }
  out += '\0';
  out.append(raw);
  return static_cast<std::uint32_t>(raw.size() + 1);
}

/// Collects packed parts behind a header that is written last.
class BlobBuilder {
 public:
  BlobBuilder(Encoding encoding, std::uint8_t codeWidth, std::size_t rows)
      : m_encoding(encoding), m_codeWidth(codeWidth), m_rows(static_cast<std::uint32_t>(rows)) {}

  void dictionary(std::uint32_t count, const std::function<std::string_view(std::uint32_t)>& value) {
    std::string raw;
    for (std::uint32_t i = 0; i < count; ++i) appendRaw(raw, static_cast<std::uint32_t>(value(i).size()));
    for (std::uint32_t i = 0; i < count; ++i) raw.append(value(i));
    m_dictionaryCount = count;
    m_dictionarySize = appendPacked(m_body, raw);
  }

  void block(std::string_view raw) { m_blockSizes.push_back(appendPacked(m_body, raw)); }

  std::string finish() {
    std::string out;
    out.reserve(24 + 4 * m_blockSizes.size() + m_body.size());
    out += static_cast<char>(m_encoding);
    out += static_cast<char>(m_codeWidth);
    appendRaw(out, std::uint16_t{0});
    appendRaw(out, m_rows);
    appendRaw(out, m_dictionaryCount);
    appendRaw(out, m_dictionarySize);
    appendRaw(out, static_cast<std::uint32_t>(m_blockSizes.size()));
    for (const std::uint32_t size : m_blockSizes) appendRaw(out, size);
    out += m_body;
    return out;
  }

 private:
  Encoding m_encoding;
  std::uint8_t m_codeWidth;
  std::uint32_t m_rows;
  std::uint32_t m_dictionaryCount = 0;
  std::uint32_t m_dictionarySize = 0;
  std::vector<std::uint32_t> m_blockSizes;
  std::string m_body;
};

std::uint8_t codeWidthFor(std::uint32_t dictionaryCount) {
  if (dictionaryCount < 0x100) return 1;
  return dictionaryCount < 0x10000 ? 2 : 4;
}

void appendCode(std::string& out, std::uint32_t code, std::uint8_t width) {
  out.append(reinterpret_cast<const char*>(&code), width);
}

template <typename Code>
void narrowCodes(std::string& out, std::span<const std::uint32_t> codes) {
  out.resize(codes.size() * sizeof(Code));
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const auto code = static_cast<Code>(codes[i]);
    std::memcpy(out.data() + i * sizeof(Code), &code, sizeof(Code));
  }
}

void denseBlock(std::string& raw, std::span<const std::uint32_t> codes, std::uint8_t width) {
  switch (width) {
    case 1: narrowCodes<std::uint8_t>(raw, codes); break;
    case 2: narrowCodes<std::uint16_t>(raw, codes); break;
    default: narrowCodes<std::uint32_t>(raw, codes);
  }
}

void appendRowOffsets(std::string& raw, std::span<const std::uint32_t> codes) {
  for (std::size_t row = 0; row < codes.size(); ++row)
    if (codes[row] != 0) appendRaw(raw, static_cast<std::uint16_t>(row));
}

void sparseBlock(std::string& raw, std::span<const std::uint32_t> codes, std::uint8_t width) {
  raw.clear();
  const auto present = codes.size() - static_cast<std::size_t>(std::count(codes.begin(), codes.end(), 0U));
  appendRaw(raw, static_cast<std::uint32_t>(present));
  appendRowOffsets(raw, codes);
  for (const std::uint32_t code : codes)
    if (code != 0) appendCode(raw, code, width);
}

void integerBlock(std::string& raw, std::span<const std::uint64_t> values) {
  const std::uint64_t smallest = values.empty() ? 0 : *std::min_element(values.begin(), values.end());
  std::uint64_t bits = 0;
  for (const std::uint64_t value : values) bits |= value - smallest;
  const auto width = static_cast<std::size_t>(std::bit_width(bits) + 7) / 8;
  appendRaw(raw, smallest);
  raw += static_cast<char>(width);
  const std::size_t begin = raw.size();
  raw.resize(begin + width * values.size());
  for (std::size_t plane = 0; plane < width; ++plane) {
    char* const out = raw.data() + begin + plane * values.size();
    for (std::size_t i = 0; i < values.size(); ++i)
      out[i] = static_cast<char>((values[i] - smallest) >> (8 * plane));
  }
}

template <typename Value, typename Visit>
void forEachBlock(std::span<const Value> rows, Visit visit) {
  for (std::size_t first = 0; first < rows.size(); first += kBlockRows)
    visit(rows.subspan(first, std::min<std::size_t>(kBlockRows, rows.size() - first)));
}

}  // namespace

std::string encodeCodes(std::span<const std::uint32_t> codes, std::uint32_t count,
                        const std::function<std::string_view(std::uint32_t)>& value) {
  const auto present = codes.size() - static_cast<std::size_t>(std::count(codes.begin(), codes.end(), 0U));
  const bool constant = count == 1 && present == codes.size();
  const std::uint8_t width = codeWidthFor(count);
  const bool sparse = present < codes.size() / 10;
  BlobBuilder blob(constant ? Encoding::Constant
                   : sparse ? Encoding::Sparse
                            : Encoding::Codes,
                   width, codes.size());
  blob.dictionary(count, value);
  if (constant) return blob.finish();
  std::string raw;
  forEachBlock(codes, [&](std::span<const std::uint32_t> block) {
    if (sparse) {
      sparseBlock(raw, block, width);
    } else {
      denseBlock(raw, block, width);
    }
    blob.block(raw);
  });
  return blob.finish();
}

std::string encodePlain(std::span<const std::uint32_t> codes,
                        const std::function<std::string_view(std::uint32_t)>& value) {
  BlobBuilder blob(Encoding::Plain, 0, codes.size());
  std::string raw;
  forEachBlock(codes, [&](std::span<const std::uint32_t> block) {
    const auto present = block.size() - static_cast<std::size_t>(std::count(block.begin(), block.end(), 0U));
    raw.clear();
    appendRaw(raw, static_cast<std::uint32_t>(present));
    raw += present == block.size() ? '\1' : '\0';
    if (present != block.size()) appendRowOffsets(raw, block);
    for (const std::uint32_t code : block)
      if (code != 0) appendRaw(raw, static_cast<std::uint32_t>(value(code - 1).size()));
    for (const std::uint32_t code : block)
      if (code != 0) raw.append(value(code - 1));
    blob.block(raw);
  });
  return blob.finish();
}

std::string encodeIntegers(std::span<const std::uint64_t> values) {
  BlobBuilder blob(Encoding::Integers, 8, values.size());
  std::string raw;
  forEachBlock(values, [&](std::span<const std::uint64_t> block) {
    raw.clear();
    integerBlock(raw, block);
    blob.block(raw);
  });
  return blob.finish();
}

std::string encodeIncreasing(std::span<const std::uint64_t> values) {
  BlobBuilder blob(Encoding::Increasing, 8, values.size());
  std::string raw;
  std::vector<std::uint64_t> differences;
  forEachBlock(values, [&](std::span<const std::uint64_t> block) {
    differences.assign(block.begin(), block.end());
    for (std::size_t i = block.size() - 1; i > 0; --i) differences[i] -= differences[i - 1];
    differences[0] = 0;
    raw.clear();
    appendRaw(raw, block[0]);
    integerBlock(raw, differences);
    blob.block(raw);
  });
  return blob.finish();
}

}  // namespace spanloupe::store
