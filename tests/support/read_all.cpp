// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/read_all.h"

namespace spanloupe::test {

Drained drain(formats::Input& input, std::size_t step) {
  Drained drained;
  for (;;) {
    const auto taken = input.take(step);
    if (!taken) {
      drained.error = taken.error();
      return drained;
    }
    if (taken->bytes.empty()) return drained;
    drained.bytes += taken->bytes;
  }
}

Drained drain(formats::InputSequence& sequence) {
  Drained all;
  for (;;) {
    const auto input = sequence.next();
    if (!input) all.error = input.error();
    if (!input || *input == nullptr) return all;
    Drained one = drain(**input);
    all.bytes += one.bytes;
    all.error = one.error;
    if (all.error) return all;
  }
}

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
