// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A whole file in one call, on the calling thread: every input of a sequence, split and decoded with one
// format.
#pragma once

#include <optional>
#include <string>

#include "core/formats/format.h"
#include "core/formats/open_input.h"

namespace spanloupe::test {

/// What an input gives until it ends or fails, taken in pieces of `step` bytes.
struct Drained {
  std::string bytes;
  std::optional<Error> error;
};
[[nodiscard]] Drained drain(formats::Input& input, std::size_t step = 100'000);
/// All inputs of a sequence after one another, until the first failure.
[[nodiscard]] Drained drain(formats::InputSequence& sequence);

/// Pushes everything to `sink`. After an Error, `sink` holds what came before it.
[[nodiscard]] Result<void> readAll(formats::InputSequence& sequence, const formats::Format& format,
                                   SpanSink& sink, Diagnostics& diagnostics);
[[nodiscard]] Result<void> readAll(formats::Input& input, const formats::Format& format, SpanSink& sink,
                                   Diagnostics& diagnostics);
/// `bytes` as they would be read from a file (decompressed and unpacked where necessary).
[[nodiscard]] Result<void> readBytes(std::string bytes, const formats::Format& format, SpanSink& sink,
                                     Diagnostics& diagnostics);

}  // namespace spanloupe::test
