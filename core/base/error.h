// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong, in words a user can act on, and where. Values, usable on every thread.
// Bad data inside a file is not an Error but an entry in Diagnostics (core/model/diagnostics.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace spanloupe {

enum class ErrorKind {
  InvalidArgument,
  NotFound,
  Corrupt,
  Unsupported,
  Io,
  Cancelled,
  Busy,
  TooLarge,
  Outdated
};

struct Error {
  ErrorKind kind = ErrorKind::Io;
  std::string message;                  ///< What, and what to do about it; no trailing full stop.
  std::string file;                     ///< Empty when no file is concerned.
  std::optional<std::uint64_t> offset;  ///< Byte offset in `file`, after decompression.

  /// "FILE: message (at byte N)", for stderr and banners.
  [[nodiscard]] std::string text() const;
  bool operator==(const Error&) const = default;
};

/// An Io error for `what` on `file` with the text of `errnoValue`.
[[nodiscard]] Error ioError(std::string what, std::string file, int errnoValue);

}  // namespace spanloupe
