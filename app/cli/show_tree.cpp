// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/show_tree.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <vector>

#include "app/cli/human.h"

namespace spanloupe::cli {
namespace {

/// Deeper levels stand below each other, with their depth as a number.
constexpr std::size_t kDeepestIndent = 24;
constexpr std::size_t kDurationWidth = 10;
constexpr std::size_t kNarrowestBar = 10;

constexpr const char* kRed = "\x1b[31m";
constexpr const char* kDim = "\x1b[2m";
constexpr const char* kPlain = "\x1b[0m";

/// Something that stands at the left edge: a root, or an id that spans name as their parent and that is not
/// there.
struct Top {
  std::vector<SpanIndex> spans;
  const analysis::MissingParent* missing = nullptr;
};

std::vector<Top> topsOf(const Trace& trace, const analysis::TraceTree& tree) {
  std::vector<Top> tops;
  for (SpanIndex span = tree.firstRoot; span != kNoSpan; span = tree.nextSibling[span]) {
    if (tree.rootReason[span] != analysis::RootReason::MissingParent) tops.push_back({{span}, nullptr});
  }
  for (const analysis::MissingParent& missing : tree.missingParents)
    tops.push_back({missing.children, &missing});
  std::stable_sort(tops.begin(), tops.end(), [&](const Top& a, const Top& b) {
    return trace.start[a.spans[0]] < trace.start[b.spans[0]];
  });
  return tops;
}

class TreeDrawing {
 public:
  TreeDrawing(const Trace& trace, const analysis::TraceTree& tree, const Terminal& terminal,
              const std::function<bool(const std::string&)>& write)
      : m_trace(trace),
        m_tree(tree),
        m_times(analysis::drawnTimes(trace, tree, nullptr)),
        m_terminal(terminal),
        m_write(write) {
    const std::size_t width = std::clamp<std::size_t>(terminal.width, 40, 400);
    m_barWidth = std::max(kNarrowestBar, (width - kDurationWidth) * 2 / 5);
    m_nameWidth = width - m_barWidth - kDurationWidth - 4;  // Three gaps, and the mark of the unfinished.
  }

  void draw();

 private:
  /// What is still to be drawn: a span and which of its ancestors have more children to come.
  struct Pending {
    SpanIndex span = kNoSpan;
    std::string indent;
    bool last = true;
    bool top = false;
    std::size_t depth = 0;
  };

  bool drawBelow(const Top& top);
  void pushChildren(const Pending& parent, std::vector<Pending>& stack) const;
  std::string lineOf(const Pending& pending) const;
  std::string label(SpanIndex span) const;
  std::string bar(SpanIndex span) const;
  std::string coloured(const char* colour, const std::string& text) const {
    return m_terminal.colours && !text.empty() ? colour + text + kPlain : text;
  }

  const Trace& m_trace;
  const analysis::TraceTree& m_tree;
  analysis::DrawnTimes m_times;
  Terminal m_terminal;
  const std::function<bool(const std::string&)>& m_write;
  std::size_t m_barWidth = 0;
  std::size_t m_nameWidth = 0;
};

std::string TreeDrawing::label(SpanIndex span) const {
  const std::string service = cleanText(m_trace.strings[m_trace.service[span]]);
  const std::string name = cleanText(m_trace.strings[m_trace.name[span]]);
  std::string text = m_trace.isError(span) ? "✗ " : "";
  if (!service.empty()) text += service + " ";
  return text + (name.empty() ? "(no name)" : name);
}

/// Half a cell is the smallest step: ▐ begins in the middle of one, ▌ ends there.
std::string TreeDrawing::bar(SpanIndex span) const {
  const double whole =
      std::max(1.0, static_cast<double>(elapsed(m_times.traceStart, m_times.traceEnd).count()));
  const double scale = 2 * static_cast<double>(m_barWidth) / whole;
  const auto halves = [&](Timestamp time) {
    return static_cast<std::size_t>(
        std::clamp(static_cast<double>(elapsed(m_times.traceStart, time).count()) * scale, 0.0,
                   2 * static_cast<double>(m_barWidth)));
  };
  std::size_t begin = std::min(halves(m_times.start[span]), 2 * m_barWidth - 1);
  std::size_t end = std::max(begin + 1, halves(m_times.end[span]));
  std::string text(begin / 2, ' ');
  if (begin % 2 == 1) {
    text += "▐";
    ++begin;
  }
  for (; begin + 1 < end; begin += 2) text += "█";
  if (begin < end) text += "▌";
  if (m_times.unfinished[span] != 0) text += "…";
  return text;
}

std::string TreeDrawing::lineOf(const Pending& pending) const {
  const SpanIndex span = pending.span;
  std::string branch = pending.indent;
  if (!pending.top) branch += pending.last ? "└ " : "├ ";
  if (pending.depth > kDeepestIndent) branch += std::to_string(pending.depth) + ": ";
  branch = fitted(branch, m_nameWidth / 2);

  const std::string name = fitted(label(span), m_nameWidth - std::min(m_nameWidth, cellsOf(branch)));
  const std::size_t used = cellsOf(branch) + cellsOf(name);
  const std::string duration = m_times.unfinished[span] != 0
                                   ? "unfinished"
                                   : durationText(elapsed(m_trace.start[span], m_trace.end[span]));
  const std::size_t gap = (m_nameWidth > used ? m_nameWidth - used : 0) + 1 +
                          (kDurationWidth > cellsOf(duration) ? kDurationWidth - cellsOf(duration) : 0);
  const char* colour = m_trace.isError(span) ? kRed : "";
  std::string line = coloured(kDim, branch) + (*colour != '\0' ? coloured(colour, name) : name) +
                     std::string(gap, ' ') + duration + "  " +
                     (*colour != '\0' ? coloured(colour, bar(span)) : bar(span));
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

void TreeDrawing::pushChildren(const Pending& parent, std::vector<Pending>& stack) const {
  std::string indent = parent.indent;
  if (!parent.top && parent.depth < kDeepestIndent) indent += parent.last ? "  " : "│ ";
  const std::size_t before = stack.size();
  for (SpanIndex child = m_tree.firstChild[parent.span]; child != kNoSpan;
       child = m_tree.nextSibling[child]) {
    stack.push_back({child, indent, false, false, parent.depth + 1});
  }
  if (stack.size() > before) stack.back().last = true;
  std::reverse(stack.begin() + static_cast<std::ptrdiff_t>(before), stack.end());
}

bool TreeDrawing::drawBelow(const Top& top) {
  std::vector<Pending> stack;
  for (const SpanIndex span : top.spans)
    stack.push_back({span, {}, false, top.missing == nullptr, top.missing ? 1U : 0U});
  if (!stack.empty()) stack.back().last = true;
  std::reverse(stack.begin(), stack.end());
  while (!stack.empty()) {
    const Pending next = std::move(stack.back());
    stack.pop_back();
    if (!m_write(lineOf(next))) return false;
    pushChildren(next, stack);
  }
  return true;
}

void TreeDrawing::draw() {
  for (const Top& top : topsOf(m_trace, m_tree)) {
    if (top.missing != nullptr) {
      const std::string line = "(missing parent " + top.missing->id.hex() + ")";
      if (!m_write(coloured(kDim, fitted(line, m_terminal.width)) + "\n")) return;
    }
    if (!drawBelow(top)) return;
  }
}

}  // namespace

void drawTree(const Trace& trace, const analysis::TraceTree& tree, const Terminal& terminal,
              const std::function<bool(const std::string&)>& write) {
  if (trace.size() == 0) return;
  TreeDrawing(trace, tree, terminal, write).draw();
}

}  // namespace spanloupe::cli
