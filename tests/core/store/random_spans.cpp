// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "random_spans.h"

#include <deque>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace spanloupe::test {
namespace {

class Random {
 public:
  explicit Random(std::uint32_t seed) : m_engine(seed) {}
  std::uint64_t next() { return m_engine(); }
  std::uint64_t below(std::uint64_t limit) { return m_engine() % limit; }
  bool oneIn(std::uint64_t n) { return below(n) == 0; }

 private:
  std::mt19937_64 m_engine;
};

class Maker {
 public:
  explicit Maker(const RandomSpans& options) : m_options(options), m_random(options.seed) {}

  void push(SpanSink& sink) {
    for (int i = 0; i < 7; ++i) m_resources.push_back(makeResource(sink, i));
    for (int i = 0; i < 3; ++i) m_scopes.push_back(makeScope(sink, i));
    for (std::size_t i = 0; i < m_options.spans; ++i) pushSpan(sink, i);
    for (std::size_t i = 0; i < m_options.logs; ++i) pushLog(sink);
  }

 private:
  std::string_view keep(std::string text) { return m_texts.emplace_back(std::move(text)); }

  std::string text() {
    static const std::vector<std::string> fixed = {
        "",    "GET",         "shop",         "\xff\xfe bad utf-8",
        "a,b", "line\nbreak", "\xe2\x82\xac", std::string("nul\0byte", 8)};
    if (m_random.oneIn(4)) return "unique-" + std::to_string(m_random.next());
    if (m_random.oneIn(50)) return std::string(m_random.below(5000), 'x');
    return fixed[m_random.below(fixed.size())];
  }

  void appendValue(std::string& out, int depth) {
    switch (m_random.below(depth > 3 ? 6 : 8)) {
      case 0: return;  // the empty value
      case 1: return appendString(out, text());
      case 2: return appendBool(out, m_random.oneIn(2));
      case 3: {
        static constexpr std::int64_t kFixed[] = {0,
                                                  1,
                                                  -1,
                                                  200,
                                                  std::numeric_limits<std::int64_t>::min(),
                                                  std::numeric_limits<std::int64_t>::max()};
        return appendInt(
            out, m_random.oneIn(3) ? static_cast<std::int64_t>(m_random.next()) : kFixed[m_random.below(6)]);
      }
      case 4: {
        static constexpr double kFixed[] = {0.0,
                                            -0.0,
                                            1.5,
                                            std::numeric_limits<double>::quiet_NaN(),
                                            std::numeric_limits<double>::infinity(),
                                            1e-300};
        return appendDouble(out, kFixed[m_random.below(6)]);
      }
      case 5: return appendBytes(out, text());
      case 6: {
        std::string elements;
        for (std::uint64_t i = m_random.below(4); i > 0; --i) {
          std::string element;
          appendValue(element, depth + 1);
          appendElement(elements, element);
        }
        return appendArray(out, elements);
      }
      default: {
        std::string entries;
        for (std::uint64_t i = m_random.below(4); i > 0; --i) {
          std::string value;
          appendValue(value, depth + 1);
          appendEntry(entries, text(), value);
        }
        return appendKeyValueList(out, entries);
      }
    }
  }

  std::span<const Attribute> attributes(std::uint64_t most) {
    static const std::vector<std::string> keys = {
        "http.request.method", "http.route", "db.query.text", "", "user.id", "code\xff", "retry", "net.port"};
    std::vector<Attribute>& list = m_attributes.emplace_back();
    for (std::uint64_t i = m_random.below(most + 1); i > 0; --i) {
      std::string value;
      appendValue(value, 0);
      list.push_back({keep(keys[m_random.below(keys.size())]), AttributeValue(keep(std::move(value)))});
    }
    return list;
  }

  ResourceHandle makeResource(SpanSink& sink, int number) {
    std::string name;
    appendString(name, "service-" + std::to_string(number));
    std::vector<Attribute>& list = m_attributes.emplace_back();
    if (number != 0) list.push_back({"service.name", AttributeValue(keep(name))});
    for (const Attribute& attribute : attributes(6)) list.push_back(attribute);
    return sink.resource({list, static_cast<std::uint32_t>(m_random.below(3)), "",
                          number == 1 ? "https://example.test/schema" : ""});
  }

  ScopeHandle makeScope(SpanSink& sink, int number) {
    return sink.scope({keep("scope-" + std::to_string(number)), "1.0", attributes(3),
                       static_cast<std::uint32_t>(m_random.below(2)), ""});
  }

  TraceId traceId(std::uint64_t number) {
    return number == 0 ? TraceId{} : TraceId{number * 0x9e3779b97f4a7c15ULL, number};
  }

  std::uint64_t time() {
    if (m_random.oneIn(40)) return 0;
    if (m_random.oneIn(60)) return ~std::uint64_t{0} - m_random.below(5);
    return 1'773'000'000'000'000'000ULL + m_random.below(60'000'000'000ULL);
  }

  void pushSpan(SpanSink& sink, std::size_t number) {
    SpanView span;
    span.traceId = traceId(m_random.below(m_options.traces));
    span.spanId = {m_random.oneIn(100) ? 0 : number + 1};
    if (!m_random.oneIn(5))
      span.parentSpanId = {m_random.oneIn(8) ? m_random.next() : m_random.below(m_options.spans) + 1};
    if (m_random.oneIn(50)) span.rawTraceId = keep("short");
    if (m_random.oneIn(50)) span.rawSpanId = keep("odd");
    if (m_random.oneIn(50)) span.rawParentSpanId = keep("parent");
    if (m_random.oneIn(20)) span.traceState = keep("vendor=" + text());
    span.name = keep(text());
    span.kind = static_cast<SpanKind>(m_random.oneIn(30) ? 77 : m_random.below(6));
    span.start = timestampFromNanos(time());
    span.end =
        timestampFromNanos(m_random.oneIn(20) ? time() : nanosOf(span.start) + m_random.below(1'000'000));
    span.status = static_cast<StatusCode>(m_random.below(3));
    if (span.status == StatusCode::Error) span.statusMessage = keep(text());
    span.flags = static_cast<std::uint32_t>(m_random.oneIn(3) ? 0x301 : 0);
    span.droppedAttributes = static_cast<std::uint32_t>(m_random.oneIn(9) ? m_random.next() : 0);
    span.droppedEvents = static_cast<std::uint32_t>(m_random.oneIn(9) ? 3 : 0);
    span.droppedLinks = static_cast<std::uint32_t>(m_random.oneIn(9) ? 4 : 0);
    span.attributes = attributes(m_random.oneIn(30) ? 200 : 10);
    if (number < m_options.uniqueKeys) {
      std::vector<Attribute>& list =
          m_attributes.emplace_back(span.attributes.begin(), span.attributes.end());
      list.insert(list.begin(), {keep("key-" + std::to_string(number)), AttributeValue()});
      span.attributes = list;
    }
    std::vector<EventView>& events = m_events.emplace_back();
    for (std::uint64_t i = m_random.oneIn(4) ? m_random.below(5) : 0; i > 0; --i)
      events.push_back(
          {timestampFromNanos(time()), keep(text()), attributes(4), m_random.oneIn(3) ? 1U : 0U});
    span.events = events;
    std::vector<LinkView>& links = m_links.emplace_back();
    for (std::uint64_t i = m_random.oneIn(6) ? m_random.below(4) : 0; i > 0; --i) {
      LinkView& link = links.emplace_back();
      link.traceId = traceId(m_random.below(m_options.traces));
      link.spanId = {m_random.next()};
      if (m_random.oneIn(5)) link.rawSpanId = keep("raw");
      link.traceState = keep(text());
      link.attributes = attributes(3);
      link.flags = m_random.oneIn(2) ? 1 : 0;
      link.droppedAttributes = m_random.oneIn(2) ? 9 : 0;
    }
    span.links = links;
    span.resource = m_resources[m_random.below(m_resources.size())];
    span.scope = m_scopes[m_random.below(m_scopes.size())];
    sink.span(span);
  }

  void pushLog(SpanSink& sink) {
    LogView log;
    log.time = timestampFromNanos(time());
    log.observedTime = timestampFromNanos(time());
    log.severityNumber = static_cast<std::uint32_t>(m_random.below(25));
    log.severityText = keep(text());
    std::string body;
    appendValue(body, 0);
    log.body = AttributeValue(keep(std::move(body)));
    log.eventName = keep(text());
    log.traceId = traceId(m_random.below(m_options.traces));
    log.spanId = {m_random.below(m_options.spans + 1)};
    log.attributes = attributes(5);
    log.flags = m_random.oneIn(2) ? 1 : 0;
    log.resource = m_resources[m_random.below(m_resources.size())];
    log.scope = m_scopes[m_random.below(m_scopes.size())];
    sink.log(log);
  }

  RandomSpans m_options;
  Random m_random;
  std::vector<ResourceHandle> m_resources;
  std::vector<ScopeHandle> m_scopes;
  std::deque<std::string> m_texts;
  std::deque<std::vector<Attribute>> m_attributes;
  std::deque<std::vector<EventView>> m_events;
  std::deque<std::vector<LinkView>> m_links;
};

}  // namespace

void pushRandomSpans(const RandomSpans& options, SpanSink& sink) { Maker(options).push(sink); }

}  // namespace spanloupe::test
