// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From a path, standard input or a block of memory to the inputs inside: compression is undone (gzip, zstd,
// several members or frames, length-prefixed zstd, nested), archives (zip, tar) give one input per member.
// Recognised by content, never by suffix.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>

#include "core/formats/input.h"
#include "core/model/diagnostics.h"

namespace spanloupe::formats {

/// Against decompression bombs. The user can raise both.
struct InputLimits {
  std::uint64_t maxRatio = 1000;  ///< Decompressed to compressed, once more than 64 MiB came out.
  std::uint64_t maxTotal = std::uint64_t{1} << 40;  ///< Decompressed bytes of one file.
};

/// The inputs inside one file, in order.
class InputSequence {
 public:
  InputSequence() = default;
  InputSequence(const InputSequence&) = delete;
  InputSequence& operator=(const InputSequence&) = delete;
  virtual ~InputSequence() = default;

  /// The next input, nothing after the last. It must be destroyed before the next call. Members that are
  /// empty, folders or links are passed over.
  [[nodiscard]] virtual Result<std::unique_ptr<Input>> next() = 0;
  /// Size of the file in bytes; 0 when unknown (a pipe).
  [[nodiscard]] virtual std::uint64_t rawSize() const = 0;
};

[[nodiscard]] Result<std::unique_ptr<InputSequence>> openFile(const std::string& path,
                                                              const InputLimits& limits);
/// A file that still grows, read like tail -f until `stop` is requested. Not for archives.
[[nodiscard]] Result<std::unique_ptr<InputSequence>> followFile(const std::string& path,
                                                                const InputLimits& limits,
                                                                std::stop_token stop);
/// `descriptor` (a pipe or terminal) is not closed.
[[nodiscard]] Result<std::unique_ptr<InputSequence>> openDescriptor(int descriptor, std::string name,
                                                                    const InputLimits& limits);
[[nodiscard]] Result<std::unique_ptr<InputSequence>> openMemory(std::string bytes, std::string name,
                                                                const InputLimits& limits);

}  // namespace spanloupe::formats
