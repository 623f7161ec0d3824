// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How one column of a segment becomes one blob, and how parts of it are read back without the rest.
// Pure functions and values; any thread. The layout is described in column_codec.cpp.
//
// Rows are cut into blocks of kBlockRows, each compressed by itself, so that reading one trace decodes only
// the blocks it stands in.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace spanloupe::store {

enum class Encoding : std::uint8_t {
  Constant = 0,    ///< Every row has dictionary entry 0.
  Codes = 1,       ///< Dictionary and one code per row, 0 = absent.
  Sparse = 2,      ///< Dictionary and (row, code) pairs.
  Plain = 3,       ///< One byte string per row that has one; no dictionary.
  Integers = 4,    ///< One 64-bit number per row.
  Increasing = 5,  ///< Likewise, stored as differences; each row at least the one before, modulo 2^64.
};

inline constexpr std::uint32_t kBlockRows = 8192;

/// The distinct values of a column; code n of a row means at(n - 1).
class Dictionary {
 public:
  Dictionary() = default;
  /// `bytes` = u32 length of each of `count` entries, then the entries; checked by the caller.
  Dictionary(std::string bytes, std::vector<std::uint64_t> ends)
      : m_bytes(std::move(bytes)), m_ends(std::move(ends)) {}

  [[nodiscard]] std::uint32_t size() const {
    return static_cast<std::uint32_t>(m_ends.empty() ? 0 : m_ends.size() - 1);
  }
  [[nodiscard]] std::string_view at(std::uint32_t index) const {
    return std::string_view(m_bytes).substr(m_ends[index], m_ends[index + 1] - m_ends[index]);
  }
  // For loops over many rows: entry n is bytes()[ends()[n]] up to ends()[n + 1].
  [[nodiscard]] const char* bytes() const { return m_bytes.data(); }
  [[nodiscard]] const std::uint64_t* ends() const { return m_ends.data(); }

 private:
  std::string m_bytes;
  std::vector<std::uint64_t> m_ends;  ///< Where entry n begins, and one more.
};

/// Chooses Constant, Codes or Sparse. codes[row] = 0 for absent, else the number of one of `count` values
/// plus one.
[[nodiscard]] std::string encodeCodes(std::span<const std::uint32_t> codes, std::uint32_t count,
                                      const std::function<std::string_view(std::uint32_t)>& value);
/// Plain. `codes[row]` = 0 for absent, else the number of a value plus one.
[[nodiscard]] std::string encodePlain(std::span<const std::uint32_t> codes,
                                      const std::function<std::string_view(std::uint32_t)>& value);
[[nodiscard]] std::string encodeIntegers(std::span<const std::uint64_t> values);
[[nodiscard]] std::string encodeIncreasing(std::span<const std::uint64_t> values);

/// Reads ranges of a blob's bytes; lets a column be read from a file without loading it whole.
class BlobSource {
 public:
  BlobSource() = default;
  BlobSource(const BlobSource&) = delete;
  BlobSource& operator=(const BlobSource&) = delete;
  virtual ~BlobSource() = default;
  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// Appends nothing and fails when the range is not inside the blob.
  [[nodiscard]] virtual Result<void> read(std::uint64_t offset, std::span<char> out) = 0;
};

/// A decoded header of one blob and, on demand, its dictionary and blocks.
class ColumnReader {
 public:
  /// `source` must outlive the reader.
  [[nodiscard]] static Result<ColumnReader> open(BlobSource& source);

  [[nodiscard]] Encoding encoding() const { return m_encoding; }
  [[nodiscard]] std::uint32_t rows() const { return m_rows; }
  [[nodiscard]] std::uint32_t dictionaryCount() const { return m_dictionaryCount; }

  /// Constant, Codes and Sparse.
  [[nodiscard]] Result<Dictionary> dictionary();
  /// Codes of rows [first, first + out.size()). Constant, Codes and Sparse.
  [[nodiscard]] Result<void> codes(std::uint32_t first, std::span<std::uint32_t> out);
  /// Integers and Increasing.
  [[nodiscard]] Result<void> integers(std::uint32_t first, std::span<std::uint64_t> out);
  /// Calls `visit` for each row of the range that has a value, in order. Plain.
  [[nodiscard]] Result<void> plain(std::uint32_t first, std::uint32_t count,
                                   const std::function<void(std::uint32_t, std::string_view)>& visit);

 private:
  ColumnReader() = default;
  [[nodiscard]] Result<std::string> block(std::uint32_t index);
  [[nodiscard]] std::uint32_t blockSize(std::uint32_t index) const;

  BlobSource* m_source = nullptr;
  Encoding m_encoding = Encoding::Constant;
  std::uint8_t m_codeWidth = 1;
  std::uint32_t m_rows = 0;
  std::uint32_t m_dictionaryCount = 0;
  std::uint32_t m_dictionarySize = 0;  ///< Stored bytes.
  std::uint64_t m_dictionaryBegin = 0;
  std::vector<std::uint64_t> m_blockBegin;  ///< One more than there are blocks.
};

/// A blob in memory.
class MemoryBlob final : public BlobSource {
 public:
  explicit MemoryBlob(std::string_view bytes) : m_bytes(bytes) {}
  [[nodiscard]] std::uint64_t size() const override { return m_bytes.size(); }
  [[nodiscard]] Result<void> read(std::uint64_t offset, std::span<char> out) override;

 private:
  std::string_view m_bytes;
};

}  // namespace spanloupe::store
