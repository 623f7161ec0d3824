// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/exception_items.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

#include "core/analysis/stack_trace.h"
#include "ui/common/format.h"
#include "ui/details/attribute_items.h"

namespace spanloupe::details {

namespace {

using analysis::StackException;
using analysis::StackFrame;
using analysis::StackTrace;

/// More is not taken apart; the raw text has it.
constexpr std::size_t kParsedStack = std::size_t{256} << 10;
constexpr std::size_t kExceptions = 40;
constexpr std::size_t kShownWithoutOwn = 3;
constexpr std::size_t kNamedPackages = 3;
constexpr std::size_t kUnfoldedFrames = 400;
/// Calls of one exception that stand by themselves; the rest, of an endless recursion say, is one fold.
constexpr std::size_t kSingleFrames = 40;

QString tr(const char* text) { return QCoreApplication::translate("SpanDetails", text); }

/// "at Acquirer.charge Acquirer.kt:88"
void appendFrame(Item& item, const StackFrame& frame, bool isOwn) {
  if (!item.text.isEmpty()) item.text += u'\n';
  const auto run = [&item](const QString& text, Tone tone) {
    item.runs.push_back({item.text.size(), text.size(), tone, false});
    item.text += text;
  };
  if (frame.kind == StackFrame::Kind::Omitted) {
    run(QStringLiteral("… ") + ui::formatCounted(frame.line, tr("more frame"), tr("more frames")),
        Tone::Muted);
    return;
  }
  if (frame.kind == StackFrame::Kind::Text) {
    run(toText(beginning(frame.raw, 400)).trimmed(), Tone::Secondary);
    return;
  }
  run(QStringLiteral("at "), Tone::Muted);
  const QString name = toText(beginning(frame.name, 300));
  run(name.isEmpty() ? tr("anonymous") : name, isOwn ? Tone::Text : Tone::Secondary);
  if (frame.file.empty()) return;
  QString place = toText(beginning(analysis::baseName(frame.file), 200));
  if (frame.line != 0) place += QLatin1Char(':') + QString::number(frame.line);
  item.text += u' ';
  run(place, isOwn ? Tone::Number : Tone::Muted);
}

Item frameItem(const StackFrame& frame, std::uint32_t head) {
  Item item;
  item.kind = frame.kind == StackFrame::Kind::Call ? ItemKind::StackFrame : ItemKind::StackText;
  item.parent = head;
  item.shown = Shown::WhenParentClosed;
  item.source = frame.raw;
  appendFrame(item, frame, true);
  if (frame.kind == StackFrame::Kind::Call) {
    item.note = toText(beginning(frame.function, 600));
    if (!frame.file.empty()) item.note += u'\n' + toText(beginning(frame.file, 600));
    if (!frame.file.empty() && frame.line != 0) item.note += QLatin1Char(':') + QString::number(frame.line);
  }
  return item;
}

/// "7 frames in okhttp3, java.net", and behind it the frames themselves.
void addFold(std::vector<Item>& items, std::span<const StackFrame> frames, std::uint32_t head) {
  QStringList packages;
  std::uint64_t calls = 0;
  std::size_t unnamed = 0;
  for (const StackFrame& frame : frames) {
    calls += frame.kind == StackFrame::Kind::Omitted ? frame.line : 1;
    const QString package = toText(beginning(frame.package, 60));
    if (package.isEmpty() || packages.contains(package)) continue;
    if (static_cast<std::size_t>(packages.size()) < kNamedPackages) {
      packages << package;
    } else {
      ++unnamed;
    }
  }
  Item fold;
  fold.kind = ItemKind::StackFold;
  fold.parent = head;
  fold.shown = Shown::WhenParentClosed;
  fold.canOpen = true;
  fold.text = ui::formatCounted(calls, tr("frame"), tr("frames"));
  if (!packages.isEmpty())
    fold.text += QLatin1Char(' ') + tr("in") + QLatin1Char(' ') + packages.join(QStringLiteral(", "));
  if (unnamed > 0) fold.text += QStringLiteral(", …");
  fold.runs.push_back({0, fold.text.size(), Tone::Muted, false});
  fold.source = {frames.front().raw.data(),
                 static_cast<std::size_t>(frames.back().raw.data() + frames.back().raw.size() -
                                          frames.front().raw.data())};
  // Python prints the other way round.
  if (frames.back().raw.data() < frames.front().raw.data())
    fold.source = {frames.back().raw.data(),
                   static_cast<std::size_t>(frames.front().raw.data() + frames.front().raw.size() -
                                            frames.back().raw.data())};
  items.push_back(fold);
  Item inside;
  inside.kind = ItemKind::StackText;
  inside.parent = static_cast<std::uint32_t>(items.size());
  inside.shown = Shown::WhenParentOpen;
  inside.source = fold.source;
  for (const StackFrame& frame : frames.first(std::min(frames.size(), kUnfoldedFrames)))
    appendFrame(inside, frame, false);
  if (frames.size() > kUnfoldedFrames) {
    StackFrame rest;
    rest.kind = StackFrame::Kind::Omitted;
    rest.line = static_cast<std::uint32_t>(frames.size() - kUnfoldedFrames);
    appendFrame(inside, rest, false);
  }
  items.push_back(inside);
}

void addFrames(std::vector<Item>& items, const StackException& exception, std::uint32_t head, bool anyOwn) {
  const std::span<const StackFrame> frames(exception.frames);
  std::size_t kept = anyOwn ? 0 : kShownWithoutOwn;
  std::size_t shown = 0;
  for (std::size_t i = 0; i < frames.size(); ++shown) {
    const StackFrame& frame = frames[i];
    if (shown == kSingleFrames) {
      addFold(items, frames.subspan(i), head);
      return;
    }
    if (frame.kind == StackFrame::Kind::Text || (frame.isOwn && frame.kind == StackFrame::Kind::Call) ||
        kept > 0) {
      if (frame.kind == StackFrame::Kind::Call && !frame.isOwn) --kept;
      items.push_back(frameItem(frame, head));
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < frames.size() && frames[end].kind != StackFrame::Kind::Text &&
           (!frames[end].isOwn || frames[end].kind == StackFrame::Kind::Omitted))
      ++end;
    // A fold of one line would hide a line behind a line.
    if (end - i == 1) {
      items.push_back(frameItem(frame, head));
      for (TextRun& run : items.back().runs) run.tone = Tone::Muted;
    } else {
      addFold(items, frames.subspan(i, end - i), head);
    }
    i = end;
  }
}

QString relationText(analysis::StackRelation relation) {
  switch (relation) {
    case analysis::StackRelation::Reported: return {};
    case analysis::StackRelation::CausedBy: return tr("caused by");
    case analysis::StackRelation::Suppressed: return tr("suppressed");
    case analysis::StackRelation::During: return tr("while handling");
    case analysis::StackRelation::Other: return tr("beside it");
  }
  return {};
}

void addCause(std::vector<Item>& items, const StackException& exception, std::uint32_t head) {
  Item cause;
  cause.kind = ItemKind::Exception;
  cause.parent = head;
  cause.shown = Shown::WhenParentClosed;
  cause.key = relationText(exception.relation);
  cause.title = toText(beginning(exception.type, 400));
  setText(cause, exception.message);
  cause.source = exception.message;
  items.push_back(cause);
}

void addRaw(std::vector<Item>& items, std::string_view stack, std::uint32_t head, Shown shown) {
  Item raw;
  raw.kind = ItemKind::StackText;
  raw.parent = head;
  raw.shown = shown;
  raw.source = stack;
  raw.tone = Tone::Secondary;
  setText(raw, stack);
  items.push_back(raw);
}

}  // namespace

bool hasException(std::span<const Attribute> attributes) {
  return !attributeText(attributes, "exception.type").empty() ||
         !attributeText(attributes, "exception.stacktrace").empty();
}

void addException(std::vector<Item>& items, std::span<const Attribute> attributes) {
  const std::string_view stack = attributeText(attributes, "exception.stacktrace");
  const StackTrace trace = analysis::parseStackTrace(stack.substr(0, kParsedStack));
  const StackException* reported = trace.exceptions.empty() ? nullptr : &trace.exceptions.front();
  Item head;
  head.kind = ItemKind::Exception;
  std::string_view type = attributeText(attributes, "exception.type");
  std::string_view message = attributeText(attributes, "exception.message");
  if (type.empty() && reported != nullptr) type = reported->type;
  if (message.empty() && reported != nullptr) message = reported->message;
  head.title = type.empty() ? tr("exception") : toText(beginning(type, 400));
  setText(head, message);
  head.source = message;
  head.canOpen = reported != nullptr;
  items.push_back(head);
  const auto number = static_cast<std::uint32_t>(items.size());
  if (stack.empty()) {
    Item foot;
    foot.kind = ItemKind::StackFoot;
    foot.parent = number;
    items.push_back(foot);
    return;
  }
  bool anyOwn = false;
  for (const StackException& exception : trace.exceptions)
    for (const StackFrame& frame : exception.frames)
      anyOwn = anyOwn || (frame.kind == StackFrame::Kind::Call && frame.isOwn);
  for (std::size_t i = 0; i < std::min(trace.exceptions.size(), kExceptions); ++i) {
    if (i > 0) addCause(items, trace.exceptions[i], number);
    addFrames(items, trace.exceptions[i], number, anyOwn);
  }
  addRaw(items, stack, number, reported == nullptr ? Shown::Always : Shown::WhenParentOpen);
  Item foot;
  foot.kind = ItemKind::StackFoot;
  foot.parent = number;
  foot.source = stack;
  foot.note = QString::fromUtf8(nameOf(trace.language));
  if (reported != nullptr) foot.actions.push_back(ItemAction::ShowRaw);
  foot.actions.push_back(ItemAction::CopyAll);
  items.push_back(foot);
}

}  // namespace spanloupe::details
