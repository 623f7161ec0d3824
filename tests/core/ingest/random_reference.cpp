// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "random_reference.h"

#include <algorithm>
#include <limits>
#include <random>

namespace spanloupe::test {
namespace {

using reference::AnyValue;
using Attributes = google::protobuf::RepeatedPtrField<reference::KeyValue>;

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : m_engine(seed) {}

  reference::TracesData traces() {
    reference::TracesData traces;
    for (std::uint64_t i = below(6) + 1; i > 0; --i) resourceSpans(*traces.add_resource_spans());
    return traces;
  }

 private:
  std::uint64_t below(std::uint64_t limit) { return m_engine() % limit; }
  bool oneIn(std::uint64_t n) { return below(n) == 0; }

  std::string text() {
    static const std::vector<std::string> fixed = {
        "", "GET", "\xe2\x82\xac uro", std::string("nul\0", 4), "\x01 control", "quote \" and \\"};
    if (oneIn(3)) return "text " + std::to_string(below(1000));
    return fixed[below(fixed.size())];
  }
  std::string bytes(std::size_t size) {
    std::string out(size, '\0');
    for (char& c : out) c = static_cast<char>(m_engine());
    return out;
  }

  void value(AnyValue& out, int depth) {
    switch (below(depth > 3 ? 6 : 8)) {
      case 0: break;
      case 1: out.set_string_value(text()); break;
      case 2: out.set_bool_value(oneIn(2)); break;
      case 3:
        out.set_int_value(oneIn(2) ? static_cast<std::int64_t>(m_engine())
                                   : static_cast<std::int64_t>(below(3)) - 1);
        break;
      case 4: {
        static constexpr double kFixed[] = {0,
                                            -0.0,
                                            0.1,
                                            1e300,
                                            std::numeric_limits<double>::infinity(),
                                            std::numeric_limits<double>::quiet_NaN()};
        out.set_double_value(kFixed[below(6)]);
        break;
      }
      case 5: out.set_bytes_value(bytes(below(20))); break;
      case 6: {
        auto* const array = out.mutable_array_value();
        for (std::uint64_t i = below(4); i > 0; --i) value(*array->add_values(), depth + 1);
        break;
      }
      default: {
        auto* const list = out.mutable_kvlist_value();
        for (std::uint64_t i = below(4); i > 0; --i) keyValue(*list->add_values(), depth + 1);
      }
    }
  }
  void keyValue(reference::KeyValue& out, int depth) {
    static const std::vector<std::string> keys = {"http.route", "user.id", "", "service.name", "repeated"};
    out.set_key(keys[below(keys.size())]);
    if (!oneIn(10)) value(*out.mutable_value(), depth);
  }
  void attributes(Attributes& out, std::uint64_t most) {
    for (std::uint64_t i = below(most + 1); i > 0; --i) keyValue(*out.Add(), 0);
  }

  void resourceSpans(reference::ResourceSpans& out) {
    if (!oneIn(5)) {
      attributes(*out.mutable_resource()->mutable_attributes(), 8);
      if (oneIn(3))
        out.mutable_resource()->set_dropped_attributes_count(static_cast<std::uint32_t>(below(9)));
      if (oneIn(3)) {
        auto* const entity = out.mutable_resource()->add_entity_refs();
        entity->set_type("service");
        entity->add_id_keys("service.name");
      }
    }
    if (oneIn(3)) out.set_schema_url("https://example.test/resource");
    for (std::uint64_t i = below(4); i > 0; --i) scopeSpans(*out.add_scope_spans());
  }
  void scopeSpans(reference::ScopeSpans& out) {
    if (!oneIn(4)) {
      out.mutable_scope()->set_name(text());
      out.mutable_scope()->set_version(text());
      attributes(*out.mutable_scope()->mutable_attributes(), 2);
      if (oneIn(4)) out.mutable_scope()->set_dropped_attributes_count(2);
    }
    if (oneIn(3)) out.set_schema_url("https://example.test/scope");
    for (std::uint64_t i = below(12); i > 0; --i) span(*out.add_spans());
  }
  void span(reference::Span& out) {
    out.set_trace_id(bytes(oneIn(30) ? below(24) : 16));
    out.set_span_id(bytes(oneIn(30) ? below(24) : 8));
    if (oneIn(2)) out.set_parent_span_id(bytes(oneIn(30) ? below(24) : 8));
    if (oneIn(4)) out.set_trace_state(text());
    out.set_name(text());
    out.set_kind(oneIn(20) ? 40 : static_cast<int>(below(6)));
    out.set_start_time_unix_nano(oneIn(9) ? m_engine() : 1'773'000'000'000'000'000ULL + below(1'000'000));
    out.set_end_time_unix_nano(oneIn(9) ? m_engine() : 1'773'000'000'000'000'000ULL + below(1'000'000));
    attributes(*out.mutable_attributes(), 12);
    out.set_dropped_attributes_count(static_cast<std::uint32_t>(below(3)));
    for (std::uint64_t i = oneIn(3) ? below(5) : 0; i > 0; --i) {
      auto* const event = out.add_events();
      event->set_time_unix_nano(m_engine());
      event->set_name(text());
      attributes(*event->mutable_attributes(), 4);
      event->set_dropped_attributes_count(static_cast<std::uint32_t>(below(2)));
    }
    for (std::uint64_t i = oneIn(4) ? below(4) : 0; i > 0; --i) {
      auto* const link = out.add_links();
      link->set_trace_id(bytes(oneIn(9) ? 3 : 16));
      link->set_span_id(bytes(8));
      link->set_trace_state(text());
      attributes(*link->mutable_attributes(), 3);
      link->set_flags(static_cast<std::uint32_t>(below(800)));
    }
    if (!oneIn(3)) {
      out.mutable_status()->set_code(static_cast<int>(below(4)));
      out.mutable_status()->set_message(text());
    }
    out.set_flags(static_cast<std::uint32_t>(below(1024)));
  }

  std::mt19937_64 m_engine;
};

void normalise(Attributes& attributes);

void normaliseValue(AnyValue& value) {
  if (value.has_array_value())
    for (AnyValue& element : *value.mutable_array_value()->mutable_values()) normaliseValue(element);
  if (value.has_kvlist_value()) normalise(*value.mutable_kvlist_value()->mutable_values());
}

void normalise(Attributes& attributes) {
  for (reference::KeyValue& entry : attributes) normaliseValue(*entry.mutable_value());
}

}  // namespace

reference::TracesData randomTraces(std::uint32_t seed) { return Maker(seed).traces(); }

std::vector<std::string> spanTexts(const reference::TracesData& traces) {
  std::vector<std::string> texts;
  for (reference::ResourceSpans group : traces.resource_spans()) {
    normalise(*group.mutable_resource()->mutable_attributes());
    for (reference::ScopeSpans& scope : *group.mutable_scope_spans()) {
      normalise(*scope.mutable_scope()->mutable_attributes());
      for (reference::Span& span : *scope.mutable_spans()) {
        normalise(*span.mutable_attributes());
        for (auto& event : *span.mutable_events()) normalise(*event.mutable_attributes());
        for (auto& link : *span.mutable_links()) normalise(*link.mutable_attributes());
        (void)span.mutable_status();
        texts.push_back(group.resource().SerializeAsString() + "|" + group.schema_url() + "|" +
                        scope.scope().SerializeAsString() + "|" + scope.schema_url() + "|" +
                        span.SerializeAsString());
      }
    }
  }
  std::sort(texts.begin(), texts.end());
  return texts;
}

}  // namespace spanloupe::test
