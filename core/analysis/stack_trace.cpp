// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/stack_trace.h"

#include <algorithm>
#include <optional>

#include "core/analysis/stack_collector.h"
#include "core/analysis/stack_frames.h"
#include "core/analysis/stack_owner.h"

namespace spanloupe::analysis {
namespace {

constexpr auto npos = std::string_view::npos;

/// Collects exceptions in the order they are printed.
class Assembler : private StackCollector {
 public:
  Assembler(StackLanguage language, StackTrace& out) : StackCollector(language, out) {}

  /// False when there are enough.
  bool add(std::string_view line) {
    if (m_frames >= StackTrace::kMaxFrames) {
      m_out.isCut = true;
      return false;
    }
    switch (m_language) {
      case StackLanguage::Python: addPython(line); break;
      case StackLanguage::DotNet: addDotNet(line); break;
      case StackLanguage::Go: addGo(line); break;
      case StackLanguage::Ruby: addRuby(line); break;
      case StackLanguage::Rust: addRust(line); break;
      case StackLanguage::Php: addPhp(line); break;
      default: addJava(line); break;
    }
    return true;
  }

  void finish() {
    flushPending();
    std::vector<StackException>& all = m_out.exceptions;
    std::erase_if(all, [](const StackException& one) {
      return one.frames.empty() && one.type.empty() && one.message.empty();
    });
    if (m_language == StackLanguage::Python || m_language == StackLanguage::Php) causesFirst(all);
    if (m_language == StackLanguage::Python) {
      for (StackException& one : all) std::reverse(one.frames.begin(), one.frames.end());
    }
    for (StackException& one : all)
      for (StackFrame& frame : one.frames)
        if (frame.kind == StackFrame::Kind::Call) setOwner(frame, m_language);
    if (!all.empty()) all.front().relation = StackRelation::Reported;
  }

 private:
  void addJava(std::string_view line) {
    if (!m_out.exceptions.empty() && pushCall(line)) return;
    if (startAt(line, "Caused by: ", StackRelation::CausedBy) ||
        startAt(line, "[cause]: ", StackRelation::CausedBy) ||
        startAt(line, "Suppressed: ", StackRelation::Suppressed))
      return;
    if (m_out.exceptions.empty()) {
      start(StackRelation::Reported);
      if (pushCall(line)) return;
    }
    headerOrText(line);
  }

  // The calls of an inner exception come before those of the outer one, which goes on behind the "End of".
  void addDotNet(std::string_view line) {
    const std::string_view rest = trimmed(line);
    if (rest.starts_with("---> ")) {
      const std::size_t outer = m_at;
      static_cast<void>(current());
      m_outer.push_back(outer);
      start(StackRelation::CausedBy);
      addDotNetHeader(rest.substr(5));
      return;
    }
    if (rest.starts_with("--- End of inner exception stack trace")) {
      if (!m_outer.empty()) {
        m_at = m_outer.back();
        m_outer.pop_back();
      }
      m_inHeader = false;
      return;
    }
    if (rest.starts_with("--- End of stack trace from previous location")) return;
    if (m_out.exceptions.empty()) {
      start(StackRelation::Reported);
      if (!pushCall(line)) addDotNetHeader(line);
      return;
    }
    if (!pushCall(line)) headerOrText(line);
  }
  /// Older runtimes write "A: a ---> B: b" into one line.
  void addDotNetHeader(std::string_view line) {
    for (std::size_t inner = line.find(" ---> "); inner != npos; inner = line.find(" ---> ")) {
      header(line.substr(0, inner));
      m_outer.push_back(m_at);
      start(StackRelation::CausedBy);
      line.remove_prefix(inner + 6);
    }
    header(line);
  }

  // Blocks begin with "Traceback", calls have their source below them, and type and message end the block.
  void addPython(std::string_view line) {
    const std::string_view rest = trimmed(line);
    if (rest.starts_with("Traceback (most recent call last)")) {
      start(m_next);
      m_next = StackRelation::Other;
      m_inHeader = false;
      m_inCalls = true;
      return;
    }
    if (rest.starts_with("During handling of the above exception")) {
      m_next = StackRelation::During;
      m_inHeader = false;
      return;
    }
    if (rest.starts_with("The above exception was the direct cause")) {
      m_next = StackRelation::CausedBy;
      m_inHeader = false;
      return;
    }
    if (m_out.exceptions.empty()) {
      start(StackRelation::Reported);
      m_inCalls = true;
    }
    if (m_inCalls && pushCall(line)) return;
    const bool isIndented = !line.empty() && (line.front() == ' ' || line.front() == '\t');
    if (m_inCalls && isIndented) {
      if (!current().frames.empty()) current().frames.back().raw = joined(current().frames.back().raw, line);
      return;
    }
    if (m_inCalls && !rest.empty()) {
      m_inCalls = false;
      m_inHeader = true;
    }
    if (m_inHeader) header(line);
  }

  void addGo(std::string_view line) {
    const std::string_view rest = trimmed(line);
    if (rest.starts_with("goroutine ") && rest.ends_with(':')) {
      // The first is where the panic happened.
      const bool isFirst = m_out.exceptions.empty() || current().frames.empty();
      StackException& exception = isFirst ? current() : start(StackRelation::Other);
      if (exception.type.empty() && exception.message.empty())
        exception.type = rest.substr(0, rest.size() - 1);
      m_inHeader = false;
      return;
    }
    if (auto place = placeOnly(m_language, line)) {
      if (m_pending) {
        m_pending->file = place->file;
        m_pending->line = place->line;
        push(*m_pending, joined(m_pending->raw, line));
        m_pending.reset();
      } else {
        push(*place, line);
      }
      return;
    }
    flushPending();
    const bool isMessage = rest.starts_with("panic: ") || rest.starts_with("fatal error: ");
    const auto call = isMessage ? std::nullopt : callOf(m_language, line);
    if (call) {
      m_pending = call;
      m_pending->raw = line;
      m_pendingIsCall = line.ends_with(')');
      return;
    }
    if (m_out.exceptions.empty()) start(StackRelation::Reported);
    headerOrText(line);
  }
  /// A function without a place: a call when it has arguments, else a word of some message.
  void flushPending() {
    if (!m_pending) return;
    const StackFrame frame = *m_pending;
    m_pending.reset();
    if (m_pendingIsCall) {
      push(frame, frame.raw);
    } else {
      headerOrText(frame.raw);
    }
  }

  // "a.rb:3:in `pay': declined (Declined)", then "from" lines; the same again for a cause.
  void addRuby(std::string_view line) {
    auto frame = callOf(m_language, line);
    const std::size_t close = line.find("': ");
    if (frame && close != npos && !trimmed(line).starts_with("from ")) {
      StackException& exception =
          start(m_out.exceptions.empty() ? StackRelation::Reported : StackRelation::CausedBy);
      std::string_view message = trimmed(line.substr(close + 3));
      const std::size_t open = message.rfind(" (");
      if (message.ends_with(')') && open != npos) {
        exception.type = message.substr(open + 2, message.size() - open - 3);
        message = message.substr(0, open);
      }
      exception.message = message;
      push(*frame, line);
      return;
    }
    if (frame) {
      push(*frame, line);
    } else if (m_out.exceptions.empty() || m_inHeader) {
      header(line);
    } else {
      pushText(line);
    }
  }

  void addPhp(std::string_view line) {
    const std::string_view rest = trimmed(line);
    if (rest.starts_with("Stack trace:") || rest.starts_with("[stacktrace]")) return;
    if (startAt(line, "Caused by: ", StackRelation::CausedBy)) return;
    if (rest.starts_with("Next ")) {
      start(StackRelation::CausedBy);
      header(rest.substr(5));
      m_causesComeFirst = true;
      return;
    }
    if (!m_out.exceptions.empty() || callOf(m_language, line)) {
      if (pushCall(line)) return;
    }
    if (m_out.exceptions.empty()) start(StackRelation::Reported);
    headerOrText(line);
  }

  void addRust(std::string_view line) {
    const std::string_view rest = trimmed(line);
    if (rest.starts_with("stack backtrace:") || rest.starts_with("Stack backtrace:")) {
      m_inCalls = true;
      m_at = 0;
      m_inHeader = false;
      return;
    }
    if (rest == "Caused by:") {
      m_inCauses = true;
      return;
    }
    if (const std::size_t at = rest.find(" panicked at "); at != npos && rest.starts_with("thread ")) {
      StackException& exception =
          start(m_out.exceptions.empty() ? StackRelation::Reported : StackRelation::Other);
      exception.type = "panic";
      // Older: "panicked at 'message', src/main.rs:4:5"; newer: the place, and the message below.
      const std::string_view told = rest.substr(at + 13);
      if (told.starts_with('\'')) exception.message = told.substr(1, told.rfind('\'') - 1);
      return;
    }
    auto frame = callOf(m_language, line);
    if (frame && !m_inCauses) {
      push(*frame, line);
      return;
    }
    if (auto place = placeOnly(m_language, line); place && !current().frames.empty()) {
      StackFrame& last = current().frames.back();
      last.file = place->file;
      last.line = place->line;
      last.column = place->column;
      last.raw = joined(last.raw, line);
      return;
    }
    if (m_inCauses && !rest.empty()) {
      start(StackRelation::CausedBy).message = frame ? frame->function : rest;
      return;
    }
    if (rest.empty()) m_inCauses = false;
    if (m_out.exceptions.empty()) start(StackRelation::Reported);
    headerOrText(line);
  }

  /// From the order of printing, causes first, to ours. Each relation was noted at the one that has the
  /// cause.
  void causesFirst(std::vector<StackException>& all) const {
    if (m_language == StackLanguage::Php && !m_causesComeFirst) return;
    std::vector<StackRelation> relations;
    for (std::size_t i = all.size(); i-- > 1;) relations.push_back(all[i].relation);
    std::reverse(all.begin(), all.end());
    for (std::size_t i = 0; i < relations.size(); ++i) all[i + 1].relation = relations[i];
  }

  bool m_inCalls = false;
  bool m_inCauses = false;
  bool m_causesComeFirst = false;
  StackRelation m_next = StackRelation::Other;
  std::vector<std::size_t> m_outer;
  std::optional<StackFrame> m_pending;
  bool m_pendingIsCall = false;
};

}  // namespace

bool StackTrace::hasCalls() const {
  return std::any_of(exceptions.begin(), exceptions.end(), [](const StackException& exception) {
    return std::any_of(exception.frames.begin(), exception.frames.end(),
                       [](const StackFrame& frame) { return frame.kind == StackFrame::Kind::Call; });
  });
}

StackTrace parseStackTrace(std::string_view text) {
  StackTrace trace;
  trace.language = guessLanguage(text);
  if (trace.language == StackLanguage::Unknown) return trace;
  Assembler assembler(trace.language, trace);
  while (!text.empty() && assembler.add(takeLine(text))) {
  }
  assembler.finish();
  if (!trace.hasCalls()) return {};
  return trace;
}

std::string_view baseName(std::string_view file) {
  const std::size_t slash = file.find_last_of("/\\");
  return slash == npos || slash + 1 == file.size() ? file : file.substr(slash + 1);
}

const char* nameOf(StackLanguage language) {
  switch (language) {
    case StackLanguage::Python: return "Python";
    case StackLanguage::Java: return "Java";
    case StackLanguage::JavaScript: return "JavaScript";
    case StackLanguage::Go: return "Go";
    case StackLanguage::DotNet: return ".NET";
    case StackLanguage::Ruby: return "Ruby";
    case StackLanguage::Php: return "PHP";
    case StackLanguage::Rust: return "Rust";
    case StackLanguage::Unknown: break;
  }
  return "";
}

}  // namespace spanloupe::analysis
