// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of one input after decompression, read forward only, in bounded memory. One thread at a time.
// Implementations (mapped file, stream, gzip, zstd, archive member) are made by core/formats/open_input.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace spanloupe::formats {

/// Bytes that stay valid, unchanged and at the same address as long as `owner` lives. May cross threads.
struct SharedBytes {
  std::shared_ptr<const void> owner;
  std::string_view bytes;
};

class Input {
 public:
  Input() = default;
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  virtual ~Input() = default;

  /// What to call it in messages: path, or path and archive member.
  [[nodiscard]] virtual const std::string& name() const = 0;

  /// At least `size` contiguous bytes from the current offset, fewer only at the end of the input. The view
  /// is valid until the next call of peek, skip or take. An error when reading or decompressing failed; what
  /// came before the failure has been given out first.
  [[nodiscard]] virtual Result<std::string_view> peek(std::size_t size) = 0;
  /// Like peek(atMost), but an input that is still growing (a followed file, a pipe) waits for `atLeast`
  /// bytes only and gives what is there: for splitters that want to hand out each record as it arrives. Fewer
  /// than `atLeast` only at the end.
  [[nodiscard]] virtual Result<std::string_view> peekSome([[maybe_unused]] std::size_t atLeast,
                                                          std::size_t atMost) {
    return peek(atMost);
  }
  /// How many bytes from the current offset a peek would give without reading, waiting or allocating.
  [[nodiscard]] virtual std::uint64_t buffered() const { return 0; }
  /// Steps over `size` bytes, fewer only at the end; returns how many. Never keeps what it skips.
  [[nodiscard]] virtual Result<std::uint64_t> skip(std::uint64_t size) = 0;
  /// The next `size` bytes (fewer only at the end), kept alive by the result; steps over them. A mapped file
  /// gives them without a copy. At least kPadding readable bytes follow the view in memory.
  [[nodiscard]] virtual Result<SharedBytes> take(std::size_t size) = 0;

  /// Offset of the next byte, after decompression.
  [[nodiscard]] virtual std::uint64_t offset() const = 0;
  /// Bytes of the file itself (before decompression) that have been read, for progress.
  [[nodiscard]] virtual std::uint64_t rawOffset() const = 0;
  /// XXH3-128 over all decompressed bytes so far, 16 bytes; complete once the end was reached.
  [[nodiscard]] virtual std::string contentHash() const = 0;

  /// Called on the reading thread before an input that is still growing waits for more bytes.
  virtual void setStallHandler(std::function<void()> handler) { m_stall = std::move(handler); }

  /// What simdjson wants readable behind a text it parses.
  static constexpr std::size_t kPadding = 64;

 protected:
  void stalled() const {
    if (m_stall) m_stall();
  }

 private:
  std::function<void()> m_stall;
};

/// A text in memory of our own, to be decoded where it is.
inline void pad(std::string& bytes) {
  const std::size_t size = bytes.size();
  bytes.append(Input::kPadding, '\0');
  bytes.resize(size);
}

}  // namespace spanloupe::formats
