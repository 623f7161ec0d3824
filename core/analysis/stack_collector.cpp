// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/stack_collector.h"

#include "core/analysis/stack_frames.h"

namespace spanloupe::analysis {
namespace {

constexpr auto npos = std::string_view::npos;

/// "java.lang.IllegalStateException: no such order" into type and message.
void splitHeader(std::string_view line, StackException& exception) {
  line = trimmed(line);
  for (const std::string_view prefix : {"Uncaught ", "PHP Fatal error:  Uncaught ", "Fatal error: Uncaught "})
    if (line.starts_with(prefix)) line.remove_prefix(prefix.size());
  if (line.starts_with("Exception in thread \"")) {
    const std::size_t close = line.find("\" ");
    if (close != npos) line.remove_prefix(close + 2);
  }
  const std::size_t colon = line.find(": ");
  std::string_view type = line.substr(0, colon);
  if (colon == npos && type.ends_with(':')) type.remove_suffix(1);
  // .NET: "Npgsql.PostgresException (0x80004005)".
  if (const std::size_t code = type.find(" ("); code != npos && type.ends_with(')'))
    type = type.substr(0, code);
  const bool isPlain = type.find(' ') == npos;
  exception.type = isPlain ? type : std::string_view();
  exception.message = !isPlain ? line : colon == npos ? std::string_view() : trimmed(line.substr(colon + 2));
}

}  // namespace

std::string_view joined(std::string_view first, std::string_view last) {
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

StackException& StackCollector::current() {
  return m_out.exceptions.empty() ? start(StackRelation::Reported) : m_out.exceptions[m_at];
}

StackException& StackCollector::start(StackRelation relation) {
  m_at = m_out.exceptions.size();
  StackException& made = m_out.exceptions.emplace_back();
  made.relation = relation;
  ++m_frames;  // So that a text of nothing but causes is cut too.
  m_inHeader = true;
  return made;
}

void StackCollector::push(StackFrame frame, std::string_view line) {
  frame.raw = line;
  current().frames.push_back(frame);
  ++m_frames;
  m_inHeader = false;
}

void StackCollector::pushText(std::string_view line) {
  if (trimmed(line).empty()) return;
  StackFrame text;
  text.kind = StackFrame::Kind::Text;
  push(text, line);
}

void StackCollector::header(std::string_view line) {
  StackException& exception = current();
  if (exception.type.empty() && exception.message.empty()) {
    splitHeader(line, exception);
  } else if (exception.message.empty()) {
    exception.message = trimmed(line);
  } else if (!trimmed(line).empty()) {
    exception.message = joined(exception.message, trimmed(line));
  }
}

void StackCollector::headerOrText(std::string_view line) {
  if (m_inHeader) {
    header(line);
  } else {
    pushText(line);
  }
}

bool StackCollector::pushCall(std::string_view line) {
  auto frame = callOf(m_language, line);
  if (!frame) frame = omittedCalls(line);
  if (frame) push(*frame, line);
  return frame.has_value();
}

bool StackCollector::startAt(std::string_view line, std::string_view mark, StackRelation relation) {
  const std::string_view rest = trimmed(line);
  if (!rest.starts_with(mark)) return false;
  start(relation);
  header(rest.substr(mark.size()));
  return true;
}

}  // namespace spanloupe::analysis
