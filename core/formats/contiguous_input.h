// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An input that lies in memory as a whole: a mapped file or a block of bytes. Nothing is copied. One thread
// at a time; what take() gives may cross threads.
//
// A mapped file that is cut shorter by someone else ends where it ends then, with an Error. Bytes handed out
// before that read as zeros; the size is looked at before each step, so that they are few.
#pragma once

#include "core/formats/input.h"
#include "core/formats/raw_source.h"

typedef struct XXH3_state_s XXH3_state_t;

namespace spanloupe::formats {

/// The running XXH3-128 of an input.
class ContentHash {
 public:
  ContentHash();
  ContentHash(const ContentHash&) = delete;
  ContentHash& operator=(const ContentHash&) = delete;
  ~ContentHash();

  void add(std::string_view bytes);
  /// 16 bytes in canonical (big-endian) order.
  [[nodiscard]] std::string value() const;

 private:
  XXH3_state_t* m_state;
};

class ContiguousInput final : public Input {
 public:
  /// `bytes` is followed by kPadding readable bytes. `file` is the mapped file, invalid for memory.
  ContiguousInput(std::string name, SharedBytes bytes, Descriptor file);

  [[nodiscard]] const std::string& name() const override { return m_name; }
  [[nodiscard]] Result<std::string_view> peek(std::size_t size) override;
  [[nodiscard]] std::uint64_t buffered() const override { return m_bytes.bytes.size() - m_at; }
  [[nodiscard]] Result<std::uint64_t> skip(std::uint64_t size) override;
  [[nodiscard]] Result<SharedBytes> take(std::size_t size) override;
  [[nodiscard]] std::uint64_t offset() const override { return m_at; }
  [[nodiscard]] std::uint64_t rawOffset() const override { return m_at; }
  [[nodiscard]] std::string contentHash() const override { return m_hash.value(); }

 private:
  [[nodiscard]] Result<std::string_view> available(std::uint64_t size);
  void noticeShortening();

  std::string m_name;
  SharedBytes m_bytes;
  Descriptor m_file;
  std::size_t m_at = 0;
  bool m_shortened = false;
  ContentHash m_hash;
};

}  // namespace spanloupe::formats
