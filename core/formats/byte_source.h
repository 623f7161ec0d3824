// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One layer of reading: raw bytes of a file, or what a decompressor makes of another source. Inputs are built
// on the topmost layer. One thread at a time, though not always the same one; only RawProgress is read by
// others meanwhile.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/formats/open_input.h"

namespace spanloupe::formats {

class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  /// Between 1 and `size` bytes to `out`; 0 at the end, and from then on. An Error comes after everything
  /// readable has been given out, and then always.
  [[nodiscard]] virtual Result<std::size_t> read(char* out, std::size_t size) = 0;
  /// True when the next read would wait for someone to write.
  [[nodiscard]] virtual bool wouldWait() { return false; }
  /// Moves to an absolute offset; false when this source can only go forward.
  [[nodiscard]] virtual bool seek([[maybe_unused]] std::uint64_t offset) { return false; }
  /// Size for seekable sources, else 0.
  [[nodiscard]] virtual std::uint64_t size() const { return 0; }

  /// What decompressors read and inputs hand over at a time.
  static constexpr std::size_t kChunk = std::size_t{256} << 10;
};

/// How far the file itself has been read; shared by all layers over it.
struct RawProgress {
  std::atomic<std::uint64_t> bytes = 0;
};

/// Stops a layer that makes too much of too little. One per layer and file, so that members of an archive add
/// up.
class ExpansionGuard {
 public:
  ExpansionGuard(std::shared_ptr<const RawProgress> raw, const InputLimits& limits)
      : m_raw(std::move(raw)), m_limits(limits) {}

  void add(std::uint64_t bytes) { m_bytes += bytes; }
  /// An Error once a limit is passed; says which, and that it can be raised.
  [[nodiscard]] Result<void> check(const std::string& name) const;

  /// Below this much output no ratio is suspicious.
  static constexpr std::uint64_t kHarmless = std::uint64_t{64} << 20;

 private:
  std::shared_ptr<const RawProgress> m_raw;
  InputLimits m_limits;
  std::uint64_t m_bytes = 0;
};

/// What the layers over one file share.
struct LayerEnvironment {
  std::string name;  ///< For messages.
  std::shared_ptr<RawProgress> raw;
  InputLimits limits;
};

/// Reads until `out` is full or the source ends. After a failure the bytes before it, and the Error with the
/// next call.
[[nodiscard]] Result<std::size_t> readFully(ByteSource& source, char* out, std::size_t size);

}  // namespace spanloupe::formats
