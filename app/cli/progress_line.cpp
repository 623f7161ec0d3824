// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress_line.h"

#include <unistd.h>

#include <algorithm>

#include "app/cli/human.h"

namespace spanloupe::cli {
namespace {

/// The line is an aid: when standard error does not take it, nothing is lost.
void writeToError(std::string_view text) {
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

std::string_view lastPart(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace

std::string progressText(const ingest::ImportProgress& progress, double seconds) {
  std::string line;
  if (progress.fileCount > 1) {
    line += std::to_string(progress.fileIndex + 1) + "/" + std::to_string(progress.fileCount) + " ";
  }
  line += cleanText(lastPart(progress.name));
  if (progress.gathered)
    return line + "  bringing scattered traces together  " +
           std::to_string(static_cast<int>(*progress.gathered * 100)) + " %";
  const auto bytes = static_cast<double>(progress.bytes);
  if (progress.totalBytes > 0) {
    const double share = std::min(1.0, bytes / static_cast<double>(progress.totalBytes));
    line += "  " + std::to_string(static_cast<int>(share * 100)) + " %";
  }
  line += "  " + countText(static_cast<double>(progress.spans)) + " spans";
  if (seconds < 0.2) return line;
  line += "  " + bytesText(static_cast<std::uint64_t>(bytes / seconds)) + "/s";
  line += "  " + countText(static_cast<double>(progress.spans) / seconds) + " spans/s";
  if (progress.totalBytes > progress.bytes && progress.bytes > 0) {
    const double left = static_cast<double>(progress.totalBytes - progress.bytes) * seconds / bytes;
    line += "  " + durationText(std::chrono::seconds(static_cast<std::int64_t>(std::min(left, 1e8)) + 1)) +
            " left";
  }
  return line;
}

std::string serveText(const ingest::LiveCounts& counts, std::uint64_t lately, std::uint64_t refused) {
  std::string line = countText(static_cast<double>(lately)) + " spans/s  " +
                     countText(static_cast<double>(counts.spans)) + " spans";
  if (counts.logs != 0) line += "  " + countText(static_cast<double>(counts.logs)) + " logs";
  if (counts.metricPoints != 0)
    line += "  " + countText(static_cast<double>(counts.metricPoints)) + " metric points not kept";
  line += "  " + bytesText(counts.bytes);
  const std::uint64_t rejected = counts.rejectedSpans + counts.rejectedLogs;
  if (rejected != 0) line += "  " + countText(static_cast<double>(rejected)) + " rejected";
  if (refused != 0) line += "  " + countText(static_cast<double>(refused)) + " requests refused";
  if (counts.evicted.spans != 0)
    line += "  " + countText(static_cast<double>(counts.evicted.spans)) + " spans evicted";
  return line;
}

std::string forwardText(const std::optional<forward::ForwardState>& state) {
  if (!state) return {};
  std::string line;
  if (state->waitingRequests != 0)
    line += "  " + countText(static_cast<double>(state->waitingRequests)) + " requests to forward";
  const std::uint64_t lost = state->droppedRequests + state->refusedRequests;
  if (lost != 0) line += "  " + countText(static_cast<double>(lost)) + " not forwarded";
  if (state->isRetrying || lost != 0) line += ": " + state->lastError;
  return line;
}

ProgressLine::ProgressLine(const Invocation& invocation)
    : m_enabled(invocation.terminal.progress && !invocation.quiet), m_width(invocation.terminal.width) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::show(const ingest::ImportProgress& progress) {
  if (!m_enabled) return;
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - m_begin;
  show(progressText(progress, passed.count()));
}

void ProgressLine::show(std::string_view text) {
  if (!m_enabled) return;
  writeToError("\r" + fitted(text, m_width - 1) + "\x1b[K");
  m_shown = true;
}

void ProgressLine::clear() {
  if (m_shown) writeToError("\r\x1b[K");
  m_shown = false;
}

}  // namespace spanloupe::cli
