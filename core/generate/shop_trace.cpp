// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/shop_trace.h"

#include <algorithm>

namespace spanloupe::generate {
namespace {

constexpr std::uint32_t kSlowFactor = 7;
/// A run of many rows stops here, so that what comes after it has room in a trace of kMostSpans.
constexpr std::size_t kMostBeforeRows = 18;

}  // namespace

void RecentMessages::add(TraceId trace, SpanId span) {
  LinkView& link = m_links[m_count++ % m_links.size()];
  link.traceId = trace;
  link.spanId = span;
  link.flags = 0x301;
}

void ShopTrace::draw(TraceDraft& draft, const TracePlan& plan, RecentMessages& messages) {
  m_random = Random(plan.seed);
  m_draft = &draft;
  m_messages = &messages;
  m_progress = plan.progress;
  m_fault = plan.fault;
  m_failuresLeft = m_fault != nullptr ? m_fault->failures : 0;
  draft.id = {m_random.id(), m_random.id()};
  m_scribe.begin(draft, m_random);
  const Operation& op = chooseEntrance();
  Place root{m_fleet.pick(op.service, m_progress, m_random), kNoDraft};
  root.span = m_scribe.open(op, Side::Callee, root.instance, kNoDraft, plan.start);
  if (op.protocol == Protocol::Queue) {
    draft.spans[root.span].links = {static_cast<std::uint32_t>(draft.links.size()),
                                    static_cast<std::uint32_t>(messages.size())};
    for (std::size_t i = 0; i < messages.size(); ++i) draft.links.push_back(messages[i]);
  }
  m_scribe.close(root.span, op, Side::Callee, serve(op, root, plan.start));
  if (plan.losesSpan && draft.spans.size() > 16) loseOneSpan();
  draft.unwritten = static_cast<std::uint32_t>(draft.spans.size());
}

const Operation& ShopTrace::chooseEntrance() {
  if (m_fault != nullptr) return operation(m_fault->entrance);
  std::uint32_t drawn = m_random.below(100);
  for (const Entrance& entrance : entrances()) {
    if (drawn < entrance.percent) return operation(entrance.op);
    drawn -= entrance.percent;
  }
  return operation(Op::Home);
}

std::uint64_t ShopTrace::duration(std::uint32_t micros) {
  std::uint64_t perMille = m_random.between(600, 1500);
  if (m_random.below(40) == 0) perMille *= m_random.between(2, 6);
  return std::uint64_t{micros} * perMille + m_random.below(1000);
}

bool ShopTrace::breaks(Op op) {
  if (m_fault == nullptr || m_fault->target != op || m_failuresLeft == 0) return false;
  --m_failuresLeft;
  return true;
}

Reply ShopTrace::brokenBy(const Fault& fault, std::uint64_t end) const {
  Reply reply;
  reply.end = end;
  reply.failed = true;
  reply.httpStatus = fault.httpStatus;
  reply.grpcStatus = fault.grpcStatus.empty() ? "INTERNAL" : fault.grpcStatus;
  if (!fault.type.empty()) reply.thrown = &fault;
  return reply;
}

Reply ShopTrace::failedBecauseOf(const Operation& called, const Reply& inner) const {
  Reply reply = inner;
  switch (called.protocol) {
    case Protocol::Http:
    case Protocol::Grpc:
      // The exception stayed in the other service; what the caller sees is an answer.
      reply.thrown = nullptr;
      if (inner.httpStatus >= 500) reply.httpStatus = 502;
      reply.grpcStatus = "UNAVAILABLE";
      break;
    case Protocol::External: reply.httpStatus = 504; break;
    default: break;
  }
  reply.resend = 0;
  return reply;
}

Reply ShopTrace::call(const Operation& op, Place from, std::uint64_t start, std::uint32_t resend) {
  if (op.subject == Subject::Product) m_scribe.values().drawProduct(m_random, m_draft->bytes);
  switch (op.protocol) {
    case Protocol::Http:
    case Protocol::Grpc: return callRemote(op, from, start, resend);
    case Protocol::Internal: return callInside(op, from, start);
    case Protocol::Queue: return publish(op, from, start);
    default: return callLeaf(op, from, start);
  }
}

Reply ShopTrace::callRemote(const Operation& op, Place from, std::uint64_t start, std::uint32_t resend) {
  const DraftIndex client = m_scribe.open(op, Side::Caller, from.instance, from.span, start);
  const std::uint64_t arrival = start + duration(330);
  Place server{m_fleet.pick(op.service, m_progress, m_random), kNoDraft};
  server.span = m_scribe.open(op, Side::Callee, server.instance, client, arrival);
  m_draft->spans[client].peer = server.instance;
  m_draft->spans[server.span].peer = from.instance;
  Reply reply = serve(op, server, arrival);
  m_scribe.close(server.span, op, Side::Callee, reply);
  reply.end += duration(290);
  reply.thrown = nullptr;
  reply.resend = resend;
  m_scribe.close(client, op, Side::Caller, reply);
  return reply;
}

Reply ShopTrace::callInside(const Operation& op, Place from, std::uint64_t start) {
  const Place inside{from.instance, m_scribe.open(op, Side::Caller, from.instance, from.span, start)};
  const Reply reply = serve(op, inside, start);
  m_scribe.close(inside.span, op, Side::Caller, reply);
  return reply;
}

Reply ShopTrace::callLeaf(const Operation& op, Place from, std::uint64_t start) {
  const DraftIndex span = m_scribe.open(op, Side::Caller, from.instance, from.span, start);
  std::uint64_t time = duration(op.micros);
  if (op.op == Op::Acquirer && m_fleet[from.instance].slow) time *= kSlowFactor;
  Reply reply;
  reply.end = start + time;
  if (breaks(op.op)) reply = brokenBy(*m_fault, reply.end + duration(m_fault->extraMicros));
  m_scribe.close(span, op, Side::Caller, reply);
  return reply;
}

Reply ShopTrace::publish(const Operation& op, Place from, std::uint64_t start) {
  const DraftIndex producer = m_scribe.open(op, Side::Caller, from.instance, from.span, start);
  Reply reply;
  reply.end = start + duration(2100);
  m_scribe.close(producer, op, Side::Caller, reply);
  if (op.op == Op::OrdersCreated) m_messages->add(m_draft->id, m_draft->spans[producer].id);

  const std::uint64_t delivery = reply.end + duration(14'000);
  Place consumer{m_fleet.pick(op.service, m_progress, m_random), kNoDraft};
  consumer.span = m_scribe.open(op, Side::Callee, consumer.instance, producer, delivery);
  m_scribe.link(consumer.span, producer);
  m_scribe.close(consumer.span, op, Side::Callee, serve(op, consumer, delivery));
  return reply;
}

Reply ShopTrace::serve(const Operation& op, Place at, std::uint64_t start) {
  const std::uint64_t gap = duration(op.micros) / (op.steps.size() + 1);
  Reply reply;
  reply.end = start + gap;
  if (op.op != Op::None && breaks(op.op))
    return brokenBy(*m_fault, reply.end + duration(m_fault->extraMicros));
  std::uint64_t parallelEnd = 0;
  for (const Step& step : op.steps) {
    if (!m_random.percent(step.percent)) continue;
    if (!step.parallel && parallelEnd > reply.end) reply.end = parallelEnd + gap;
    const Reply inner = runStep(op, step, at, reply.end);
    if (step.parallel) {
      parallelEnd = std::max(parallelEnd, inner.end);
      reply.end += gap / 4;
    } else {
      reply.end = inner.end + gap;
    }
    if (!inner.failed) continue;
    reply = failedBecauseOf(operation(step.op), inner);
    reply.end = std::max(parallelEnd, inner.end) + gap;
    if (op.op == Op::Orders && step.op == Op::Charges)
      reply.end = publish(operation(Op::OrdersFailed), at, reply.end).end + gap;
    return reply;
  }
  reply.end = std::max(reply.end, parallelEnd);
  return reply;
}

Reply ShopTrace::runStep(const Operation& op, const Step& step, Place at, std::uint64_t start) {
  const std::uint32_t times = m_random.between(step.least, step.most);
  Reply last;
  last.end = start;
  std::uint64_t end = start;
  for (std::uint32_t i = 0; i < times && (i == 0 || !isFull()); ++i) {
    if (step.most >= 8 && m_draft->spans.size() >= kMostBeforeRows) break;
    last = runAttempts(op, step, at, step.parallel ? start + i * 90'000 : end + (i > 0 ? 60'000 : 0));
    end = std::max(end, last.end);
    if (last.failed) break;
  }
  last.end = end;
  if (!step.required) last.failed = false;
  return last;
}

Reply ShopTrace::runAttempts(const Operation& op, const Step& step, Place at, std::uint64_t start) {
  const Operation& called = operation(step.op);
  Reply reply = call(called, at, start, 0);
  for (std::uint32_t i = 1; i < step.attempts && reply.failed; ++i) {
    const Reply pause = callInside(operation(Op::RetryBackoff), at, reply.end + duration(op.micros) / 20);
    reply = call(called, at, pause.end + duration(op.micros) / 20, i);
  }
  return reply;
}

void ShopTrace::loseOneSpan() {
  for (DraftSpan& span : m_draft->spans) {
    if (span.kind == SpanKind::Server && !span.parent.isZero() && m_random.percent(50)) {
      span.lost = true;
      return;
    }
  }
}

}  // namespace spanloupe::generate
