// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/key_column.h"

#include <algorithm>
#include <cmath>

namespace spanloupe::details {

std::size_t shownItems(const DetailsState& state, std::uint32_t section) {
  const auto pages = state.morePages.find(section);
  return kItemsAtOnce * (1 + (pages != state.morePages.end() ? pages->second : 0));
}

double keyColumnFor(const Sections& sections, const DetailsState& state, double width,
                    const DetailsMeasures& m) {
  const double room = width - 2 * m.padding;
  const double share = std::floor(room * m.keyShare);
  double widest = 0;
  double widestLine = 0;  // Of the values that have one line beside a column of that share.
  qsizetype longest = 0;
  for (std::size_t s = 0; s < sections.size(); ++s) {
    if (s < state.isFolded.size() && state.isFolded[s]) continue;
    std::size_t left = shownItems(state, static_cast<std::uint32_t>(s));
    for (const Item& item : sections[s].items) {
      if (item.shown != Shown::Always && !isShown(sections[s], item, state)) continue;
      if (left-- == 0) break;
      if (item.kind != ItemKind::KeyValue && item.kind != ItemKind::Link) continue;
      const double line = static_cast<double>(item.text.size()) * m.cell;
      if (line <= room - share - kColumnGap) widestLine = std::max(widestLine, line);
      if (item.key.size() * 2 < longest) continue;
      longest = std::max(longest, item.key.size());
      widest = std::max(widest, m.keyWidth(item.key));
    }
  }
  const double spare = std::floor(std::min(room - kColumnGap - widestLine, room * m.roomyKeyShare));
  return std::min(std::ceil(widest), std::max(share, spare));
}

qsizetype keyBreakFor(const QString& key, double column, const DetailsMeasures& m) {
  constexpr qsizetype kLongest = 80;
  if (key.size() > kLongest || m.keyWidth(key) <= column + 0.5) return 0;
  for (qsizetype at = key.size() - 1; at > 0; --at) {
    const QChar before = key[at - 1];
    if (before != u'.' && before != u'_' && before != u'-' && before != u'/') continue;
    if (m.keyWidth(key.left(at)) > column) continue;
    return m.keyWidth(key.mid(at)) + kKeyHang <= column ? at : 0;
  }
  return 0;
}

}  // namespace spanloupe::details
