// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A whole file in one call, on the calling thread: every input of a sequence, split and decoded with one
// format.
#pragma once

#include <cstdint>

#include "core/formats/format.h"
#include "core/formats/open_input.h"

namespace spanloupe::test {

/// Pushes everything to `sink`. After an Error, `sink` holds what came before it.
[[nodiscard]] Result<void> readAll(formats::InputSequence& sequence, const formats::Format& format,
                                   SpanSink& sink, Diagnostics& diagnostics);
[[nodiscard]] Result<void> readAll(formats::Input& input, const formats::Format& format, SpanSink& sink,
                                   Diagnostics& diagnostics);
/// `bytes` as they would be read from a file (decompressed and unpacked where necessary).
[[nodiscard]] Result<void> readBytes(std::string bytes, const formats::Format& format, SpanSink& sink,
                                     Diagnostics& diagnostics);

}  // namespace spanloupe::test
