// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/log_matcher.h"

#include <algorithm>

#include "core/model/terminal_codes.h"
#include "core/query/folded_text.h"
#include "core/query/text_column.h"
#include "core/store/attribute_table.h"
#include "core/store/column_loader.h"
#include "core/store/context_codec.h"

namespace spanloupe::query {
namespace {

using store::ColumnScope;
namespace key = store::key;

tl::unexpected<Error> cancelled() { return fail(ErrorKind::Cancelled, "cancelled"); }

void appendPlain(std::string_view stored, std::string& out) { out.append(stored); }

void appendValue(std::string_view stored, std::string& out) {
  const AttributeValue value(stored);
  if (value.type() == ValueType::String) {
    out.append(value.asString());
  } else {
    out += displayText(value);
  }
}

/// As it is read: words are found across the colours of a terminal.
void appendBody(std::string_view stored, std::string& out) {
  const AttributeValue value(stored);
  if (value.type() != ValueType::String || !hasTerminalCodes(value.asString()))
    return appendValue(stored, out);
  out += withoutTerminalCodes(value.asString());
}

}  // namespace

/// Goes through the columns of one segment, and notes for each word which rows have it.
class LogMatcher::Search {
 public:
  Search(store::SegmentReader& segment, const std::vector<SearchWord>& words, const std::stop_token& stop)
      : m_segment(segment),
        m_words(words),
        m_stop(stop),
        m_rows(segment.summary().logs),
        m_hits(words.size(), std::vector<std::uint8_t>(m_rows, 0)) {}

  Result<void> columns() {
    if (auto done = field(key::kBody, "body", appendBody); !done) return done;
    if (auto done = field(key::kSeverityText, "severity", appendPlain); !done) return done;
    if (auto done = field(key::kEventName, "event", appendPlain); !done) return done;
    if (auto done = resources(); !done) return done;
    for (std::size_t index = 0; index < m_segment.names().size(); ++index) {
      const store::ColumnName& name = m_segment.names()[index];
      if (name.scope != ColumnScope::LogAttribute) continue;
      if (m_stop.stop_requested()) return cancelled();
      const auto texts = m_segment.textsAt(index, 0, m_rows);
      if (!texts) return tl::unexpected(texts.error());
      find(TextColumn::of(*texts, m_rows, 0, appendValue), name.key);
    }
    return overflow();
  }

  Result<void> ids(const std::vector<IdRange>& ranges) {
    if (ranges.empty()) return {};
    store::Loader load(m_segment, ColumnScope::Log, 0, m_rows);
    const store::Numbers high = load.integers(key::kTraceIdHigh);
    const store::Numbers low = load.integers(key::kTraceIdLow);
    const store::Numbers spans = load.integers(key::kSpanId);
    if (load.error()) return tl::unexpected(*load.error());
    for (std::uint32_t row = 0; row < m_rows; ++row) {
      const TraceId trace{high[row], low[row]};
      const SpanId span{spans[row]};
      for (const IdRange& range : ranges) {
        const bool isTrace = !trace.isZero() && trace >= range.traces.first && trace <= range.traces.second;
        const bool isSpan = !span.isZero() && span >= range.spans.first && span <= range.spans.second;
        if (isTrace || isSpan) m_hits[range.word][row] = 1;
      }
    }
    return {};
  }

  void narrow(std::vector<std::uint8_t>& wanted) const {
    for (const std::vector<std::uint8_t>& hit : m_hits)
      for (std::size_t row = 0; row < wanted.size(); ++row) wanted[row] &= hit[row];
  }

 private:
  Result<void> field(std::string_view column, std::string_view name, TextColumn::AppendText append) {
    if (m_stop.stop_requested()) return cancelled();
    if (!m_segment.has(ColumnScope::Log, column)) return {};
    const auto texts = m_segment.texts(ColumnScope::Log, column, 0, m_rows);
    if (!texts) return tl::unexpected(texts.error());
    find(TextColumn::of(*texts, m_rows, 0, append), name);
    return {};
  }

  /// Whose texts all have the key `name`, and the number 0.
  void find(const TextColumn& column, std::string_view name) {
    const std::string wanted = folded(name);
    for (std::size_t i = 0; i < m_words.size(); ++i) {
      const std::uint8_t meant = m_words[i].hasKey() && m_words[i].key == wanted ? 1 : 0;
      column.find({m_words[i].text, m_words[i].value, {0}, {meant}}, {m_hits[i]});
    }
  }

  /// The service is found by any word. What else a resource has is the same for thousands of records, and
  /// found by its key only; the number of its key is that of the word it is for, plus one.
  Result<void> resources() {
    const auto texts = m_segment.texts(ColumnScope::Log, key::kResource, 0, m_rows);
    if (!texts) return tl::unexpected(texts.error());
    std::vector<Attribute> attributes;
    std::string text;
    const auto column =
        TextColumn::ofParts(*texts, m_rows, [&](std::string_view bytes, const TextColumn::Part& part) {
          ResourceView view;
          if (!store::decodeResource(bytes, attributes, view)) return false;
          for (const Attribute& one : attributes) {
            const std::string name = folded(one.key);
            text.clear();
            appendValue(one.value.bytes(), text);
            if (name == "service.name") part(0, text);
            for (std::size_t i = 0; i < m_words.size(); ++i)
              if (isMeant(m_words[i], name)) part(static_cast<std::uint32_t>(i) + 1, text);
          }
          return true;
        });
    if (!column) return store::damagedSegment("a resource");
    for (std::size_t i = 0; i < m_words.size(); ++i) {
      std::vector<std::uint8_t> meant(m_words.size() + 1, 0);
      meant[i + 1] = 1;
      column->find(
          {m_words[i].text, m_words[i].value, std::vector<std::uint8_t>(m_words.size() + 1, 0), meant},
          {m_hits[i]});
    }
    return {};
  }

  static bool isMeant(const SearchWord& word, const std::string& name) {
    return word.hasKey() && (name == word.key || (name == "service.name" && word.key == "service"));
  }

  /// Repeated keys, and keys beyond what a segment keeps apart.
  Result<void> overflow() {
    const auto texts = m_segment.texts(ColumnScope::Log, key::kOverflow, 0, m_rows);
    if (!texts) return tl::unexpected(texts.error());
    std::string text;
    for (std::uint32_t row = 0; row < m_rows; ++row) {
      Attribute attribute;
      for (std::string_view bytes = texts->at(row); !bytes.empty();) {
        if (!store::takeOverflow(bytes, attribute)) return store::damagedSegment("an attribute");
        text.clear();
        appendValue(attribute.value.bytes(), text);
        const std::string value = folded(text);
        const std::string name = folded(attribute.key);
        for (std::size_t i = 0; i < m_words.size(); ++i) {
          const bool isFound = value.find(m_words[i].text) != std::string::npos ||
                               (m_words[i].hasKey() && m_words[i].key == name &&
                                value.find(m_words[i].value) != std::string::npos);
          if (isFound) m_hits[i][row] = 1;
        }
      }
    }
    return {};
  }

  store::SegmentReader& m_segment;
  const std::vector<SearchWord>& m_words;
  const std::stop_token& m_stop;
  std::uint32_t m_rows;
  std::vector<std::vector<std::uint8_t>> m_hits;  ///< By word, then row.
};

LogMatcher::LogMatcher(const LogFilter& filter) : m_least(filter.least), m_words(searchWords(filter.text)) {
  if (m_words.size() > kMostWords) m_words.resize(kMostWords);
  for (std::size_t i = 0; i < m_words.size(); ++i) addIds(i);
}

void LogMatcher::addIds(std::size_t word) {
  constexpr std::size_t kLeastDigits = 6;  // Fewer are as likely a word.
  const std::string& text = m_words[word].text;
  constexpr std::size_t kTraceDigits = 2 * TraceId::kSize;
  constexpr std::size_t kSpanDigits = 2 * SpanId::kSize;
  if (text.size() < kLeastDigits || text.size() > kTraceDigits) return;
  const auto filled = [&text](std::size_t digits, char digit) {
    return text + std::string(digits - text.size(), digit);
  };
  const auto first = TraceId::fromHex(filled(kTraceDigits, '0'));
  const auto last = TraceId::fromHex(filled(kTraceDigits, 'f'));
  if (!first || !last) return;
  IdRange range{word, {*first, *last}, {}};
  if (text.size() <= kSpanDigits)
    range.spans = {SpanId::fromHex(filled(kSpanDigits, '0')).value_or(SpanId{}),
                   SpanId::fromHex(filled(kSpanDigits, 'f')).value_or(SpanId{})};
  m_ids.push_back(range);
}

Result<std::vector<std::uint8_t>> LogMatcher::match(store::SegmentReader& segment,
                                                    const std::stop_token& stop) const {
  const std::uint32_t rows = segment.summary().logs;
  std::vector<std::uint8_t> wanted(rows, 1);
  if (m_least != LogLevel::Unknown) {
    store::Loader load(segment, ColumnScope::Log, 0, rows);
    const store::Numbers numbers = load.integers(key::kSeverity);
    const store::TextRange texts = load.texts(key::kSeverityText);
    if (load.error()) return tl::unexpected(*load.error());
    for (std::uint32_t row = 0; row < rows; ++row)
      wanted[row] = logLevel(numbers[row], texts.at(row)) >= m_least ? 1 : 0;
  }
  if (m_words.empty() || std::find(wanted.begin(), wanted.end(), 1) == wanted.end()) return wanted;
  Search search(segment, m_words, stop);
  if (const auto done = search.columns(); !done) return tl::unexpected(done.error());
  if (const auto done = search.ids(m_ids); !done) return tl::unexpected(done.error());
  search.narrow(wanted);
  return wanted;
}

}  // namespace spanloupe::query
