// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/piece_decoder.h"

#include <algorithm>

#include "core/formats/otlp/json/bracket_scanner.h"
#include "core/formats/otlp/json/document_start.h"
#include "core/formats/signal.h"

namespace spanloupe::formats::json {
namespace {

/// Wrappers and arrays around resource groups; real ones have three at most.
constexpr int kMaxWrapping = 16;

constexpr int kMaxEndsSought = 100;
constexpr std::size_t kNearEnd = std::size_t{16} << 10;

std::string_view kindOfDamage(Level level) {
  switch (level) {
    case Level::Logs: return "damaged log record";
    case Level::Metrics: return "damaged metric";
    default: return "damaged span";
  }
}

}  // namespace

PieceDecoder::PieceDecoder(const Piece& piece, SpanSink& sink, Diagnostics& diagnostics)
    : m_diagnostics(diagnostics),
      m_text(piece.data.bytes),
      m_context(static_cast<const JsonContext*>(piece.context.get())),
      m_sink(sink),
      m_report(diagnostics, piece.data.bytes, piece.offset),
      m_cursor(piece.data.bytes, m_texts),
      m_records(m_cursor, m_texts, m_report),
      m_nextDocument(piece.data.bytes.data()),
      m_keptUpTo(piece.data.bytes.data()) {}

void PieceDecoder::decode() {
  const Level level = m_context == nullptr ? Level::Values : m_context->level;
  if (level == Level::Values) return values();
  const PaddedText& resource = m_context->resource;
  beginResource({resource.text(), m_context->resourceSchemaUrl.text()},
                PieceReport(m_diagnostics, resource.text(), resource.offset()));
  if (level != Level::Scopes) {
    const PaddedText& scope = m_context->scope;
    beginScope({scope.text(), m_context->scopeSchemaUrl.text()},
               PieceReport(m_diagnostics, scope.text(), scope.offset()));
  }
  elements(level);
  if (m_cursor.failed() && !m_context->cut)
    m_report.error("damaged document", m_cursor.position(),
                   "no JSON: what follows in this part of the file is left out");
}

void PieceDecoder::elements(Level level) {
  if (level == Level::Scopes) {
    items(false, [this] { guarded("damaged scope", [this] { scope(); }); });
    return;
  }
  items(false, [this, level] { record(level); });
}

void PieceDecoder::values() {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  while (true) {
    const char c = m_cursor.token();
    const char* const begin = m_cursor.position();
    if (begin == m_cursor.end()) return;
    if (c == ',' && m_cursor.take(',')) continue;
    if (std::string_view(begin, m_cursor.end()).starts_with(kByteOrderMark)) {
      m_cursor.moveTo(begin + kByteOrderMark.size());
      continue;
    }
    m_keptUpTo = begin;
    if (c == '{') {
      // No document contains the beginning of another one at the beginning of a line. One that seems to was
      // cut off.
      if (m_nextDocument <= begin) {
        const auto after = static_cast<std::size_t>(begin - m_text.data()) + 1;
        m_nextDocument = m_text.data() + std::min(findDocumentLine(m_text, after, true), m_text.size());
      }
      m_cursor.endAt(m_nextDocument);
    }
    if (c == '{' || c == '[') {
      value(0);
    } else {
      m_cursor.fail();
    }
    if (m_cursor.failed()) recover(begin);
    m_cursor.endAt(m_text.data() + m_text.size());
  }
}

void PieceDecoder::value(int depth) {
  const char* const begin = m_cursor.position();
  if (depth > kMaxWrapping) {
    m_cursor.skip();
    if (!m_cursor.failed())
      m_report.error("nested too deep", begin,
                     "more than 16 arrays or objects around resource groups: left out");
    return;
  }
  if (m_cursor.token() == '{') return object(depth);
  list([this, depth] { value(depth + 1); });
}

void PieceDecoder::object(int depth) {
  const char* const begin = m_cursor.position();
  static_cast<void>(m_cursor.take('{'));
  std::string_view unknown;
  bool known = false;
  bool first = true;
  for (std::string_view name; m_cursor.member(first, name);) {
    switch (const Key key = keyNamed(name)) {
      case Key::ResourceSpans:
      case Key::ResourceLogs:
      case Key::ResourceMetrics:
      case Key::Wrapper:
        known = true;
        if (key == Key::Wrapper) {
          value(depth + 1);
        } else {
          list([this] { guarded("damaged resource group", [this] { group(); }); });
        }
        break;
      case Key::ResourceProfiles:
        known = true;
        m_report.note(Severity::Note, "profiles not kept", m_cursor.position(),
                      "profiles are recognised, but not kept");
        m_cursor.skip();
        break;
      case Key::Resource:
      case Key::ScopeGroups:
      case Key::DeprecatedScopeGroups:
        m_cursor.moveTo(begin);
        guarded("damaged resource group", [this] { group(); });
        return;
      case Key::SchemaUrl: m_cursor.skip(); break;
      default:
        if (unknown.empty()) unknown = name;
        m_cursor.skip();
    }
  }
  if (!known && !unknown.empty() && !m_cursor.failed())
    m_report.error("not OTLP", begin,
                   "a JSON object without resourceSpans, resourceLogs or resourceMetrics; it has " +
                       shownText(unknown) + ": left out");
}

void PieceDecoder::group() {
  Shared shared;
  bool begun = false;
  bool first = true;
  if (!m_cursor.take('{')) return leaveOut(m_cursor, m_report, "an object");
  for (std::string_view name; m_cursor.member(first, name);) {
    switch (const Key key = keyNamed(name)) {
      case Key::Resource: shared.object = m_cursor.skipText(); break;
      case Key::SchemaUrl: shared.schemaUrl = m_cursor.skipText(); break;
      case Key::ScopeGroups:
      case Key::DeprecatedScopeGroups:
        if (!begun) {
          lookAhead(shared, key, Key::Resource);
          beginResource(shared, m_report);
          begun = true;
        }
        if (key == Key::DeprecatedScopeGroups && shared.hasScopes) {
          m_cursor.skip();
        } else {
          list([this] { guarded("damaged scope", [this] { scope(); }); });
        }
        break;
      default: m_cursor.skip();
    }
  }
}

void PieceDecoder::scope() {
  Shared shared;
  bool begun = false;
  bool first = true;
  if (!m_cursor.take('{')) return leaveOut(m_cursor, m_report, "an object");
  for (std::string_view name; m_cursor.member(first, name);) {
    switch (const Key key = keyNamed(name)) {
      case Key::Scope: shared.object = m_cursor.skipText(); break;
      case Key::SchemaUrl: shared.schemaUrl = m_cursor.skipText(); break;
      case Key::Spans:
      case Key::LogRecords:
      case Key::Metrics:
        if (!begun) {
          lookAhead(shared, key, Key::Scope);
          beginScope(shared, m_report);
          begun = true;
        }
        records(key == Key::Spans ? Level::Spans : key == Key::LogRecords ? Level::Logs : Level::Metrics);
        break;
      default: m_cursor.skip();
    }
  }
}

// Resource and schema URL often stand behind the lists they concern. What has been read is not unread: the
// cursor that looks ahead is a copy.
void PieceDecoder::lookAhead(Shared& shared, Key list, Key sharedObject) const {
  JsonCursor ahead = m_cursor;
  const auto note = [&](Key key) {
    const std::string_view text = ahead.skipText();
    if (key == Key::ScopeGroups && text.find('{') != std::string_view::npos) shared.hasScopes = true;
    if (ahead.failed()) return;
    if (key == sharedObject) shared.object = text;
    if (key == Key::SchemaUrl) shared.schemaUrl = text;
  };
  note(list);
  bool first = false;
  for (std::string_view name; ahead.member(first, name);) note(keyNamed(name));
}

void PieceDecoder::beginResource(const Shared& shared, PieceReport report) {
  readResource(shared.object, report, m_resource);
  JsonCursor url(shared.schemaUrl, m_resource.texts);
  m_resource.view.schemaUrl = ValueReader(url, m_resource.texts, report).text();
  m_resourceHandle = m_sink.resource(m_resource.view);
}

void PieceDecoder::beginScope(const Shared& shared, PieceReport report) {
  readScope(shared.object, report, m_scope);
  JsonCursor url(shared.schemaUrl, m_scope.texts);
  m_scope.view.schemaUrl = ValueReader(url, m_scope.texts, report).text();
  m_scopeHandle = m_sink.scope(m_scope.view);
}

void PieceDecoder::records(Level level) {
  list([this, level] { record(level); });
}

void PieceDecoder::record(Level level) {
  guarded(kindOfDamage(level), [this, level] {
    const char* const begin = m_cursor.position();
    switch (level) {
      case Level::Logs: return m_records.log(m_sink, m_resourceHandle, m_scopeHandle);
      case Level::Metrics: {
        const std::uint64_t points = m_records.metricPoints();
        if (m_cursor.failed()) return;
        m_sink.metrics(points);
        m_report.note(Severity::Note, kMetricsNotKept, begin,
                      "a metric with " + std::to_string(points) + " data points is counted, but not kept");
        return;
      }
      default: return m_records.span(m_sink, m_resourceHandle, m_scopeHandle);
    }
  });
  if (!m_cursor.failed()) m_keptUpTo = m_cursor.position();
}

template <typename Read>
void PieceDecoder::list(Read read) {
  if (!m_cursor.take('[')) return leaveOut(m_cursor, m_report, "a list");
  items(true, read);
}

// Missing and superfluous commas cost nothing to forgive here, and much more to recover from.
template <typename Read>
void PieceDecoder::items(bool bracketed, Read read) {
  while (!m_cursor.failed()) {
    switch (m_cursor.token()) {
      case '{':
      case '[': read(); break;
      case ',': static_cast<void>(m_cursor.take(',')); break;
      case ']':
        if (bracketed) {
          static_cast<void>(m_cursor.take(']'));
          return;
        }
        [[fallthrough]];
      default:
        if (m_cursor.position() == m_cursor.end()) {
          if (bracketed) m_cursor.fail();
          return;
        }
        leaveOut(m_cursor, m_report, "an object");
    }
  }
}

/// Reads one object; a mistake inside it is reported and the object passed over, if its end can be found.
/// Where a member was expected and an object that begins alike stands, only a closing brace is missing.
template <typename Read>
void PieceDecoder::guarded(std::string_view kind, Read read) {
  const char* const begin = m_cursor.position();
  read();
  if (!m_cursor.failed()) return;
  const char* const mistake = m_cursor.position();
  const auto from = [this](const char* at) {
    return m_text.substr(static_cast<std::size_t>(at - m_text.data()));
  };
  const char* resume = mistake;
  const std::string_view name = firstMemberName(from(begin));
  if (mistake == begin || name.empty() || !from(mistake).starts_with('{') ||
      firstMemberName(from(mistake)) != name) {
    resume = closeOf(begin);
    if (resume == nullptr) return;
  }
  m_report.error(kind, begin, "no JSON at byte " + std::to_string(m_report.offsetOf(mistake)) + ": left out");
  m_cursor.moveTo(std::max(resume, m_keptUpTo));
}

/// One past the end of the object or array at `open`; null for anything else.
const char* PieceDecoder::closeOf(const char* open) {
  if (open == m_cursor.end() || (*open != '{' && *open != '[')) return nullptr;
  // An end that is not there is sought up to the end of the piece: not for every line of a file that is no
  // JSON.
  auto size = static_cast<std::size_t>(m_cursor.end() - open);
  if (m_unclosed >= kMaxEndsSought) size = std::min(size, kNearEnd);
  const char* const close = BracketScanner({open, size}).close(open);
  if (close == nullptr) ++m_unclosed;
  return close;
}

// At the end of the broken value, or if it has none at the next line that looks like the beginning of one.
void PieceDecoder::recover(const char* begin) {
  const char* const mistake = m_cursor.position();
  const char* resume = closeOf(begin);
  if (resume == nullptr) {
    const auto end = static_cast<std::size_t>(m_cursor.end() - m_text.data());
    const auto from = static_cast<std::size_t>(std::max(begin, m_keptUpTo) - m_text.data());
    resume = m_text.data() + std::min(findDocumentLine(m_text.substr(0, end), from, false), end);
  }
  const bool reported = m_context != nullptr && m_context->cut && resume == m_text.data() + m_text.size();
  if (!reported)
    m_report.error("damaged document", begin,
                   "no JSON at byte " + std::to_string(m_report.offsetOf(mistake)) +
                       ": the rest of this document is left out");
  m_cursor.moveTo(std::max(resume, m_keptUpTo));
}

}  // namespace spanloupe::formats::json
