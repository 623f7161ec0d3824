// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/trace_sketch.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <sstream>

namespace spanloupe::test {
namespace {

constexpr std::int64_t kNanosPerMilli = 1'000'000;
/// Ids that no line gets by itself.
constexpr std::uint64_t kMissingBase = 0xdead'0000;
constexpr std::uint64_t kLabelBase = 0xbeef'0000;

[[noreturn]] void refuse(std::string_view line, std::string_view why) {
  std::cerr << "trace sketch: " << why << ": " << line << '\n';
  std::abort();
}

/// "12", "12.5" or "@7" as a time.
Timestamp parseTime(std::string_view text) {
  if (text.empty()) return Timestamp();
  if (text.front() == '@') return timestampFromNanos(std::stoull(std::string(text.substr(1))));
  std::uint64_t nanos = 0;
  std::uint64_t unit = kNanosPerMilli;
  bool decimals = false;
  for (const char c : text) {
    if (c == '.') {
      decimals = true;
    } else if (decimals) {
      unit /= 10;
      nanos += static_cast<std::uint64_t>(c - '0') * unit;
    } else {
      nanos = nanos * 10 + static_cast<std::uint64_t>(c - '0') * unit;
    }
  }
  return timestampFromNanos(kSketchBase + nanos);
}

bool isTimes(std::string_view word) {
  return word.find('-') != std::string_view::npos &&
         word.find_first_not_of("0123456789.@-") == std::string_view::npos && word != "-";
}

struct Line {
  std::string service, name;
  Timestamp start, end;
  SpanId id, parent;
  SpanKind kind = SpanKind::Unspecified;
  StatusCode status = StatusCode::Unset;
  std::vector<SpanId> links;
};

class Sketcher {
 public:
  Trace draw(std::string_view text) {
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
      if (line.find_first_not_of(' ') != std::string::npos) read(line);
    }
    std::stable_sort(m_lines.begin(), m_lines.end(),
                     [](const Line& a, const Line& b) { return a.start < b.start; });
    return build();
  }

 private:
  SpanId labelled(const std::string& label) {
    return SpanId{kLabelBase + m_labels.try_emplace(label, m_labels.size()).first->second};
  }

  void read(const std::string& text) {
    const std::size_t depth = text.find_first_not_of(' ') / 2;
    std::istringstream words(text);
    Line line;
    line.id = SpanId{m_lines.size() + 1};
    words >> line.service;
    if (line.service == "-") line.service.clear();
    std::string word;
    while (words >> word && !isTimes(word)) line.name += (line.name.empty() ? "" : " ") + word;
    if (!isTimes(word)) refuse(text, "no times");
    const std::size_t dash = word.find('-');
    line.start = word[0] == '-' ? Timestamp() : parseTime(std::string_view(word).substr(0, dash));
    line.end = parseTime(std::string_view(word).substr(dash + 1));
    m_path.resize(std::min(m_path.size(), depth));
    if (m_path.size() < depth) refuse(text, "too far in");
    if (!m_path.empty()) line.parent = m_path.back();
    while (words >> word) mark(line, word, text);
    m_path.push_back(line.id);
    m_lines.push_back(line);
  }

  void mark(Line& line, const std::string& word, const std::string& text) {
    static const std::map<std::string, SpanKind> kinds = {{"internal", SpanKind::Internal},
                                                          {"server", SpanKind::Server},
                                                          {"client", SpanKind::Client},
                                                          {"producer", SpanKind::Producer},
                                                          {"consumer", SpanKind::Consumer}};
    const std::size_t equals = word.find('=');
    const std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
    if (const auto kind = kinds.find(word); kind != kinds.end()) {
      line.kind = kind->second;
    } else if (word == "error") {
      line.status = StatusCode::Error;
    } else if (word == "ok") {
      line.status = StatusCode::Ok;
    } else if (word == "missing") {
      line.parent = SpanId{kMissingBase + m_lines.size()};
    } else if (word.starts_with("id=")) {
      line.id = labelled(value);
    } else if (word.starts_with("parent=")) {
      line.parent = labelled(value);
    } else if (word.starts_with("link=")) {
      line.links.push_back(labelled(value));
    } else {
      refuse(text, "unknown mark " + word);
    }
  }

  Trace build() const {
    Trace trace;
    trace.id = {1, 2};
    trace.strings.emplace_back();
    std::map<std::string, StringIndex> strings = {{"", 0}};
    const auto intern = [&](const std::string& text) {
      const auto [found, isNew] = strings.try_emplace(text, static_cast<StringIndex>(trace.strings.size()));
      if (isNew) trace.strings.push_back(text);
      return found->second;
    };
    for (const Line& line : m_lines) {
      trace.start.push_back(line.start);
      trace.end.push_back(line.end);
      trace.spanId.push_back(line.id);
      trace.parentId.push_back(line.parent);
      trace.name.push_back(intern(line.name));
      trace.service.push_back(intern(line.service));
      trace.kind.push_back(static_cast<std::uint8_t>(line.kind));
      trace.status.push_back(static_cast<std::uint8_t>(line.status));
      trace.ref.push_back({0, static_cast<std::uint32_t>(trace.ref.size())});
      trace.eventsBegin.push_back(0);
      trace.linksBegin.push_back(static_cast<std::uint32_t>(trace.links.size()));
      for (const SpanId link : line.links) trace.links.push_back({trace.id, link});
    }
    trace.eventsBegin.push_back(0);
    trace.linksBegin.push_back(static_cast<std::uint32_t>(trace.links.size()));
    return trace;
  }

  std::vector<Line> m_lines;
  std::vector<SpanId> m_path;
  std::map<std::string, std::uint64_t> m_labels;
};

std::string millis(std::int64_t nanos) {
  const bool negative = nanos < 0;
  const std::uint64_t size =
      negative ? std::uint64_t{0} - static_cast<std::uint64_t>(nanos) : static_cast<std::uint64_t>(nanos);
  std::string text = (negative ? "-" : "") + std::to_string(size / kNanosPerMilli);
  std::string decimals =
      std::to_string(kNanosPerMilli + static_cast<std::int64_t>(size % kNanosPerMilli)).substr(1);
  while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
  return decimals.empty() ? text : text + '.' + decimals;
}

}  // namespace

Trace sketchTrace(std::string_view text) { return Sketcher().draw(text); }

SpanIndex spanNamed(const Trace& trace, std::string_view name) {
  for (SpanIndex i = 0; i < trace.size(); ++i) {
    if (trace.strings[trace.name[i]] == name) return i;
  }
  refuse(name, "no such span");
}

std::string nameOf(const Trace& trace, SpanIndex span) { return trace.strings[trace.name[span]]; }

std::string sketchTime(Timestamp time) {
  return millis(elapsed(timestampFromNanos(kSketchBase), time).count());
}

std::string sketchDuration(Duration duration) { return millis(duration.count()); }

std::string printSpans(const Trace& trace, const std::vector<SpanIndex>& order,
                       const std::vector<std::uint32_t>& depth,
                       const std::function<std::string(SpanIndex)>& note) {
  std::string text;
  for (const SpanIndex span : order) {
    text.append(2 * std::size_t{depth[span]}, ' ');
    text += nameOf(trace, span);
    const std::string said = note(span);
    if (!said.empty()) text += ": " + said;
    text += '\n';
  }
  return text;
}

}  // namespace spanloupe::test
