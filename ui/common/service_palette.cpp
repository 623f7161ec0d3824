// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/service_palette.h"

#include <QSet>
#include <algorithm>
#include <utility>

#include "ui/common/theme.h"

namespace spanloupe::ui {

namespace {

constexpr int kStep = 5;  // Coprime to 12: the walk meets every slot.

/// The letters and digits of `name` as strings of one code point each, the first in upper case.
QStringList glyphs(const QString& name) {
  QStringList result;
  for (const char32_t code : name.toUcs4()) {
    if (QChar::isLetterOrNumber(code)) result.append(QString::fromUcs4(&code, 1));
  }
  if (!result.isEmpty()) result.first() = result.first().toUpper();
  return result;
}

/// Second letters to try, best first: the next letter, beginnings of later words, all others, digits.
QStringList secondLetters(const QString& name, const QStringList& letters) {
  QStringList result;
  if (letters.size() > 1) result.append(letters[1].toLower());
  bool atStart = false;
  for (const QChar c : name) {
    if (!c.isLetterOrNumber()) {
      atStart = true;
    } else {
      if (atStart && !c.isSurrogate()) result.append(QString(c).toLower());
      atStart = false;
    }
  }
  for (int i = 2; i < letters.size(); ++i) result.append(letters[i].toLower());
  for (char digit = '2'; digit <= '9'; ++digit) result.append(QString(QLatin1Char(digit)));
  return result;
}

std::size_t placeOf(int slot, Texture texture) {
  static_assert(kServiceSlots == 12);
  return static_cast<std::size_t>(slot + kServiceSlots * static_cast<int>(texture));
}

QString pickLetters(const QString& name, bool preferOne, const QSet<QString>& taken) {
  const QStringList letters = glyphs(name);
  if (letters.isEmpty()) return {};
  if (preferOne && !taken.contains(letters.first())) return letters.first();
  const QStringList seconds = secondLetters(name, letters);
  for (const QString& second : seconds) {
    if (!taken.contains(letters.first() + second)) return letters.first() + second;
  }
  return letters.first();
}

}  // namespace

std::uint64_t fnv1a64(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

ServicePalette::Taken ServicePalette::taken() const {
  Taken taken{};
  for (const Entry& entry : m_entries)
    if (entry.slot != kVirtualSlot) taken[placeOf(entry.slot, entry.texture)] = true;
  return taken;
}

void ServicePalette::assign(Entry& entry, Taken& taken) {
  const int preferred = static_cast<int>(fnv1a64(entry.name.toStdString()) % kServiceSlots);
  for (const Texture texture : {Texture::None, Texture::Lines, Texture::Dots}) {
    int slot = preferred;
    for (int i = 0; i < kServiceSlots; ++i, slot = (slot + kStep) % kServiceSlots) {
      if (std::exchange(taken[placeOf(slot, texture)], true)) continue;
      entry.slot = slot;
      entry.texture = texture;
      return;
    }
  }
}

void ServicePalette::add(const std::vector<QString>& names) {
  std::vector<std::pair<std::uint64_t, QString>> fresh;
  for (const QString& name : names) {
    if (!name.isEmpty() && !m_index.contains(name)) fresh.emplace_back(fnv1a64(name.toStdString()), name);
  }
  if (fresh.empty()) return;
  std::sort(fresh.begin(), fresh.end());
  fresh.erase(std::unique(fresh.begin(), fresh.end()), fresh.end());

  QSet<QString> letters;
  for (const Entry& entry : m_entries) letters.insert(entry.letters);
  QHash<QString, int> initials;
  for (const auto& [hash, name] : fresh) ++initials[glyphs(name).value(0)];

  Taken places = taken();
  for (const auto& [hash, name] : fresh) {
    Entry entry{name, kVirtualSlot, Texture::None, {}};
    assign(entry, places);
    entry.letters = pickLetters(name, initials.value(glyphs(name).value(0)) == 1, letters);
    letters.insert(entry.letters);
    m_index.insert(name, static_cast<int>(m_entries.size()));
    m_entries.push_back(std::move(entry));
  }
}

ServiceMark ServicePalette::mark(const QString& name) const {
  const auto found = m_index.constFind(name);
  if (found == m_index.constEnd()) return {};
  const Entry& entry = m_entries[static_cast<std::size_t>(*found)];
  return {entry.slot, entry.texture, entry.letters};
}

void ServicePalette::pin(const QString& name, int slot, Texture texture) {
  add(name);
  const auto found = m_index.constFind(name);
  if (found == m_index.constEnd()) return;
  m_entries[static_cast<std::size_t>(*found)].slot = slot;
  m_entries[static_cast<std::size_t>(*found)].texture = texture;
}

void ServicePalette::restore(std::vector<Entry> entries) {
  m_entries = std::move(entries);
  m_index.clear();
  for (std::size_t i = 0; i < m_entries.size(); ++i) m_index.insert(m_entries[i].name, static_cast<int>(i));
}

void ServicePalette::clear() { restore({}); }

}  // namespace spanloupe::ui
