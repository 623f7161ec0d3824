// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Undoes Zstandard (RFC 8878) in two wrappings: the usual stream of frames, and the Collector file exporter's
// older one, where a 4-byte big-endian length precedes each frame and each frame is one message. One thread
// at a time.
#pragma once

#include <zstd.h>

#include <optional>

#include "core/formats/byte_source.h"

namespace spanloupe::formats {

struct ZstdDeleter {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};
using ZstdContext = std::unique_ptr<ZSTD_DCtx, ZstdDeleter>;

/// Frames one after another, skippable ones between them, windows up to what the library can do.
class ZstdSource final : public ByteSource {
 public:
  ZstdSource(std::unique_ptr<ByteSource> inner, const LayerEnvironment& environment);

  [[nodiscard]] Result<std::size_t> read(char* out, std::size_t size) override;

  [[nodiscard]] static bool recognise(std::string_view head);

 private:
  std::unique_ptr<ByteSource> m_inner;
  std::string m_name;
  ExpansionGuard m_guard;
  ZstdContext m_context;
  std::unique_ptr<char[]> m_buffer;
  ZSTD_inBuffer m_in{};
  std::uint64_t m_consumed = 0;
  bool m_insideFrame = false;
  bool m_ended = false;
  std::optional<Error> m_error;
};

/// Gives out what other layers can frame again: JSON texts separated by line feeds, or each protobuf message
/// behind its own 4-byte big-endian length. Decided for each frame by its first byte. A damaged frame costs
/// only itself; the first such damage is the Error at the end.
class PrefixedZstdSource final : public ByteSource {
 public:
  PrefixedZstdSource(std::unique_ptr<ByteSource> inner, const LayerEnvironment& environment);

  [[nodiscard]] Result<std::size_t> read(char* out, std::size_t size) override;

  [[nodiscard]] static bool recognise(std::string_view head);

  /// Larger frames, compressed or not, are refused, like any record of that size.
  static constexpr std::size_t kMaxFrame = std::size_t{64} << 20;

 private:
  [[nodiscard]] bool nextFrame();
  void decompress(std::string_view frame);
  void wrap();
  void damaged(std::string message);

  std::unique_ptr<ByteSource> m_inner;
  std::string m_name;
  ExpansionGuard m_guard;
  ZstdContext m_context;
  std::string m_frame;
  std::string m_message;
  std::size_t m_at = 0;
  std::uint64_t m_consumed = 0;
  bool m_ended = false;
  std::optional<Error> m_error;
};

}  // namespace spanloupe::formats
