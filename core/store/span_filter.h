// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which spans a session may hold: a fingerprint of about six bytes each, so that ten million fit. It never
// misses a span that was added; once in some hundred thousand questions it takes a new span for an old one,
// so the caller looks closer. Writer thread.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/ids.h"

namespace spanloupe::store {

class SpanFilter {
 public:
  SpanFilter();

  void add(TraceId trace, SpanId span);
  [[nodiscard]] bool mayHave(TraceId trace, SpanId span) const;
  /// Fingerprints that were added.
  [[nodiscard]] std::uint64_t size() const;

 private:
  // A fingerprint is split into the part (kPartBits), which grows by itself so that growing never needs much
  // memory at once, and a tag.
  static constexpr int kPartBits = 10;
  struct Part {
    std::vector<std::uint32_t> tags;  ///< 0 = free.
    std::uint32_t count = 0;
  };
  static std::uint64_t fingerprint(TraceId trace, SpanId span);
  /// Where `tag` is or would be.
  static std::size_t slot(const Part& part, std::uint32_t tag);
  static void grow(Part& part);

  std::vector<Part> m_parts;
};

}  // namespace spanloupe::store
