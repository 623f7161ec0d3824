// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/json_splitter.h"

#include <algorithm>

#include "core/formats/otlp/json/document_start.h"

namespace spanloupe::formats::json {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
/// A member's name and the first byte of its value must be within this.
constexpr std::size_t kMemberSize = std::size_t{64} << 10;
/// Enough to recognise the first member of a document.
constexpr std::size_t kLineStart = 512;
/// Lists and objects open at the same time; real files have eight at most.
constexpr std::size_t kMaxFrames = 32;

bool isSpace(char c) { return static_cast<unsigned char>(c) <= ' '; }

std::size_t skipSeparators(std::string_view text, std::size_t at) {
  while (at < text.size() && (isSpace(text[at]) || text[at] == ',')) ++at;
  return at;
}

/// One past the closing quote of the string that begins at `at`.
std::size_t stringEnd(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return kNone;
}

/// One past a string, number or word; kNone when it may go on behind `text`.
std::size_t scalarEnd(std::string_view text, std::size_t at) {
  if (text[at] == '"') return stringEnd(text, at);
  return text.find_first_of(",]}[{:\" \t\r\n", at + 1);
}

}  // namespace

JsonSplitter::JsonSplitter(Input& input, std::size_t pieceSize, std::size_t maxRecord)
    : m_input(input), m_pieceSize(pieceSize), m_maxRecord(maxRecord) {
  m_frames.push_back({});
}

Result<std::optional<Piece>> JsonSplitter::next(Diagnostics& diagnostics) {
  m_diagnostics = &diagnostics;
  while (!m_finished) {
    Step step = m_seeking ? seekDocument() : isList(m_frames.back().role) ? gather() : enterObject();
    if (!step) {
      m_finished = true;
      return step;
    }
    if (step->has_value()) return step;
  }
  return std::nullopt;
}

/// As many whole elements of the list at hand as fit into a piece.
JsonSplitter::Step JsonSplitter::gather() {
  // A growing input is not asked for more than it takes to give out one element.
  const auto view = m_input.peekSome(m_needed, m_pieceSize);
  if (!view) return tl::unexpected(view.error());
  const bool atEnd = view->size() < m_needed;
  const std::string_view text = view->substr(0, m_pieceSize);
  BracketScanner scanner(text);
  std::size_t begin = kNone;
  std::size_t end = 0;
  std::size_t at = 0;
  std::size_t line = 0;
  while (true) {
    at = skipSeparators(text, at);
    if (isRoot() && text.substr(at).starts_with(kByteOrderMark)) {
      at += kByteOrderMark.size();
      continue;
    }
    if (at == text.size()) break;
    const char c = text[at];
    if (c == ']' && !isRoot()) {
      if (begin != kNone) break;
      m_frames.pop_back();
      return advance(at + 1);
    }
    std::size_t close = kNone;
    if (c == '{' && isRoot()) {
      // No document contains the beginning of another one at the beginning of a line: a line that was cut off
      // must not take the good lines behind it for its own.
      if (line <= at) line = std::min(findDocumentLine(text, at + 1, true), text.size());
      const char* const found = BracketScanner(text.substr(0, line)).close(text.data() + at);
      if (found != nullptr) {
        close = static_cast<std::size_t>(found - text.data());
      } else if (line < text.size()) {
        close = line;
      }
    } else if (c == '{' || c == '[') {
      const char* const found = scanner.close(text.data() + at);
      if (found != nullptr) close = static_cast<std::size_t>(found - text.data());
    } else if (isRoot()) {
      // No JSON: up to the next line that may be, for the decoder to report.
      close = std::min(findDocumentLine(text, at, false), text.size());
      scanner = BracketScanner(text);
    } else if (c == '}' || c == ':') {
      if (begin != kNone) break;
      return damaged("an element of a list was expected");
    } else {
      close = scalarEnd(text, at);
    }
    if (close == kNone) {
      if (begin != kNone) break;
      if (!atEnd && text.size() < m_pieceSize) return askForMore(text.size());
      return openOrGrow(text, at, atEnd);
    }
    if (begin == kNone) begin = at;
    end = at = close;
  }
  if (begin != kNone) return giveOut(begin, end - begin, false);
  if (atEnd) return finish();
  return advance(at);
}

JsonSplitter::Step JsonSplitter::advance(std::size_t size) {
  m_needed = 1;
  const auto skipped = m_input.skip(size);
  if (!skipped) return tl::unexpected(skipped.error());
  return std::nullopt;
}

/// What is at hand begins something that does not end in it: at least one byte more.
JsonSplitter::Step JsonSplitter::askForMore(std::size_t size) {
  m_needed = size + 1;
  return std::nullopt;
}

/// The element at `at` does not end in `text`.
JsonSplitter::Step JsonSplitter::openOrGrow(std::string_view text, std::size_t at, bool atEnd) {
  if (text[at] == '{' && !isRoot() && !isList(m_frames[1].role)) {
    if (const std::size_t line = findDocumentLine(text, at + 1, true); line != kNone) {
      Step piece = giveOut(at, line - at, false);
      m_frames.resize(1);
      return piece;
    }
  }
  if (atEnd) {
    m_diagnostics->error("unfinished file", m_input.offset() + at,
                         "the input ends inside this value: what is whole in it is kept");
    Step piece = giveOut(at, text.size() - at, true);
    m_frames.resize(1);
    return piece;
  }
  const char c = text[at];
  if (Step step = advance(at); !step) return step;
  switch (m_frames.back().role) {
    case Role::Values:
      if (m_frames.size() >= kMaxFrames) {
        m_diagnostics->error("nested too deep", m_input.offset(),
                             "more than 32 arrays and objects around resource groups: left out");
        return skipValue(0);
      }
      m_sawValue = true;
      if (c == '{') return openObject(1, Role::Object);
      if (c == '[') return openList(0, Role::Values, Level::Values);
      break;
    case Role::Scopes:
      if (c == '{') return openObject(1, Role::Scope);
      break;
    default:
      if (c == '{') return growRecord();
  }
  return skipValue(0);
}

/// Where the next record begins if the one at the beginning of `text` only lacks a closing bracket: an object
/// that begins alike, behind a comma, and is whole. Links begin like spans, but have no times.
std::size_t JsonSplitter::findSibling(std::string_view text) const {
  const std::string_view name = firstMemberName(text);
  const bool spans = m_frames.back().context->level == Level::Spans;
  for (std::size_t at = text.find('{', 1); at != kNone && !name.empty(); at = text.find('{', at + 1)) {
    if (firstMemberName(text.substr(at)) != name) continue;
    const std::size_t before = text.substr(0, at).find_last_not_of(" \t\r\n");
    if (text[before] != ',') continue;
    const char* const close = BracketScanner(text.substr(at)).close(text.data() + at);
    if (close == nullptr) return kNone;
    const std::string_view record = text.substr(at, static_cast<std::size_t>(close - text.data()) - at);
    if (!spans || record.find("\"start") != kNone) return at;
  }
  return kNone;
}

/// The record at hand is larger than a piece, or seems so for want of a bracket.
JsonSplitter::Step JsonSplitter::growRecord() {
  const auto start = m_input.peekSome(m_pieceSize, m_pieceSize);
  if (!start) return tl::unexpected(start.error());
  if (const std::size_t sibling = findSibling(start->substr(0, m_pieceSize)); sibling != kNone)
    return giveOut(0, sibling, false);
  for (std::size_t had = m_pieceSize; had < m_maxRecord;) {
    const auto view = m_input.peekSome(had + 1, std::min(had * 2, m_maxRecord));
    if (!view) return tl::unexpected(view.error());
    const std::string_view text = view->substr(0, m_maxRecord);
    const char* const close = BracketScanner(text).close(text.data());
    if (close != nullptr) return giveOut(0, static_cast<std::size_t>(close - text.data()), false);
    if (text.size() <= had) return openOrGrow(text, 0, true);
    had = text.size();
  }
  m_diagnostics->error(
      "record too large", m_input.offset(),
      "a single record of more than " + std::to_string(m_maxRecord >> 20) + " MiB is left out");
  return skipValue(0);
}

JsonSplitter::Member JsonSplitter::findMember(std::string_view text, std::size_t at) {
  Member member;
  at = skipSeparators(text, at);
  member.begin = at;
  if (at < text.size() && text[at] == '}') {
    member.closed = true;
    member.value = at + 1;
    return member;
  }
  if (at < text.size() && text[at] != '"') return member;
  const std::size_t end = at < text.size() ? stringEnd(text, at) : kNone;
  const std::size_t colon = end == kNone ? kNone : skipSeparators(text, end);
  if (colon < text.size() && text[colon] != ':') return member;
  const std::size_t value = colon < text.size() ? skipSeparators(text, colon + 1) : kNone;
  if (value >= text.size()) {
    member.incomplete = true;
    return member;
  }
  member.found = true;
  member.name = text.substr(at + 1, end - at - 2);
  member.value = value;
  return member;
}

JsonSplitter::Step JsonSplitter::enterObject() {
  const auto view = m_input.peekSome(m_needed, kMemberSize);
  if (!view) return tl::unexpected(view.error());
  const std::string_view text = view->substr(0, kMemberSize);
  const Member member = findMember(text, 0);
  if (member.found) return enterMember(member, text[member.value]);
  if (member.incomplete && text.size() < m_needed) return finish();
  if (member.incomplete && text.size() < kMemberSize) return askForMore(text.size());
  if (!member.closed) return damaged("a member of an object was expected");
  m_frames.pop_back();
  return advance(member.value);
}

/// Whether only a list makes sense as that member. (Groups and wrappers may also be single objects.)
bool JsonSplitter::isListOf(Role role, Key key) {
  if (role == Role::Group) return key == Key::ScopeGroups || key == Key::DeprecatedScopeGroups;
  return role == Role::Scope && (key == Key::Spans || key == Key::LogRecords || key == Key::Metrics);
}

JsonSplitter::Step JsonSplitter::enterMember(const Member& member, char first) {
  const Key key = keyNamed(member.name);
  const std::size_t value = member.value;
  Frame& frame = m_frames.back();
  if (frame.role == Role::Object && key >= Key::Resource && key <= Key::SchemaUrl) frame.role = Role::Group;
  if (frame.role != Role::Object && !frame.lookedAhead) {
    if (const auto looked = lookAhead(); !looked) return tl::unexpected(looked.error());
    // What was found in a text that is gone now.
    return std::nullopt;
  }
  const bool list = first == '[';
  if (!list && first != 'n' && isListOf(frame.role, key))
    m_diagnostics->warn("bad value", m_input.offset() + value,
                        "a list was expected: what is here instead is left out");
  switch (key) {
    case Key::ResourceSpans:
    case Key::ResourceLogs:
    case Key::ResourceMetrics:
    case Key::Wrapper:
      if (frame.role != Role::Object) break;
      if (list) return openList(value, Role::Values, Level::Values);
      if (first == '{') return openObject(value + 1, Role::Object);
      break;
    case Key::ScopeGroups:
    case Key::DeprecatedScopeGroups:
      if (frame.role != Role::Group || !list) break;
      if (key == Key::DeprecatedScopeGroups && frame.hasScopes) break;
      return openList(value, Role::Scopes, Level::Scopes);
    case Key::Spans:
    case Key::LogRecords:
    case Key::Metrics:
      if (frame.role != Role::Scope || !list) break;
      return openList(value, Role::Records,
                      key == Key::Spans        ? Level::Spans
                      : key == Key::LogRecords ? Level::Logs
                                               : Level::Metrics);
    case Key::Resource:
      if (frame.role == Role::Group && !frame.sawEnd && frame.context->resource.text().empty())
        return tooLate(value, "resource");
      break;
    case Key::Scope:
      if (frame.role == Role::Scope && !frame.sawEnd && frame.context->scope.text().empty())
        return tooLate(value, "scope");
      break;
    default: break;
  }
  return skipValue(value);
}

JsonSplitter::Step JsonSplitter::tooLate(std::size_t value, std::string_view what) {
  m_diagnostics->warn(
      "late resource", m_input.offset() + value,
      "the " + std::string(what) + " stands too far behind its records in a stream: they have none");
  return skipValue(value);
}

/// Pushes a frame for the list whose [ stands at `value`, with what its pieces need to know.
JsonSplitter::Step JsonSplitter::openList(std::size_t value, Role role, Level level) {
  Frame frame;
  frame.role = role;
  if (role != Role::Values) {
    frame.context = std::make_shared<JsonContext>(*m_frames.back().context);
    frame.context->level = level;
  }
  m_frames.push_back(std::move(frame));
  return advance(value + 1);
}

JsonSplitter::Step JsonSplitter::openObject(std::size_t skip, Role role) {
  Frame frame;
  frame.role = role;
  frame.context = m_frames.back().context ? std::make_shared<JsonContext>(*m_frames.back().context)
                                          : std::make_shared<JsonContext>();
  m_frames.push_back(std::move(frame));
  return advance(skip);
}

/// Collects what concerns all records of the group or scope at hand from the members still to come.
Result<void> JsonSplitter::lookAhead() {
  m_frames.back().lookedAhead = true;
  for (std::size_t had = 0; had < m_maxRecord;) {
    const auto most = std::max<std::uint64_t>(m_input.buffered(), std::max(had * 2, 2 * m_pieceSize));
    const auto view = m_input.peekSome(had + 1, static_cast<std::size_t>(most));
    if (!view) return tl::unexpected(view.error());
    if (view->size() <= had || noteMembers(*view)) return {};
    had = view->size();
  }
  return {};
}

/// True when `text` reaches the end of the object.
bool JsonSplitter::noteMembers(std::string_view text) {
  Frame& frame = m_frames.back();
  JsonContext& context = *frame.context;
  BracketScanner scanner(text);
  std::size_t at = 0;
  while (true) {
    const Member member = findMember(text, at);
    frame.sawEnd = member.closed;
    if (!member.found) return !member.incomplete;
    std::size_t end = kNone;
    if (text[member.value] == '{' || text[member.value] == '[') {
      const char* const close = scanner.close(text.data() + member.value);
      if (close != nullptr) end = static_cast<std::size_t>(close - text.data());
    } else {
      end = scalarEnd(text, member.value);
    }
    const std::string_view value = text.substr(member.value, end == kNone ? kNone : end - member.value);
    const Key key = keyNamed(member.name);
    if (key == Key::ScopeGroups && value.find('{') != kNone) frame.hasScopes = true;
    if (end == kNone) return false;
    at = end;
    const bool isGroup = frame.role == Role::Group;
    if (key != Key::SchemaUrl && key != (isGroup ? Key::Resource : Key::Scope)) continue;
    PaddedText& place = key == Key::SchemaUrl ? (isGroup ? context.resourceSchemaUrl : context.scopeSchemaUrl)
                                              : (isGroup ? context.resource : context.scope);
    place = PaddedText(value, m_input.offset() + member.value);
  }
}

JsonSplitter::Step JsonSplitter::giveOut(std::size_t skip, std::size_t size, bool cut) {
  m_sawValue = true;
  if (Step step = advance(skip); !step) return step;
  std::shared_ptr<const JsonContext> context = m_frames.back().context;
  if (cut) {
    auto copy = context ? std::make_shared<JsonContext>(*context) : std::make_shared<JsonContext>();
    copy->cut = true;
    context = std::move(copy);
  }
  const std::uint64_t offset = m_input.offset();
  auto data = m_input.take(size);
  if (!data) return tl::unexpected(data.error());
  return Piece{*std::move(data), offset, std::move(context)};
}

/// Steps over `skip` bytes and the value behind them, however large it is.
JsonSplitter::Step JsonSplitter::skipValue(std::size_t skip) {
  if (Step step = advance(skip); !step) return step;
  const std::size_t window =
      std::max(m_pieceSize, std::size_t{4096}) / BracketScanner::kBlockSize * BracketScanner::kBlockSize;
  BracketScanner scanner{std::string_view()};
  bool began = false;
  bool escaped = false;
  char first = '\0';
  while (true) {
    const auto view = m_input.peek(window);
    if (!view) return tl::unexpected(view.error());
    const std::string_view text = view->substr(0, window);
    std::size_t end = kNone;
    std::size_t at = 0;
    if (!began && !text.empty()) first = text.front();
    if (first == '{' || first == '[') {
      if (!began) scanner = BracketScanner(text);
      const char* const close = began ? scanner.closeIn(text) : scanner.close(text.data());
      if (close != nullptr) end = static_cast<std::size_t>(close - text.data());
    } else if (first == '"') {
      for (at = began ? 0 : 1; at < text.size() && (escaped || text[at] != '"'); ++at)
        escaped = !escaped && text[at] == '\\';
      if (at < text.size()) end = at + 1;
    } else if (!text.empty()) {
      end = text.find_first_of(",]}[{:\" \t\r\n", began ? 0 : 1);
    }
    began = true;
    if (Step step = advance(end == kNone ? text.size() : end); !step) return step;
    if (end != kNone) return std::nullopt;
    if (view->size() < window) return finish();
  }
}

JsonSplitter::Step JsonSplitter::damaged(std::string_view what) {
  m_diagnostics->error(
      "damaged document", m_input.offset(),
      "no JSON: " + std::string(what) + "; continued at the next line that begins a document");
  m_frames.resize(1);
  m_seeking = true;
  return std::nullopt;
}

JsonSplitter::Step JsonSplitter::seekDocument() {
  const std::size_t window = std::max(m_pieceSize, 8 * kLineStart);
  const auto view = m_input.peek(window);
  if (!view) return tl::unexpected(view.error());
  const std::size_t line = findDocumentLine(*view, 0, true);
  const bool atEnd = view->size() < window;
  m_seeking = line == kNone && !atEnd;
  const std::size_t passed = line != kNone ? line : atEnd ? view->size() : view->size() - kLineStart;
  return advance(passed);
}

/// Nothing follows.
JsonSplitter::Step JsonSplitter::finish() {
  if (!isRoot()) {
    m_diagnostics->error("unfinished file", m_input.offset(),
                         "the input ends inside a document: what is whole in it is kept");
  } else if (!m_sawValue) {
    m_diagnostics->error("empty file", m_input.offset(), "the input holds no JSON value");
  }
  m_finished = true;
  return std::nullopt;
}

}  // namespace spanloupe::formats::json
