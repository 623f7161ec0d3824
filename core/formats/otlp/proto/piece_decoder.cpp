// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/proto/piece_decoder.h"

#include "core/formats/otlp/proto/field_walker.h"
#include "core/formats/signal.h"

namespace spanloupe::formats::proto {
namespace {

using wire::Type;

const ProtoContext& contextOf(const Piece& piece) {
  static const ProtoContext whole;
  const auto* context = dynamic_cast<const ProtoContext*>(piece.context.get());
  return context != nullptr ? *context : whole;
}

bool isLength(const wire::Field& field, std::uint32_t number) {
  return field.number == number && field.type == Type::Length;
}

}  // namespace

PieceDecoder::PieceDecoder(const Piece& piece, SpanSink& sink, Diagnostics& diagnostics)
    : m_piece(piece),
      m_context(contextOf(piece)),
      m_sink(sink),
      m_diagnostics(diagnostics),
      m_records(piece.data.bytes, piece.offset, diagnostics) {}

void PieceDecoder::run() {
  const std::string_view bytes = m_piece.data.bytes;
  if (m_context.level >= Level::Resource) enterResource(m_context.resource, m_context.resourceSchema);
  if (m_context.level == Level::Scope) enterScope(m_context.scope, m_context.scopeSchema);
  switch (m_context.level) {
    case Level::Frames: frames(m_context.framing); break;
    case Level::Message: message(bytes); break;
    case Level::Resource: scopeGroups(bytes, m_context.signal, m_context.legacyScopes); break;
    case Level::Scope: records(bytes, m_context.signal); break;
  }
  if (m_metricPoints > 0) {
    m_diagnostics.note(Severity::Note, kMetricsNotKept, m_piece.offset,
                       "metric data points are counted, not kept");
    m_sink.metrics(m_metricPoints);
  }
}

void PieceDecoder::damaged(const char* at, std::string_view kind, std::string_view text) {
  m_diagnostics.error(kind, m_records.offsetOf(at), text);
}

void PieceDecoder::enterResource(std::string_view head, std::string_view schemaUrl) {
  if (m_resourceHandle && m_resource == head && m_resourceSchema == schemaUrl) return;
  m_resource = head;
  m_resourceSchema = schemaUrl;
  m_resourceHandle.reset();
}

void PieceDecoder::enterScope(std::string_view head, std::string_view schemaUrl) {
  if (m_scopeHandle && m_scope == head && m_scopeSchema == schemaUrl) return;
  m_scope = head;
  m_scopeSchema = schemaUrl;
  m_scopeHandle.reset();
}

ResourceHandle PieceDecoder::resourceHandle() {
  if (!m_resourceHandle) {
    ResourceView view;
    if (!m_records.resource(m_resource, view))
      m_diagnostics.error("damaged resource", m_piece.offset,
                          "a resource cannot be read to its end; what comes before is kept");
    view.schemaUrl = m_resourceSchema;
    m_resourceHandle = m_sink.resource(view);
  }
  return *m_resourceHandle;
}

ScopeHandle PieceDecoder::scopeHandle() {
  if (!m_scopeHandle) {
    ScopeView view;
    if (!m_records.scope(m_scope, view))
      m_diagnostics.error("damaged scope", m_piece.offset,
                          "a scope cannot be read to its end; what comes before is kept");
    view.schemaUrl = m_scopeSchema;
    m_scopeHandle = m_sink.scope(view);
  }
  return *m_scopeHandle;
}

/// Whole messages, each behind its length; the splitter has checked the lengths.
void PieceDecoder::frames(Framing framing) {
  const std::string_view bytes = m_piece.data.bytes;
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  while (at < end) {
    std::uint64_t size = 0;
    if (framing == Framing::BigEndian) {
      if (end - at < 4) return;
      for (int i = 0; i < 4; ++i) size = size << 8 | static_cast<unsigned char>(*at++);
    } else if (!readVarint(at, end, size)) {
      return;
    }
    size = std::min(size, static_cast<std::uint64_t>(end - at));
    message({at, static_cast<std::size_t>(size)});
    at += size;
  }
}

void PieceDecoder::message(std::string_view bytes) {
  wire::Field field;
  for (;;) {
    if (isSeparator(bytes) || bytes == "\n") bytes.remove_prefix(1);
    FieldWalker walker(bytes);
    const Step step = walker.next(field);
    if (step == Step::End) return;
    if (step == Step::Malformed)
      return damaged(bytes.data(), "damaged data", "a message cannot be read further");
    if (step == Step::Cut) damaged(bytes.data(), "damaged data", "a length runs past the end of its message");
    if (isLength(field, 1)) {
      resourceGroup(field.bytes);
    } else if (isLength(field, 2)) {
      damaged(bytes.data(), "profiles unsupported",
              "this message holds profiles, which Spanloupe does not read");
    } else {
      m_records.noteUnknownField(bytes.data());
    }
    if (step == Step::Cut) return;
    bytes.remove_prefix(static_cast<std::size_t>(walker.position() - bytes.data()));
  }
}

void PieceDecoder::resourceGroup(std::string_view bytes) {
  GroupParts parts;
  collectParts(bytes, parts);
  enterResource(parts.head, parts.schemaUrl);
  const Signal signal = m_context.signal == Signal::Unknown ? signalOfResource(bytes) : m_context.signal;
  scopeGroups(bytes, signal, parts.hasLegacy && !parts.hasChildren);
}

void PieceDecoder::scopeGroups(std::string_view bytes, Signal signal, bool legacy) {
  wire::Field field;
  FieldWalker walker(bytes);
  const std::uint32_t number = legacy ? kLegacyScopesField : 2;
  for (;;) {
    const char* const begin = walker.position();
    const Step step = walker.next(field);
    if (step == Step::End) return;
    if (step == Step::Malformed)
      return damaged(begin, "damaged data", "the scopes of a resource cannot be read further");
    if (step == Step::Cut) damaged(begin, "damaged data", "a length runs past the end of its resource");
    if (isLength(field, number)) {
      scopeGroup(field.bytes, signal);
    } else if (!isLength(field, 1) && !isLength(field, 2) && !isLength(field, 3) &&
               !isLength(field, kLegacyScopesField)) {
      m_records.noteUnknownField(begin);
    }
    if (step == Step::Cut) return;
  }
}

void PieceDecoder::scopeGroup(std::string_view bytes, Signal signal) {
  GroupParts parts;
  collectParts(bytes, parts);
  enterScope(parts.head, parts.schemaUrl);
  records(bytes, signal);
}

void PieceDecoder::records(std::string_view bytes, Signal signal) {
  if (signal == Signal::Unknown) signal = signalOfScope(bytes);
  wire::Field field;
  FieldWalker walker(bytes);
  for (;;) {
    const char* const begin = walker.position();
    const Step step = walker.next(field);
    if (step == Step::End) return;
    if (step == Step::Malformed)
      return damaged(begin, "damaged data", "the records of a scope cannot be read further");
    if (step == Step::Cut) return damaged(begin, "damaged data", "a length runs past the end of its scope");
    if (isLength(field, 2)) {
      record(field.bytes, signal);
    } else if (!isLength(field, 1) && !isLength(field, 3)) {
      m_records.noteUnknownField(begin);
    }
  }
}

void PieceDecoder::record(std::string_view bytes, Signal signal) {
  switch (signal) {
    case Signal::Unknown:
    case Signal::Spans: {
      SpanView span;
      const ResourceHandle resource = resourceHandle();
      const ScopeHandle scope = scopeHandle();
      if (!m_records.span(bytes, span))
        return damaged(bytes.data(), "damaged span", "a span cannot be read and is left out");
      span.resource = resource;
      span.scope = scope;
      m_sink.span(span);
      break;
    }
    case Signal::Logs: {
      LogView log;
      const ResourceHandle resource = resourceHandle();
      const ScopeHandle scope = scopeHandle();
      if (!m_records.log(bytes, log))
        return damaged(bytes.data(), "damaged log", "a log record cannot be read and is left out");
      log.resource = resource;
      log.scope = scope;
      m_sink.log(log);
      break;
    }
    case Signal::Metrics: metric(bytes); break;
    case Signal::Profiles:
      damaged(bytes.data(), "profiles unsupported", "a profile, which Spanloupe does not read");
      break;
  }
}

/// Counts the data points of the one kind of data a metric has: fields 4 to 11, points in their field 1.
void PieceDecoder::metric(std::string_view bytes) {
  wire::Field field;
  FieldWalker walker(bytes);
  while (walker.next(field) == Step::Field) {
    if (field.type != Type::Length || field.number < 4 || field.number > 11) continue;
    wire::Field point;
    FieldWalker points(field.bytes);
    while (points.next(point) == Step::Field) m_metricPoints += isLength(point, 1) ? 1 : 0;
  }
}

}  // namespace spanloupe::formats::proto
