// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Draws one request through the shop: walks the operation tables, lets time pass, breaks what a fault says,
// and leaves spans, events, links and logs in a draft. One thread.
#pragma once

#include <array>

#include "core/generate/span_scribe.h"

namespace spanloupe::generate {

/// Messages that a batch consumer of another trace can link to.
class RecentMessages {
 public:
  void add(TraceId trace, SpanId span);
  [[nodiscard]] std::size_t size() const { return m_count < m_links.size() ? m_count : m_links.size(); }
  [[nodiscard]] const LinkView& operator[](std::size_t index) const { return m_links[index]; }

 private:
  std::array<LinkView, 12> m_links;
  std::size_t m_count = 0;
};

/// What is settled before a trace is drawn.
struct TracePlan {
  std::uint64_t seed = 0;
  std::uint64_t start = 0;
  std::uint32_t progress = 0;    ///< Percent of the load that has been drawn.
  const Fault* fault = nullptr;  ///< Decides the entrance.
  bool losesSpan = false;        ///< One never reaches the Collector.
};

class ShopTrace {
 public:
  ShopTrace(const Fleet& fleet, const SpanTemplates& templates)
      : m_fleet(fleet), m_scribe(fleet, templates) {}

  /// Fills `draft`, which must be clear.
  void draw(TraceDraft& draft, const TracePlan& plan, RecentMessages& messages);

  static constexpr std::size_t kMostSpans = 80;

 private:
  /// Where the thread of control is: a running span of an instance.
  struct Place {
    InstanceIndex instance = 0;
    DraftIndex span = kNoDraft;
  };

  const Operation& chooseEntrance();
  Reply call(const Operation& op, Place from, std::uint64_t start, std::uint32_t resend);
  Reply callRemote(const Operation& op, Place from, std::uint64_t start, std::uint32_t resend);
  Reply callInside(const Operation& op, Place from, std::uint64_t start);
  Reply callLeaf(const Operation& op, Place from, std::uint64_t start);
  Reply publish(const Operation& op, Place from, std::uint64_t start);
  Reply serve(const Operation& op, Place at, std::uint64_t start);
  Reply runStep(const Operation& op, const Step& step, Place at, std::uint64_t start);
  Reply runAttempts(const Operation& op, const Step& step, Place at, std::uint64_t start);
  [[nodiscard]] Reply failedBecauseOf(const Operation& called, const Reply& inner) const;
  [[nodiscard]] Reply brokenBy(const Fault& fault, std::uint64_t end) const;
  bool breaks(Op op);
  void loseOneSpan();

  /// A little less or more than `micros`, now and then much more; in nanoseconds.
  std::uint64_t duration(std::uint32_t micros);
  [[nodiscard]] bool isFull() const { return m_draft->spans.size() + 18 > kMostSpans; }

  const Fleet& m_fleet;
  SpanScribe m_scribe;
  Random m_random{0};
  TraceDraft* m_draft = nullptr;
  RecentMessages* m_messages = nullptr;
  const Fault* m_fault = nullptr;
  std::uint32_t m_failuresLeft = 0;
  std::uint32_t m_progress = 0;
};

}  // namespace spanloupe::generate
