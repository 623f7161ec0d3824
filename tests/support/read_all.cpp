// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/read_all.h"

namespace spanloupe::test {

Result<void> readAll(formats::Input& input, const formats::Format& format, SpanSink& sink,
                     Diagnostics& diagnostics) {
  const auto splitter = format.split(input);
  for (;;) {
    const auto piece = splitter->next(diagnostics);
    if (!piece) return tl::unexpected(piece.error());
    if (!piece->has_value()) return {};
    format.decode(**piece, sink, diagnostics);
  }
}

Result<void> readAll(formats::InputSequence& sequence, const formats::Format& format, SpanSink& sink,
                     Diagnostics& diagnostics) {
  for (;;) {
    const auto input = sequence.next();
    if (!input) return tl::unexpected(input.error());
    if (*input == nullptr) return {};
    if (auto read = readAll(**input, format, sink, diagnostics); !read) return read;
  }
}

Result<void> readBytes(std::string bytes, const formats::Format& format, SpanSink& sink,
                       Diagnostics& diagnostics) {
  const auto sequence = formats::openMemory(std::move(bytes), "memory", {});
  if (!sequence) return tl::unexpected(sequence.error());
  return readAll(**sequence, format, sink, diagnostics);
}

}  // namespace spanloupe::test
