// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which segment of a session last held a trace: about seven bytes a trace, so that ten million fit. It may
// name a segment that does not hold the trace (two traces with equal fingerprints), so the caller looks
// there. Writer thread.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/ids.h"

namespace spanloupe::store {

class TraceIndex {
 public:
  TraceIndex();

  /// The segment last set for `id`, or 0.
  [[nodiscard]] std::uint32_t segment(TraceId id) const;
  void set(TraceId id, std::uint32_t segment);
  /// Forgets all traces last set for one of these segments (sorted). A trace with the same fingerprint in an
  /// older segment is forgotten with them: one in 2^42.
  void forget(const std::vector<std::uint32_t>& segments);

 private:
  // A fingerprint is split into the part (kPartBits), which grows by itself so that doubling never needs much
  // memory at once, and a 32-bit tag.
  static constexpr int kPartBits = 10;
  struct Part {
    std::vector<std::uint32_t> tags;
    std::vector<std::uint32_t> segments;  ///< 0 = free.
    std::uint32_t count = 0;
  };
  static std::size_t slot(const Part& part, std::uint32_t tag);
  static void grow(Part& part);
  /// The segments that `keep` accepts, in a table of that size.
  template <typename Keep>
  static Part rebuilt(const Part& part, std::size_t size, Keep keep);

  std::vector<Part> m_parts;
};

}  // namespace spanloupe::store
