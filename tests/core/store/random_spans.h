// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Spans and logs of every kind that a file can hold, the same for the same seed: all value types and
// nestings, repeated keys, keys that come once, invalid UTF-8, odd ids, absurd times, many and no attributes.
#pragma once

#include <cstdint>

#include "core/model/span_sink.h"

namespace spanloupe::test {

struct RandomSpans {
  std::uint32_t seed = 1;
  std::size_t spans = 1000;
  std::size_t logs = 50;
  std::size_t traces = 40;     ///< Spans are dealt to this many trace ids.
  std::size_t uniqueKeys = 0;  ///< That many spans have a key of their own.
};

void pushRandomSpans(const RandomSpans& options, SpanSink& sink);

}  // namespace spanloupe::test
