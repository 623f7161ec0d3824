// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/registry.h"

#include <algorithm>
#include <array>

#include "core/base/hex.h"
#include "core/formats/otlp/json/otlp_json_format.h"
#include "core/formats/otlp/proto/otlp_proto_format.h"
#include "core/formats/unread_format.h"

namespace spanloupe::formats {
namespace {

bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// The first printable words on one line: pretty-printed JSON says nothing on its first line.
std::string firstWords(std::string_view head) {
  constexpr std::size_t kShown = 60;
  std::string words;
  for (const char c : head) {
    const bool printable = c >= 0x20 && c < 0x7f;
    if (!isSpace(c) && !printable) break;
    if (words.size() == kShown) return words + " …";
    if (!isSpace(c)) {
      words += c;
    } else if (!words.empty() && words.back() != ' ') {
      words += ' ';
    }
  }
  return words;
}

/// What the user would call the first bytes of a file that no format knows.
std::string describe(std::string_view head) {
  if (head.starts_with("SQLite format 3")) {
    return "it is an SQLite database; if it is a session, open it as one (--store)";
  }
  const std::string_view start = head.substr(0, 24);
  const bool text =
      std::all_of(start.begin(), start.end(), [](char c) { return isSpace(c) || (c >= 0x20 && c < 0x7f); });
  if (!text) return "it begins with the bytes " + encodeHex(start.substr(0, 8));
  const std::string words = firstWords(head);
  return words.empty() ? "it begins with white space only" : "it begins with “" + words + "”";
}

}  // namespace

std::span<const Format* const> allFormats() {
  static const std::array<const Format*, 3> formats{
      &otlpJsonFormat(),
      &otlpJsonLinesFormat(),
      &otlpProtoFormat(),
  };
  return formats;
}

const Format* formatNamed(std::string_view name) {
  for (const Format* format : allFormats())
    if (format->info().name == name) return format;
  return nullptr;
}

Result<const Format*> recognise(Input& input) {
  std::size_t known = 0;
  for (;;) {
    const auto head = input.peekSome(known + 1, Format::kSniffSize);
    if (!head) return tl::unexpected(head.error());
    const std::string_view start = head->substr(0, Format::kSniffSize);
    const bool whole = start.size() < Format::kSniffSize;
    const Format* best = nullptr;
    Sniff surest = Sniff::No;
    for (const Format* format : allFormats()) {
      if (!format->info().reads) continue;
      const Sniff sniff = format->sniff(start, whole);
      if (sniff > surest) {
        surest = sniff;
        best = format;
      }
    }
    if (best != nullptr) return best;
    // A growing input may have shown too little yet; any other says the same again.
    if (!whole || start.size() <= known) {
      if (start.empty()) return fail(ErrorKind::Unsupported, "The file is empty", input.name());
      if (const std::string_view name = unreadFormatOf(start); !name.empty())
        return fail(
            ErrorKind::Unsupported,
            "This is " + std::string(name) + ", which Spanloupe does not read yet; export OTLP JSON instead",
            input.name());
      return fail(ErrorKind::Unsupported,
                  "This is not a trace file in a format that Spanloupe reads: " + describe(start),
                  input.name(), 0);
    }
    known = start.size();
  }
}

}  // namespace spanloupe::formats
