// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Notes what is wrong at a place in a piece, as an offset in the input. One thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "core/model/diagnostics.h"

namespace spanloupe::formats::json {

class PieceReport {
 public:
  /// `text` = the piece, which lies at `offset` in the input.
  PieceReport(Diagnostics& diagnostics, std::string_view text, std::uint64_t offset)
      : m_diagnostics(&diagnostics), m_begin(text.data()), m_offset(offset) {}

  void note(Severity severity, std::string_view kind, const char* at, std::string_view text) {
    m_diagnostics->note(severity, kind, offsetOf(at), text);
  }
  void warn(std::string_view kind, const char* at, std::string_view text) {
    note(Severity::Warning, kind, at, text);
  }
  void error(std::string_view kind, const char* at, std::string_view text) {
    note(Severity::Error, kind, at, text);
  }
  [[nodiscard]] std::uint64_t offsetOf(const char* at) const {
    return m_offset + static_cast<std::uint64_t>(at - m_begin);
  }

 private:
  Diagnostics* m_diagnostics;
  const char* m_begin;
  std::uint64_t m_offset;
};

}  // namespace spanloupe::formats::json
