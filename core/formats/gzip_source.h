// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Inflates gzip (RFC 1952): any number of members, zeros allowed behind the last. One thread at a time.
#pragma once

#include <zlib.h>

#include <optional>

#include "core/formats/byte_source.h"

namespace spanloupe::formats {

class GzipSource final : public ByteSource {
 public:
  GzipSource(std::unique_ptr<ByteSource> inner, const LayerEnvironment& environment);
  ~GzipSource() override;

  [[nodiscard]] Result<std::size_t> read(char* out, std::size_t size) override;

  [[nodiscard]] static bool recognise(std::string_view head);

 private:
  [[nodiscard]] Result<bool> refill();
  [[nodiscard]] Result<bool> nextMember();
  [[nodiscard]] Result<std::size_t> stop(Error error);

  std::unique_ptr<ByteSource> m_inner;
  std::string m_name;
  ExpansionGuard m_guard;
  std::unique_ptr<char[]> m_buffer;
  z_stream m_stream{};
  std::uint64_t m_consumed = 0;  ///< Compressed bytes given to zlib's buffer so far.
  bool m_initialised = false;
  bool m_betweenMembers = false;
  bool m_ended = false;
  std::optional<Error> m_error;
};

}  // namespace spanloupe::formats
