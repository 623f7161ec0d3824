// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A realistic synthetic load: the same spans for the same options on every machine (own integer random
// numbers, no std distributions, no floating point in what is written but literal attribute values). One
// thread.
#pragma once

#include <cstdint>
#include <span>
#include <stop_token>
#include <string_view>

#include "core/base/result.h"
#include "core/model/span_sink.h"

namespace spanloupe::generate {

struct Options {
  std::uint64_t spans =
      1000;  ///< At least this many; the last trace is finished. Exact for single, deep, wide, tiny.
  std::uint64_t seed = 1;
  std::string_view shape = "shop";
};

struct Shape {
  std::string_view name;
  std::string_view summary;  ///< One line for help.
};
[[nodiscard]] std::span<const Shape> shapes();

/// Pushes everything to `sink` in the order in which a Collector would have written it: batches per resource,
/// traces interleaved as they run concurrently. InvalidArgument for an unknown shape, Cancelled when
/// `stop` was requested before the end.
[[nodiscard]] Result<void> generate(const Options& options, SpanSink& sink, const std::stop_token& stop = {});

}  // namespace spanloupe::generate
