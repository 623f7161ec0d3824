// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_filter.h"

#include <QStringList>
#include <algorithm>
#include <array>

#include "ui/details/attribute_items.h"
#include "ui/details/json_outline.h"

namespace spanloupe::details {

namespace {

constexpr std::size_t npos = std::string_view::npos;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// `word` is in lower case and not empty. Bytes are compared, so that five megabytes need no conversion, and
/// most of them are skipped: by how far the last byte looked at is from the end of the word (Horspool).
std::size_t findBytes(std::string_view text, std::string_view word) {
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
    if (i == 0) return at;
    at += skip[static_cast<unsigned char>(text[at + word.size() - 1])];
  }
  return npos;
}

bool has(const Item& item, const QString& word, const std::string& bytes) {
  if (item.key.contains(word, Qt::CaseInsensitive) || item.text.contains(word, Qt::CaseInsensitive) ||
      item.title.contains(word, Qt::CaseInsensitive))
    return true;
  if (item.kind == ItemKind::Link && item.note.contains(word, Qt::CaseInsensitive)) return true;  // Ids.
  if (!item.isCut) return false;
  if (!item.source.empty()) return findBytes(item.source, bytes) != npos;
  // Canonical bytes of nested values hold their texts as they are.
  return findBytes(item.value.bytes(), bytes) != npos;
}

/// Items that say nothing of their own.
bool isScenery(const Item& item) {
  return item.kind == ItemKind::Group || item.kind == ItemKind::EventAxis ||
         item.kind == ItemKind::StackFoot || item.kind == ItemKind::StackFold;
}

/// The lines of JSON with all the words lead to what was found: the branches around them open.
void openWays(Item& item, const QStringList& words) {
  constexpr std::size_t kWays = 300;
  const JsonOutline& outline = *item.outline;
  std::size_t found = 0;
  for (std::uint32_t line = 0; line < outline.lines.size() && found < kWays; ++line) {
    const JsonLine& at = outline.lines[line];
    const QStringView text = QStringView(outline.text).mid(at.start, at.length);
    if (std::none_of(words.begin(), words.end(),
                     [text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); }))
      continue;
    ++found;
    const std::vector<std::uint32_t> around = branchesAround(outline, line);
    item.ways.insert(item.ways.end(), around.begin(), around.end());
  }
  std::sort(item.ways.begin(), item.ways.end());
  item.ways.erase(std::unique(item.ways.begin(), item.ways.end()), item.ways.end());
}

/// Of a text whose beginning does not show what was found: the piece that does.
void showPlace(Item& item, const QString& word, const std::string& bytes) {
  constexpr std::size_t kBefore = 60;
  constexpr std::size_t kPiece = 400;
  if (item.text.contains(word, Qt::CaseInsensitive) || item.key.contains(word, Qt::CaseInsensitive)) return;
  std::string_view whole = item.source;
  if (whole.empty() && item.value.type() == ValueType::String) whole = item.value.asString();
  const std::size_t at = findBytes(whole, bytes);
  if (at == npos) return;
  item.foundAt = at;
  std::size_t from = at > kBefore ? at - kBefore : 0;
  while (from > 0 && (static_cast<unsigned char>(whole[from]) & 0xC0U) == 0x80U) --from;
  const std::string_view piece = beginning(whole.substr(from), kPiece);
  item.text = QStringLiteral("… ") + toText(piece).trimmed() + QStringLiteral(" …");
  item.runs.clear();
  item.hiddenBreaks = 0;
}

bool hasAll(const Item& item, const QStringList& words, const std::vector<std::string>& bytes) {
  for (qsizetype i = 0; i < words.size(); ++i)
    if (!has(item, words[i], bytes[static_cast<std::size_t>(i)])) return false;
  return true;
}

}  // namespace

FilteredSections filterSections(const Sections& sections, const QString& words, const std::stop_token& stop) {
  FilteredSections result;
  const QStringList parts = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  if (parts.isEmpty()) return result;
  std::vector<std::string> bytes;
  for (const QString& part : parts) bytes.push_back(part.toLower().toStdString());
  for (const Section& section : sections) {
    Section kept;
    kept.id = section.id;
    kept.title = section.title;
    kept.note = section.note;
    for (const Item& item : section.items) {
      if (stop.stop_requested()) return result;
      if (isScenery(item) || !hasAll(item, parts, bytes)) continue;
      // The whole stack trace would say everything twice; the calls of a fold have their colours.
      if (item.kind == ItemKind::StackText && item.shown == Shown::WhenParentOpen && item.runs.empty())
        continue;
      Item& copy = kept.items.emplace_back(item);
      copy.shown = Shown::Always;
      if (copy.outline != nullptr) openWays(copy, parts);
      if (copy.isCut) showPlace(copy, parts.first(), bytes.front());
    }
    if (kept.items.empty()) continue;
    result.count += kept.items.size();
    result.sections.add(std::make_shared<const Section>(std::move(kept)));
  }
  return result;
}

}  // namespace spanloupe::details
