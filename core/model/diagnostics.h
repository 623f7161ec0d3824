// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What was wrong inside an input: kind, byte offset and text, bounded in memory however bad the input is.
// Each worker of an import has its own and they are merged in input order. One thread at a time.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace spanloupe {

enum class Severity : std::uint8_t { Note, Warning, Error };

struct Diagnostic {
  Severity severity = Severity::Warning;
  std::string kind;          ///< A few words from the format's own list, for grouping: "wrong id length".
  std::uint64_t offset = 0;  ///< Byte offset in the input after decompression.
  std::string text;          ///< What exactly, and what was done about it.
  std::string member;        ///< The file inside an archive, else empty.
};

class Diagnostics {
 public:
  /// Entries kept per kind; more are only counted.
  static constexpr std::size_t kKeptPerKind = 200;

  void note(Severity severity, std::string_view kind, std::uint64_t offset, std::string_view text);
  void warn(std::string_view kind, std::uint64_t offset, std::string_view text) {
    note(Severity::Warning, kind, offset, text);
  }
  void error(std::string_view kind, std::uint64_t offset, std::string_view text) {
    note(Severity::Error, kind, offset, text);
  }

  /// Appends `later`, which comes after this one in the input.
  void merge(const Diagnostics& later);
  /// As if none of this kind had been noted.
  void forget(std::string_view kind);
  /// Later notes carry this archive member's name.
  void setMember(std::string_view member) { m_member = member; }

  [[nodiscard]] const std::vector<Diagnostic>& entries() const { return m_entries; }
  /// How often each kind occurred, kept or not.
  [[nodiscard]] const std::map<std::string, std::uint64_t, std::less<>>& counts() const { return m_counts; }
  [[nodiscard]] std::uint64_t total() const;
  [[nodiscard]] bool empty() const { return m_counts.empty(); }
  [[nodiscard]] bool hasErrors() const;

 private:
  void add(const Diagnostic& entry);

  std::vector<Diagnostic> m_entries;
  std::map<std::string, std::uint64_t, std::less<>> m_counts;
  std::map<std::string, std::size_t, std::less<>> m_kept;
  std::string m_member;
};

}  // namespace spanloupe
