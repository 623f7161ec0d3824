// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_filter.h"

#include <QStringList>
#include <algorithm>
#include <array>

namespace spanloupe::details {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// `word` is in lower case and not empty. Bytes are compared, so that five megabytes need no conversion, and
/// most of them are skipped: by how far the last byte looked at is from the end of the word (Horspool).
bool hasBytes(std::string_view text, std::string_view word) {
  std::array<std::size_t, 256> skip;
  skip.fill(word.size());
  for (std::size_t i = 0; i + 1 < word.size(); ++i) {
    skip[static_cast<unsigned char>(word[i])] = word.size() - 1 - i;
    if (word[i] >= 'a' && word[i] <= 'z')
      skip[static_cast<unsigned char>(word[i] - 32)] = word.size() - 1 - i;
  }
  for (std::size_t at = 0; at + word.size() <= text.size();) {
    std::size_t i = word.size();
    while (i > 0 && lower(text[at + i - 1]) == word[i - 1]) --i;
    if (i == 0) return true;
    at += skip[static_cast<unsigned char>(text[at + word.size() - 1])];
  }
  return false;
}

bool has(const Item& item, const QString& word, const std::string& bytes) {
  if (item.key.contains(word, Qt::CaseInsensitive) || item.text.contains(word, Qt::CaseInsensitive) ||
      item.title.contains(word, Qt::CaseInsensitive))
    return true;
  if (item.kind == ItemKind::Link && item.note.contains(word, Qt::CaseInsensitive)) return true;  // Ids.
  if (!item.isCut) return false;
  if (!item.source.empty()) return hasBytes(item.source, bytes);
  // Canonical bytes of nested values hold their texts as they are.
  return hasBytes(item.value.bytes(), bytes);
}

/// Items that say nothing of their own.
bool isScenery(const Item& item) {
  return item.kind == ItemKind::Group || item.kind == ItemKind::EventAxis ||
         item.kind == ItemKind::StackFoot || item.kind == ItemKind::StackFold;
}

}  // namespace

FilteredSections filterSections(const std::vector<Section>& sections, const QString& words) {
  FilteredSections result;
  const QStringList parts = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  std::vector<std::string> bytes;
  for (const QString& part : parts) bytes.push_back(part.toLower().toStdString());
  for (const Section& section : sections) {
    Section kept = section;
    kept.items.clear();
    kept.axis.clear();
    for (const Item& item : section.items) {
      if (isScenery(item)) continue;
      bool matches = true;
      for (qsizetype i = 0; matches && i < parts.size(); ++i)
        matches = has(item, parts[i], bytes[static_cast<std::size_t>(i)]);
      if (!matches) continue;
      // The whole stack trace would say everything twice; the calls of a fold have their colours.
      if (item.kind == ItemKind::StackText && item.shown == Shown::WhenParentOpen && item.runs.empty())
        continue;
      kept.items.push_back(item);
      kept.items.back().shown = Shown::Always;
    }
    if (kept.items.empty()) continue;
    result.count += kept.items.size();
    result.sections.push_back(std::move(kept));
  }
  return result;
}

}  // namespace spanloupe::details
