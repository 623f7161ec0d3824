// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One line on standard error that says how far an import is: share, rate, time left; or what `serve` and
// `send` have done so far. Only on a terminal and without --quiet; it wipes itself away at the end. Main
// thread.
#pragma once

#include <chrono>

#include "app/cli/command.h"
#include "core/forward/forwarder.h"
#include "core/ingest/import_job.h"
#include "core/ingest/live/live_session.h"

namespace spanloupe::cli {

class ProgressLine {
 public:
  explicit ProgressLine(const Invocation& invocation);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  [[nodiscard]] bool isEnabled() const { return m_enabled; }
  void show(const ingest::ImportProgress& progress);
  void show(std::string_view text);
  void clear();

 private:
  bool m_enabled;
  bool m_shown = false;
  std::size_t m_width;
  std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

/// What show() writes, after `seconds` of work. Pure.
[[nodiscard]] std::string progressText(const ingest::ImportProgress& progress, double seconds);
/// What `serve` shows: totals, and how many spans came in the last second. Pure.
[[nodiscard]] std::string serveText(const ingest::LiveCounts& counts, std::uint64_t lately,
                                    std::uint64_t refused);
/// What follows it while there is a tee: what waits to be forwarded, and why. Pure.
[[nodiscard]] std::string forwardText(const std::optional<forward::ForwardState>& state);

}  // namespace spanloupe::cli
