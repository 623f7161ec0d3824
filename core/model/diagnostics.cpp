// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/diagnostics.h"

#include <algorithm>

namespace spanloupe {

void Diagnostics::note(Severity severity, std::string_view kind, std::uint64_t offset,
                       std::string_view text) {
  const auto found = m_counts.find(kind);
  if (found != m_counts.end() && found->second >= kKeptPerKind) {
    ++found->second;
    return;
  }
  add({severity, std::string(kind), offset, std::string(text), m_member});
  ++m_counts[std::string(kind)];
}

void Diagnostics::add(const Diagnostic& entry) {
  std::size_t& kept = m_kept[entry.kind];
  if (kept >= kKeptPerKind) return;
  ++kept;
  m_entries.push_back(entry);
}

void Diagnostics::merge(const Diagnostics& later) {
  for (const Diagnostic& entry : later.m_entries) add(entry);
  for (const auto& [kind, count] : later.m_counts) m_counts[kind] += count;
}

void Diagnostics::forget(std::string_view kind) {
  const auto found = m_counts.find(kind);
  if (found == m_counts.end()) return;
  m_counts.erase(found);
  std::erase_if(m_entries, [kind](const Diagnostic& entry) { return entry.kind == kind; });
  if (const auto kept = m_kept.find(kind); kept != m_kept.end()) m_kept.erase(kept);
}

std::uint64_t Diagnostics::total() const {
  std::uint64_t sum = 0;
  for (const auto& [kind, count] : m_counts) sum += count;
  return sum;
}

bool Diagnostics::hasErrors() const {
  return std::any_of(m_entries.begin(), m_entries.end(),
                     [](const Diagnostic& entry) { return entry.severity == Severity::Error; });
}

}  // namespace spanloupe
