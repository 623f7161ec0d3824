// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An input over a source that only goes forward: pipes, growing files, decompressed and unpacked bytes. Holds
// blocks of about a megabyte and what a peek asks for. With `ahead`, a thread of its own reads (and so
// decompresses) a few blocks in advance; that thread is the only one that touches the source then.
#pragma once

#include <deque>
#include <optional>
#include <thread>

#include "core/base/bounded_queue.h"
#include "core/formats/byte_source.h"
#include "core/formats/contiguous_input.h"

namespace spanloupe::formats {

class StreamInput final : public Input {
 public:
  StreamInput(std::string name, std::unique_ptr<ByteSource> source, std::shared_ptr<const RawProgress> raw,
              bool ahead);
  ~StreamInput() override;

  [[nodiscard]] const std::string& name() const override { return m_name; }
  [[nodiscard]] Result<std::string_view> peek(std::size_t size) override;
  [[nodiscard]] Result<std::string_view> peekSome(std::size_t atLeast, std::size_t atMost) override;
  [[nodiscard]] std::uint64_t buffered() const override {
    return m_blocks.empty() ? 0 : m_blocks.front().size();
  }
  [[nodiscard]] Result<std::uint64_t> skip(std::uint64_t size) override;
  [[nodiscard]] Result<SharedBytes> take(std::size_t size) override;
  [[nodiscard]] std::uint64_t offset() const override { return m_offset; }
  [[nodiscard]] std::uint64_t rawOffset() const override {
    return m_raw->bytes.load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::string contentHash() const override { return m_hash.value(); }

  static constexpr std::size_t kBlock = std::size_t{1} << 20;

 private:
  /// Immutable once it is in m_blocks, so that views into it can cross threads.
  struct Block {
    std::shared_ptr<char[]> memory;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::optional<Error> error;  ///< Why nothing follows.
    bool last = false;

    [[nodiscard]] std::size_t size() const { return end - begin; }
    [[nodiscard]] std::string_view view() const { return {memory.get() + begin, size()}; }
  };

  [[nodiscard]] static Block newBlock(std::size_t size);
  [[nodiscard]] static Block readBlock(ByteSource& source, bool whole);
  [[nodiscard]] bool fetch();
  void gather(std::size_t atLeast, std::size_t atMost);
  void joinFront(std::size_t size);
  void step(std::size_t size);
  [[nodiscard]] Error failure() const;

  std::string m_name;
  std::unique_ptr<ByteSource> m_source;
  std::shared_ptr<const RawProgress> m_raw;
  std::deque<Block> m_blocks;   ///< None is empty.
  std::size_t m_available = 0;  ///< Bytes in m_blocks.
  std::uint64_t m_offset = 0;
  bool m_ended = false;
  std::optional<Error> m_error;
  ContentHash m_hash;
  std::unique_ptr<BoundedQueue<Block>> m_queue;
  std::thread m_reader;
};

}  // namespace spanloupe::formats
