// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stack traces as runtimes print them, taken apart: exceptions with their causes, calls with function and
// place, and a guess which calls are the user's own. Everything is a view into the text that was given.
// Linear in its length, never throws; what is not understood stays a line of text, in its place. Pure.
//
// One order for all languages: the exception that was reported comes first and its causes follow, and each
// one's calls go from where it was thrown outwards. Python and PHP print some of that the other way round.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace spanloupe::analysis {

enum class StackLanguage : std::uint8_t { Unknown, Python, Java, JavaScript, Go, DotNet, Ruby, Php, Rust };

struct StackFrame {
  enum class Kind : std::uint8_t {
    Call,
    Omitted,  ///< "... 22 more", "[Previous line repeated 996 more times]"; `line` of them.
    Text,     ///< Anything else.
  };
  Kind kind = Kind::Call;
  bool isOwn = true;          ///< Not of a library or of the runtime, as far as one can tell.
  std::uint32_t line = 0;     ///< 0: not said.
  std::uint32_t column = 0;   ///< Likewise.
  std::string_view function;  ///< As printed, without arguments: "com.acme.pay.Acquirer.charge".
  std::string_view name;      ///< The short part of it: "Acquirer.charge".
  std::string_view file;      ///< As printed; empty when it is not said.
  std::string_view package;   ///< By what to name calls of a library: "okhttp3", "java.net", "django".
  std::string_view raw;       ///< Its line or lines in the text.
};

enum class StackRelation : std::uint8_t {
  Reported,    ///< The one that was reported.
  CausedBy,    ///< The cause of the one before.
  Suppressed,  ///< Thrown while the one before was being handled.
  During,      ///< The one before was thrown while this one was being handled.
  Other,       ///< Beside it: another goroutine.
};

struct StackException {
  StackRelation relation = StackRelation::Reported;
  std::string_view type;     ///< May be empty, as may all of these.
  std::string_view message;  ///< May have several lines.
  std::vector<StackFrame> frames;
};

struct StackTrace {
  StackLanguage language = StackLanguage::Unknown;
  std::vector<StackException> exceptions;
  /// Lines beyond kMaxFrames frames are not taken apart.
  bool isCut = false;

  static constexpr std::size_t kMaxFrames = 5'000;

  [[nodiscard]] bool hasCalls() const;
};

/// Unknown, and no exceptions, when nothing in `text` looks like a call.
[[nodiscard]] StackTrace parseStackTrace(std::string_view text);

/// "ChargeService.kt" of a path with slashes of either kind.
[[nodiscard]] std::string_view baseName(std::string_view file);
[[nodiscard]] const char* nameOf(StackLanguage language);

}  // namespace spanloupe::analysis
