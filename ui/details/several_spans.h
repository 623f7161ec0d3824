// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Several spans at once: sums of their figures, what their attributes share and where they differ. Pure; any
// thread; immutable once made.
#pragma once

#include <span>

#include "core/model/record.h"
#include "ui/details/details_item.h"

namespace spanloupe::details {

/// One of the spans as the trace has it; times as drawn.
struct SeveralInput {
  Duration offset{};
  Duration duration{};
  Duration self{};
  std::string_view service;
  std::string_view name;
  bool isError = false;
};

struct SeveralSpans {
  struct Counted {
    QString name;
    std::uint64_t count = 0;
  };
  struct Shared {
    std::string key;
    std::string value;  ///< Canonical bytes.
  };
  struct Differing {
    QString key;
    std::uint64_t spans = 0;     ///< That have it.
    std::uint64_t distinct = 0;  ///< Values.
  };

  std::uint64_t count = 0;
  std::uint64_t errors = 0;
  Duration sum{};
  Duration min{};
  Duration max{};
  Duration self{};
  Duration wall{};                  ///< Covered by at least one of them.
  std::vector<Counted> services;    ///< Most frequent first.
  std::vector<Counted> operations;  ///< Likewise; the first kOperations.
  std::uint64_t operationCount = 0;
  std::uint64_t read = 0;  ///< Whose attributes were looked at: all, or the first kRead.
  std::vector<Shared> shared;
  std::vector<Differing> differing;  ///< In most spans first.

  Sections sections;  ///< Views into this.

  static constexpr std::size_t kRead = 1'000;
  static constexpr std::size_t kOperations = 12;
};

/// `records` = of the first of `spans`, at most kRead.
[[nodiscard]] std::shared_ptr<const SeveralSpans> summarizeSeveral(std::span<const SeveralInput> spans,
                                                                   std::span<const SpanRecord> records);
/// Views into `several`.
[[nodiscard]] Sections makeSections(const SeveralSpans& several);

}  // namespace spanloupe::details
