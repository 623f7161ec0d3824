// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/find_in_document.h"

#include <algorithm>

namespace spanloupe::waterfall {

namespace {

constexpr qsizetype kShortestId = 4;  // Fewer digits occur in nearly every id.
constexpr qsizetype kIdDigits = 16;

/// Whether hex digits occur anywhere in a span id, compared as numbers: no id is written out.
class IdPart {
 public:
  explicit IdPart(const QString& word) {
    if (word.size() < kShortestId || word.size() > kIdDigits) return;
    bool isHex = false;
    m_value = word.toULongLong(&isHex, 16);
    if (!isHex || word.startsWith(QLatin1String("0x"), Qt::CaseInsensitive)) return;
    m_places = static_cast<int>(kIdDigits - word.size()) + 1;
    m_mask = word.size() == kIdDigits ? ~std::uint64_t{0} : (std::uint64_t{1} << (4 * word.size())) - 1;
  }

  [[nodiscard]] bool isOne() const { return m_places > 0; }
  [[nodiscard]] bool occursIn(SpanId id) const {
    bool found = false;
    for (int place = 0; place < m_places; ++place) found |= ((id.value >> (4 * place)) & m_mask) == m_value;
    return found;
  }

 private:
  std::uint64_t m_value = 0;
  std::uint64_t m_mask = 0;
  int m_places = 0;
};

bool isAscii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

class Word {
 public:
  explicit Word(const QString& word)
      : m_word(word), m_lower(word.toLower().toStdString()), m_isAscii(isAscii(m_lower)), m_id(word) {}

  [[nodiscard]] bool occursIn(const std::string& text) const {
    if (m_isAscii) {
      return std::search(text.begin(), text.end(), m_lower.begin(), m_lower.end(),
                         [](char a, char b) { return lower(a) == b; }) != text.end();
    }
    return QString::fromStdString(text).contains(m_word, Qt::CaseInsensitive);
  }

  /// Takes away from `still` what does not have this word.
  void narrow(const Trace& trace, std::vector<std::uint8_t>& still) const {
    std::vector<std::uint8_t> found(trace.strings.size());
    std::transform(trace.strings.begin(), trace.strings.end(), found.begin(),
                   [this](const std::string& text) { return occursIn(text) ? 1 : 0; });
    for (std::size_t i = 0; i < still.size(); ++i) {
      still[i] = static_cast<std::uint8_t>(still[i] & (found[trace.name[i]] | found[trace.service[i]] |
                                                       (m_id.isOne() && m_id.occursIn(trace.spanId[i]))));
    }
  }

 private:
  QString m_word;
  std::string m_lower;
  bool m_isAscii;
  IdPart m_id;
};

}  // namespace

QStringList splitWords(const QString& text) {
  QStringList words;
  QString word;
  bool isQuoted = false;
  for (const QChar c : text) {
    if (c == QLatin1Char('"')) {
      isQuoted = !isQuoted;
    } else if (c.isSpace() && !isQuoted) {
      if (!word.isEmpty()) words += word;
      word.clear();
    } else {
      word += c;
    }
  }
  if (!word.isEmpty()) words += word;
  return words;
}

SpanMatches findInDocument(const TraceDocument& document, const QString& words) {
  SpanMatches matches;
  matches.words = splitWords(words);
  if (matches.words.isEmpty()) return matches;
  std::vector<std::uint8_t> still(document.spanCount(), 1);
  for (const QString& word : matches.words) Word(word).narrow(*document.trace, still);
  for (SpanIndex span = 0; span < still.size(); ++span) {
    if (still[span] != 0) matches.spans.push_back(span);
  }
  return matches;
}

}  // namespace spanloupe::waterfall
