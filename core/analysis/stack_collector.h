// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the lines of a stack trace where they belong: exceptions with their head and their calls, in the order
// of printing. Which line is what, is the business of who uses it. Pure.
#pragma once

#include "core/analysis/stack_trace.h"

namespace spanloupe::analysis {

/// From the begin of `first` to the end of `last`, both views into one text.
[[nodiscard]] std::string_view joined(std::string_view first, std::string_view last);

class StackCollector {
 protected:
  StackCollector(StackLanguage language, StackTrace& out) : m_language(language), m_out(out) {}

  [[nodiscard]] StackException& current();
  StackException& start(StackRelation relation);
  void push(StackFrame frame, std::string_view line);
  void pushText(std::string_view line);
  /// A line of type and message, or one more of the message.
  void header(std::string_view line);
  void headerOrText(std::string_view line);
  /// False when the line is neither a call nor says how many were left out.
  bool pushCall(std::string_view line);
  /// An exception whose head stands behind `mark`.
  bool startAt(std::string_view line, std::string_view mark, StackRelation relation);

  StackLanguage m_language;
  StackTrace& m_out;
  std::size_t m_at = 0;  ///< The exception that lines belong to.
  std::size_t m_frames = 0;
  bool m_inHeader = true;
};

}  // namespace spanloupe::analysis
