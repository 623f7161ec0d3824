// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/proto/proto_splitter.h"

#include <algorithm>
#include <limits>

#include "core/formats/otlp/proto/field_walker.h"

namespace spanloupe::formats::proto {
namespace {

constexpr std::uint64_t kNoEnd = std::numeric_limits<std::uint64_t>::max();

bool isScopes(std::uint32_t number) { return number == 2 || number == kLegacyScopesField; }

}  // namespace

Result<bool> ProtoSplitter::begin() {
  m_begun = true;
  const auto head = m_input.peekSome(1, Format::kSniffSize);
  if (!head) return tl::unexpected(head.error());
  auto context = std::make_shared<ProtoContext>();
  context->framing = guessShape(*head).framing;
  context->level = context->framing == Framing::Raw ? Level::Message : Level::Frames;
  m_open.push_back({kNoEnd, std::move(context), 0});
  return !head->empty();
}

Result<std::optional<Piece>> ProtoSplitter::next(Diagnostics& diagnostics) {
  if (!m_begun) {
    const auto begun = begin();
    if (!begun) return tl::unexpected(begun.error());
  }
  while (!m_done) {
    const Open& open = m_open.back();
    const std::uint64_t left = open.end - m_input.offset();
    if (left == 0) {
      m_open.pop_back();
      continue;
    }
    Child stop;
    std::size_t whole = 0;
    const auto view = window(open, stop, whole);
    if (!view) return tl::unexpected(view.error());
    if (view->empty()) return finish(diagnostics, open.end != kNoEnd);
    if (whole > 0) {
      noteLateParts(diagnostics, view->substr(0, whole), open);
      return takePiece(whole);
    }
    const bool atEnd = view->size() < std::min<std::uint64_t>(kPieceSize, left);
    auto piece = incomplete(diagnostics, stop, left, atEnd);
    if (!piece || piece->has_value()) return piece;
  }
  return std::nullopt;
}

/// Up to a piece of the open message, with the size of the whole children it begins with and what comes
/// behind them. A growing input is waited for only until there is one.
Result<std::string_view> ProtoSplitter::window(const Open& open, Child& stop, std::size_t& whole) {
  const auto want =
      static_cast<std::size_t>(std::min<std::uint64_t>(kPieceSize, open.end - m_input.offset()));
  std::size_t known = 0;
  for (;;) {
    auto view = m_input.peekSome(known + 1, want);
    if (!view) return view;
    whole = wholeChildren(*view, open, stop);
    const bool hopeless = stop.state == Child::State::Malformed || stop.state == Child::State::Separator;
    if (whole > 0 || hopeless || view->size() >= want || view->size() <= known) return view;
    known = view->size();
  }
}

std::size_t ProtoSplitter::wholeChildren(std::string_view window, const Open& open, Child& stop) {
  std::size_t at = 0;
  while (at < window.size()) {
    stop = childAt(window.substr(at), open);
    if (stop.state == Child::State::Separator && at + 1 < window.size()) {
      // Decoders pass over it as well; one that ends the window may still turn out to be a tag.
      ++at;
      continue;
    }
    if (stop.state != Child::State::Whole) break;
    at += static_cast<std::size_t>(stop.total);
  }
  return at;
}

ProtoSplitter::Child ProtoSplitter::frameAt(std::string_view rest, Framing framing) const {
  Child child;
  std::uint64_t size = 0;
  if (framing == Framing::BigEndian) {
    child.header = 4;
    if (rest.size() < child.header) {
      child.state = Child::State::HeaderCut;
      return child;
    }
    for (const char c : rest.substr(0, 4)) size = size << 8 | static_cast<unsigned char>(c);
  } else {
    const int width = wire::parseVarint(rest, size);
    if (width <= 0) {
      child.state = width == 0 ? Child::State::HeaderCut : Child::State::Malformed;
      return child;
    }
    child.header = static_cast<std::uint64_t>(width);
  }
  child.isLength = true;
  child.total = size > kNoEnd / 2 ? kNoEnd / 2 : child.header + size;
  child.state = child.total <= rest.size() ? Child::State::Whole : Child::State::Incomplete;
  if (child.state == Child::State::Whole && size > kMaxRecord) child.state = Child::State::Incomplete;
  return child;
}

ProtoSplitter::Child ProtoSplitter::childAt(std::string_view rest, const Open& open) const {
  const Framing framing = open.context->framing;
  if (open.context->level == Level::Frames) return frameAt(rest, framing);
  Child child;
  if (framing == Framing::Raw && open.context->level == Level::Message &&
      (isSeparator(rest) || rest == "\n")) {
    child.state = Child::State::Separator;
    return child;
  }
  const char* at = rest.data();
  const char* const end = at + rest.size();
  std::uint64_t tag = 0;
  const int width = wire::parseVarint(rest, tag);
  if (width <= 0) {
    child.state = width == 0 ? Child::State::HeaderCut : Child::State::Malformed;
    return child;
  }
  if (tag >> 3 == 0 || tag >> 32 != 0) return child;
  at += width;
  child.number = static_cast<std::uint32_t>(tag >> 3);
  std::uint64_t size = 0;
  switch (static_cast<wire::Type>(tag & 7)) {
    case wire::Type::Length: {
      const int sizeWidth = wire::parseVarint({at, static_cast<std::size_t>(end - at)}, size);
      if (sizeWidth <= 0) {
        child.state = sizeWidth == 0 ? Child::State::HeaderCut : Child::State::Malformed;
        return child;
      }
      child.isLength = true;
      child.header = static_cast<std::uint64_t>(width + sizeWidth);
      child.total = size > kNoEnd / 2 ? kNoEnd / 2 : child.header + size;
      child.state = child.total <= rest.size() ? Child::State::Whole : Child::State::Incomplete;
      return child;
    }
    case wire::Type::StartGroup:
    case wire::Type::Varint:
    case wire::Type::Fixed64:
    case wire::Type::Fixed32: {
      wire::Reader reader(rest);
      wire::Field field;
      if (reader.next(field)) {
        child.total = static_cast<std::uint64_t>(reader.position() - rest.data());
        child.state = Child::State::Whole;
      } else if (rest.size() < kPieceSize) {
        child.state = Child::State::HeaderCut;
      }
      return child;
    }
    default: return child;
  }
}

Result<std::optional<Piece>> ProtoSplitter::takePiece(std::uint64_t size) {
  Piece piece;
  piece.offset = m_input.offset();
  piece.context = m_open.back().context;
  auto taken = m_input.take(static_cast<std::size_t>(size));
  if (!taken) return tl::unexpected(taken.error());
  piece.data = std::move(*taken);
  return piece;
}

/// Ends the input. A reading error that waits behind the last bytes is reported now.
Result<std::optional<Piece>> ProtoSplitter::finish(Diagnostics& diagnostics, bool cut) {
  m_done = true;
  if (cut) {
    diagnostics.error("unfinished file", m_input.offset(),
                      "the input ends inside a record; everything before that is kept");
  }
  for (;;) {
    const auto skipped = m_input.skip(kPieceSize);
    if (!skipped) return tl::unexpected(skipped.error());
    if (*skipped == 0) return std::nullopt;
  }
}

Result<void> ProtoSplitter::skipDamage(Diagnostics& diagnostics, std::uint64_t left, std::string_view text) {
  diagnostics.error("damaged data", m_input.offset(), text);
  const auto skipped = m_input.skip(left);
  if (!skipped) return tl::unexpected(skipped.error());
  return {};
}

/// The first child is not whole in a window of kPieceSize, or of what is left of the message or the input.
Result<std::optional<Piece>> ProtoSplitter::incomplete(Diagnostics& diagnostics, const Child& child,
                                                       std::uint64_t left, bool atEnd) {
  const Open& open = m_open.back();
  const std::uint64_t offset = m_input.offset();
  if (child.state == Child::State::Separator) {
    const auto skipped = m_input.skip(1);
    if (!skipped) return tl::unexpected(skipped.error());
    return std::nullopt;
  }
  const bool endless = open.end == kNoEnd;
  if (child.state == Child::State::HeaderCut && atEnd) return finish(diagnostics, true);
  if (child.state == Child::State::Malformed || child.state == Child::State::HeaderCut) {
    if (endless) {
      m_done = true;
      return fail(ErrorKind::Corrupt, "is no OTLP protobuf from here on; what came before is kept",
                  m_input.name(), offset);
    }
    const auto skipped =
        skipDamage(diagnostics, left, "no field begins here; the rest of this message is left out");
    if (!skipped) return tl::unexpected(skipped.error());
    return std::nullopt;
  }
  if (open.context->level == Level::Frames && child.total - child.header > kMaxRecord) {
    m_done = true;
    return fail(ErrorKind::Corrupt,
                "a message of " + std::to_string(child.total - child.header) +
                    " bytes is announced here, more than the limit of " + std::to_string(kMaxRecord) +
                    "; what came before is kept",
                m_input.name(), offset);
  }
  if (canEnter(open, child)) {
    if (child.total > left)
      diagnostics.error("damaged data", offset, "a length runs past the end of its message");
    const auto entered = enter(child, left);
    if (!entered) return tl::unexpected(entered.error());
    return std::nullopt;
  }
  if (child.total > left) {
    const auto skipped = skipDamage(diagnostics, left,
                                    "a length runs past the end of its message; the rest of it is left out");
    if (!skipped) return tl::unexpected(skipped.error());
    return std::nullopt;
  }
  if (child.total > kMaxRecord) {
    diagnostics.error("record too large", offset,
                      "a record of " + std::to_string(child.total) + " bytes is left out; the limit is " +
                          std::to_string(kMaxRecord));
    const auto skipped = m_input.skip(child.total);
    if (!skipped) return tl::unexpected(skipped.error());
    if (*skipped < child.total) return finish(diagnostics, true);
    return std::nullopt;
  }
  const auto body = m_input.peek(static_cast<std::size_t>(child.total));
  if (!body) return tl::unexpected(body.error());
  if (body->size() < child.total) return finish(diagnostics, true);
  return takePiece(child.total);
}

bool ProtoSplitter::canEnter(const Open& open, const Child& child) const {
  if (!child.isLength) return false;
  switch (open.context->level) {
    case Level::Frames: return true;
    case Level::Message: return child.number == 1;
    case Level::Resource: return isScopes(child.number);
    case Level::Scope: return false;
  }
  return false;
}

/// Steps into `child`, whose fields become pieces of their own.
Result<void> ProtoSplitter::enter(const Child& child, std::uint64_t left) {
  const std::uint64_t total = std::min(child.total, left);
  const std::uint64_t lookAhead =
      total <= kMaxRecord || total <= m_input.buffered() ? total : std::uint64_t{kPieceSize};
  const auto view = m_input.peek(static_cast<std::size_t>(lookAhead));
  if (!view) return tl::unexpected(view.error());
  const std::string_view body =
      view->substr(std::min<std::size_t>(view->size(), static_cast<std::size_t>(child.header)));

  const ProtoContext& around = *m_open.back().context;
  auto context = std::make_shared<ProtoContext>();
  context->framing = around.framing;
  context->signal = around.signal;
  context->resource = around.resource;
  context->resourceSchema = around.resourceSchema;
  const std::uint64_t start = m_input.offset() + child.header;
  std::uint64_t lookedUntil = kNoEnd;
  switch (around.level) {
    case Level::Frames: context->level = Level::Message; break;
    case Level::Message: {
      GroupParts parts;
      const std::size_t looked = collectParts(body, parts);
      if (lookAhead < total) lookedUntil = start + looked;
      context->level = Level::Resource;
      context->resource = parts.head;
      context->resourceSchema = parts.schemaUrl;
      context->legacyScopes = parts.hasLegacy && !parts.hasChildren;
      context->signal = signalOfResource(body);
      break;
    }
    case Level::Resource:
    case Level::Scope: {
      GroupParts parts;
      const std::size_t looked = collectParts(body, parts);
      if (lookAhead < total) lookedUntil = start + looked;
      context->level = Level::Scope;
      context->scope = parts.head;
      context->scopeSchema = parts.schemaUrl;
      if (context->signal == Signal::Unknown) context->signal = signalOfScope(body);
      break;
    }
  }
  const auto skipped = m_input.skip(child.header);
  if (!skipped) return tl::unexpected(skipped.error());
  m_open.push_back({start + total - child.header, std::move(context), lookedUntil});
  return {};
}

/// A resource, scope or schema that comes behind what could be looked at in advance is lost to the records
/// before it.
void ProtoSplitter::noteLateParts(Diagnostics& diagnostics, std::string_view whole, const Open& open) {
  if (open.lookedUntil == kNoEnd || m_notedLate || open.context->level < Level::Resource) return;
  wire::Field field;
  FieldWalker walker(whole);
  for (;;) {
    const auto offset = m_input.offset() + static_cast<std::uint64_t>(walker.position() - whole.data());
    if (walker.next(field) != Step::Field) return;
    if (offset < open.lookedUntil || field.type != wire::Type::Length ||
        (field.number != 1 && field.number != 3))
      continue;
    m_notedLate = true;
    diagnostics.warn(
        "late resource", offset,
        "a resource, scope or schema comes behind more records than can be held; they are kept without it");
    return;
  }
}

}  // namespace spanloupe::formats::proto
