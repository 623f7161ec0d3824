// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/proto/record_decoder.h"

#include "core/formats/otlp/proto/field_walker.h"
#include "core/model/identity.h"

namespace spanloupe::formats::proto {
namespace {

// Tags of one byte: field number times eight plus wire type.
constexpr unsigned char varintTag(unsigned field) { return static_cast<unsigned char>(field << 3 | 0); }
constexpr unsigned char fixed64Tag(unsigned field) { return static_cast<unsigned char>(field << 3 | 1); }
constexpr unsigned char lengthTag(unsigned field) { return static_cast<unsigned char>(field << 3 | 2); }
constexpr unsigned char fixed32Tag(unsigned field) { return static_cast<unsigned char>(field << 3 | 5); }

std::uint64_t bigEndian(const char* bytes) {
  std::uint64_t value = 0;
  std::memcpy(&value, bytes, sizeof value);
  return __builtin_bswap64(value);
}

bool readTraceId(const char*& at, const char* end, TraceId& id, std::string_view& raw, bool& repaired) {
  std::string_view bytes;
  if (!readLength(at, end, bytes)) return false;
  if (bytes.size() == TraceId::kSize) [[likely]] {
    id = {bigEndian(bytes.data()), bigEndian(bytes.data() + 8)};
    raw = {};
    return true;
  }
  const auto parsed = parseTraceId(bytes);
  id = parsed.id;
  raw = parsed.raw;
  repaired |= parsed.repaired;
  return true;
}

bool readSpanId(const char*& at, const char* end, SpanId& id, std::string_view& raw, bool& repaired) {
  std::string_view bytes;
  if (!readLength(at, end, bytes)) return false;
  if (bytes.size() == SpanId::kSize) [[likely]] {
    id = {bigEndian(bytes.data())};
    raw = {};
    return true;
  }
  const auto parsed = parseSpanId(bytes);
  id = parsed.id;
  raw = parsed.raw;
  repaired |= parsed.repaired;
  return true;
}

bool readTime(const char*& at, const char* end, Timestamp& time) {
  std::uint64_t nanos = 0;
  if (!readFixed64(at, end, nanos)) return false;
  time = timestampFromNanos(nanos);
  return true;
}

bool readCount(const char*& at, const char* end, std::uint32_t& count) {
  std::uint64_t value = 0;
  if (!readVarint(at, end, value)) return false;
  count = static_cast<std::uint32_t>(value);
  return true;
}

/// The forms that ordinary encoders give nearly every attribute; the rest is canonicalValue()'s business.
bool isPlainlyCanonical(std::string_view value) {
  if (value.empty()) return true;
  switch (static_cast<unsigned char>(value[0])) {
    case lengthTag(1):
      return value.size() >= 2 && value.size() < 0x82 &&
             static_cast<unsigned char>(value[1]) == value.size() - 2;
    case varintTag(2): return value.size() == 2 && static_cast<unsigned char>(value[1]) <= 1;
    case varintTag(3): return value.size() == 2 && static_cast<unsigned char>(value[1]) < 0x80;
    case fixed64Tag(4): return value.size() == 9;
    default: return false;
  }
}

}  // namespace

void RecordDecoder::reset() {
  m_attributes.clear();
  m_nested.clear();
  m_events.clear();
  m_eventAttributes.clear();
  m_links.clear();
  m_linkAttributes.clear();
  m_rewrittenCount = 0;
}

std::uint64_t RecordDecoder::offsetOf(const char* at) const {
  // Resource and scope of a context lie elsewhere.
  const std::less<const char*> before;
  const char* const begin = m_piece.data();
  if (before(at, begin) || before(begin + m_piece.size(), at)) return m_offset;
  return m_offset + static_cast<std::uint64_t>(at - begin);
}

void RecordDecoder::noteOnce(bool& done, std::string_view kind, std::uint64_t offset, std::string_view text) {
  if (done) return;
  done = true;
  m_diagnostics.note(Severity::Note, kind, offset, text);
}

void RecordDecoder::noteUnknownField(const char* at) {
  noteOnce(m_notedUnknown, "unknown field", offsetOf(at),
           "a field that OTLP 1.11 does not have; such fields are not kept");
}

bool RecordDecoder::skip(const char* tag, const char*& at, const char* end) {
  FieldWalker walker({tag, static_cast<std::size_t>(end - tag)});
  wire::Field field;
  if (walker.next(field) != Step::Field) return false;
  at = walker.position();
  noteUnknownField(tag);
  return true;
}

bool RecordDecoder::canonical(std::string_view bytes, AttributeValue& out) {
  if (m_rewrittenCount == m_rewritten.size()) m_rewritten.emplace_back();
  std::string& scratch = m_rewritten[m_rewrittenCount];
  const CanonicalResult result = canonicalValue(bytes, scratch);
  if (!result.ok) return false;
  if (result.bytes.data() == scratch.data()) ++m_rewrittenCount;
  if (result.tooDeep) {
    m_diagnostics.warn("nested too deep", offsetOf(bytes.data()),
                       "a value has more than 100 levels; what lies deeper is kept as bytes");
  }
  if (result.droppedUnknown) noteUnknownField(bytes.data());
  out = AttributeValue(result.bytes);
  return true;
}

bool RecordDecoder::attribute(std::string_view bytes, std::vector<Attribute>& out) {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  std::string_view key;
  std::string_view value;
  while (at < end) {
    const char* const tag = at++;
    switch (static_cast<unsigned char>(*tag)) {
      case lengthTag(1):
        if (!readLength(at, end, key)) return false;
        break;
      case lengthTag(2):
        if (!readLength(at, end, value)) return false;
        break;
      default:
        if (!skip(tag, at, end)) return false;
    }
  }
  AttributeValue canonicalBytes(value);
  if (!isPlainlyCanonical(value) && !canonical(value, canonicalBytes)) return false;
  out.push_back({key, canonicalBytes});
  return true;
}

bool RecordDecoder::resource(std::string_view bytes, ResourceView& out) {
  reset();
  m_entityRefs.clear();
  const auto done = [&](bool ok) {
    out.attributes = m_attributes;
    out.entityRefs = m_entityRefs;
    return ok;
  };
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  std::string_view text;
  while (at < end) {
    const char* const tag = at++;
    switch (static_cast<unsigned char>(*tag)) {
      case lengthTag(1):
        if (!readLength(at, end, text) || !attribute(text, m_attributes)) return done(false);
        break;
      case varintTag(2):
        if (!readCount(at, end, out.droppedAttributes)) return done(false);
        break;
      case lengthTag(3):
        if (!readLength(at, end, text)) return done(false);
        m_entityRefs.append(tag, static_cast<std::size_t>(at - tag));
        break;
      default:
        if (!skip(tag, at, end)) return done(false);
    }
  }
  return done(true);
}

bool RecordDecoder::scope(std::string_view bytes, ScopeView& out) {
  reset();
  const auto done = [&](bool ok) {
    out.attributes = m_attributes;
    return ok;
  };
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  std::string_view text;
  while (at < end) {
    const char* const tag = at++;
    switch (static_cast<unsigned char>(*tag)) {
      case lengthTag(1):
        if (!readLength(at, end, out.name)) return done(false);
        break;
      case lengthTag(2):
        if (!readLength(at, end, out.version)) return done(false);
        break;
      case lengthTag(3):
        if (!readLength(at, end, text) || !attribute(text, m_attributes)) return done(false);
        break;
      case varintTag(4):
        if (!readCount(at, end, out.droppedAttributes)) return done(false);
        break;
      default:
        if (!skip(tag, at, end)) return done(false);
    }
  }
  return done(true);
}

bool RecordDecoder::event(std::string_view bytes) {
  EventView event;
  Range range{m_nested.size(), 0};
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  std::string_view text;
  while (at < end) {
    const char* const tag = at++;
    switch (static_cast<unsigned char>(*tag)) {
      case fixed64Tag(1):
        if (!readTime(at, end, event.time)) return false;
        break;
      case lengthTag(2):
        if (!readLength(at, end, event.name)) return false;
        break;
      case lengthTag(3):
        if (!readLength(at, end, text) || !attribute(text, m_nested)) return false;
        break;
      case varintTag(4):
        if (!readCount(at, end, event.droppedAttributes)) return false;
        break;
      default:
        if (!skip(tag, at, end)) return false;
    }
  }
  range.end = m_nested.size();
  m_events.push_back(event);
  m_eventAttributes.push_back(range);
  return true;
}

bool RecordDecoder::link(std::string_view bytes) {
  LinkView link;
  Range range{m_nested.size(), 0};
  bool repaired = false;
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  std::string_view text;
  while (at < end) {
    const char* const tag = at++;
    switch (static_cast<unsigned char>(*tag)) {
      case lengthTag(1):
        if (!readTraceId(at, end, link.traceId, link.rawTraceId, repaired)) return false;
        break;
      case lengthTag(2):
        if (!readSpanId(at, end, link.spanId, link.rawSpanId, repaired)) return false;
        break;
      case lengthTag(3):
        if (!readLength(at, end, link.traceState)) return false;
        break;
      case lengthTag(4):
        if (!readLength(at, end, text) || !attribute(text, m_nested)) return false;
        break;
      case varintTag(5):
        if (!readCount(at, end, link.droppedAttributes)) return false;
        break;
      case fixed32Tag(6):
        if (!readFixed32(at, end, link.flags)) return false;
        break;
      default:
        if (!skip(tag, at, end)) return false;
    }
  }
  checkId(link.traceId, link.rawTraceId, offsetOf(bytes.data()));
  checkId(link.spanId, link.rawSpanId, offsetOf(bytes.data()));
  range.end = m_nested.size();
  m_links.push_back(link);
  m_linkAttributes.push_back(range);
  return true;
}

bool RecordDecoder::status(std::string_view bytes, SpanView& out) {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  std::uint64_t value = 0;
  bool deprecatedError = false;
  while (at < end) {
    const char* const tag = at++;
    switch (static_cast<unsigned char>(*tag)) {
      case varintTag(1):  // Before opentelemetry-proto 0.12: 0 = ok, any other number an error.
        if (!readVarint(at, end, value)) return false;
        deprecatedError = value != 0;
        break;
      case lengthTag(2):
        if (!readLength(at, end, out.statusMessage)) return false;
        break;
      case varintTag(3):
        if (!readVarint(at, end, value)) return false;
        out.status = static_cast<StatusCode>(static_cast<std::uint32_t>(value));
        break;
      default:
        if (!skip(tag, at, end)) return false;
    }
  }
  if (deprecatedError && out.status == StatusCode::Unset) out.status = StatusCode::Error;
  return true;
}

bool RecordDecoder::span(std::string_view bytes, SpanView& out) {
  reset();
  out = {};
  bool repaired = false;
  std::uint64_t value = 0;
  std::string_view text;
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  while (at < end) {
    const char* const tag = at++;
    bool ok = true;
    switch (static_cast<unsigned char>(*tag)) {
      case lengthTag(1): ok = readTraceId(at, end, out.traceId, out.rawTraceId, repaired); break;
      case lengthTag(2): ok = readSpanId(at, end, out.spanId, out.rawSpanId, repaired); break;
      case lengthTag(3): ok = readLength(at, end, out.traceState); break;
      case lengthTag(4): ok = readSpanId(at, end, out.parentSpanId, out.rawParentSpanId, repaired); break;
      case lengthTag(5): ok = readLength(at, end, out.name); break;
      case varintTag(6):
        ok = readVarint(at, end, value);
        out.kind = static_cast<SpanKind>(static_cast<std::uint32_t>(value));
        break;
      case fixed64Tag(7): ok = readTime(at, end, out.start); break;
      case fixed64Tag(8): ok = readTime(at, end, out.end); break;
      case lengthTag(9): ok = readLength(at, end, text) && attribute(text, m_attributes); break;
      case varintTag(10): ok = readCount(at, end, out.droppedAttributes); break;
      case lengthTag(11): ok = readLength(at, end, text) && event(text); break;
      case varintTag(12): ok = readCount(at, end, out.droppedEvents); break;
      case lengthTag(13): ok = readLength(at, end, text) && link(text); break;
      case varintTag(14): ok = readCount(at, end, out.droppedLinks); break;
      case lengthTag(15): ok = readLength(at, end, text) && status(text, out); break;
      default: ok = otherSpanField(tag, at, end, out);
    }
    if (!ok) [[unlikely]]
      return false;
  }
  finishSpan(out);
  if (repaired)
    noteOnce(m_notedRepaired, "repaired id", offsetOf(bytes.data()),
             "ids of a known wrong length were put right");
  checkSpan(out, offsetOf(bytes.data()));
  return true;
}

/// Fields with tags of two bytes, and unknown ones.
bool RecordDecoder::otherSpanField(const char* tag, const char*& at, const char* end, SpanView& out) {
  if (static_cast<unsigned char>(*tag) == 0x85 && at < end && *at == 0x01) {  // 16, fixed32
    ++at;
    return readFixed32(at, end, out.flags);
  }
  return skip(tag, at, end);
}

void RecordDecoder::finishSpan(SpanView& out) {
  const std::span<const Attribute> nested(m_nested);
  for (std::size_t i = 0; i < m_events.size(); ++i)
    m_events[i].attributes =
        nested.subspan(m_eventAttributes[i].begin, m_eventAttributes[i].end - m_eventAttributes[i].begin);
  for (std::size_t i = 0; i < m_links.size(); ++i)
    m_links[i].attributes =
        nested.subspan(m_linkAttributes[i].begin, m_linkAttributes[i].end - m_linkAttributes[i].begin);
  out.attributes = m_attributes;
  out.events = m_events;
  out.links = m_links;
}

void RecordDecoder::checkSpan(const SpanView& span, std::uint64_t offset) {
  const bool oddIds = span.traceId.isZero() || span.spanId.isZero() || !span.rawTraceId.empty() ||
                      !span.rawSpanId.empty() || !span.rawParentSpanId.empty();
  const bool oddTimes = isAbsurd(span.start) || span.end < span.start || isAbsurd(span.end);
  if (!oddIds && !oddTimes) [[likely]]
    return;
  if (span.traceId.isZero())
    m_diagnostics.warn("no trace id", offset, "a span without trace id; it is kept outside of all traces");
  if (span.spanId.isZero())
    m_diagnostics.warn("no span id", offset, "a span without id; no child can name it as its parent");
  checkId(span.traceId, span.rawTraceId, offset);
  checkId(span.spanId, span.rawSpanId, offset);
  checkId(span.parentSpanId, span.rawParentSpanId, offset);
  const bool unfinished = nanosOf(span.end) == 0;
  if (nanosOf(span.start) == 0) {
    m_diagnostics.warn("absurd time", offset, "a span without start time");
  } else if (isAbsurd(span.start) || (!unfinished && isAbsurd(span.end))) {
    m_diagnostics.warn("absurd time", offset,
                       "a time before 1973 or after 2262; perhaps it was not given in nanoseconds");
  }
  if (!unfinished && span.end < span.start)
    m_diagnostics.warn("end before start", offset, "a span ends before it starts");
}

template <typename Id>
void RecordDecoder::checkId(const Id& id, std::string_view raw, std::uint64_t offset) {
  // Eight and twelve or twenty-four bytes are known defects that were repaired.
  if (raw.empty() || id.isZero()) return;
  if constexpr (std::is_same_v<Id, TraceId>) {
    if (parseTraceId(raw).repaired) return;
  } else {
    if (parseSpanId(raw).repaired) return;
  }
  m_diagnostics.warn("wrong id length", offset,
                     "an id of " + std::to_string(raw.size()) +
                         " bytes; one of the right length stands for it, and its bytes are kept");
}

bool RecordDecoder::log(std::string_view bytes, LogView& out) {
  reset();
  out = {};
  bool repaired = false;
  std::string_view text;
  std::string_view oldName;
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  while (at < end) {
    const char* const tag = at++;
    bool ok = true;
    switch (static_cast<unsigned char>(*tag)) {
      case fixed64Tag(1): ok = readTime(at, end, out.time); break;
      case varintTag(2): ok = readCount(at, end, out.severityNumber); break;
      case lengthTag(3): ok = readLength(at, end, out.severityText); break;
      case lengthTag(4): ok = readLength(at, end, oldName); break;  // Before opentelemetry-proto 0.16
      case lengthTag(5): ok = readLength(at, end, text) && canonical(text, out.body); break;
      case lengthTag(6): ok = readLength(at, end, text) && attribute(text, m_attributes); break;
      case varintTag(7): ok = readCount(at, end, out.droppedAttributes); break;
      case fixed32Tag(8): ok = readFixed32(at, end, out.flags); break;
      case lengthTag(9): ok = readTraceId(at, end, out.traceId, out.rawTraceId, repaired); break;
      case lengthTag(10): ok = readSpanId(at, end, out.spanId, out.rawSpanId, repaired); break;
      case fixed64Tag(11): ok = readTime(at, end, out.observedTime); break;
      case lengthTag(12): ok = readLength(at, end, out.eventName); break;
      default: ok = skip(tag, at, end);
    }
    if (!ok) [[unlikely]]
      return false;
  }
  if (out.eventName.empty()) out.eventName = oldName;
  out.attributes = m_attributes;
  const std::uint64_t offset = offsetOf(bytes.data());
  if (repaired)
    noteOnce(m_notedRepaired, "repaired id", offset, "ids of a known wrong length were put right");
  checkId(out.traceId, out.rawTraceId, offset);
  checkId(out.spanId, out.rawSpanId, offset);
  return true;
}

}  // namespace spanloupe::formats::proto
