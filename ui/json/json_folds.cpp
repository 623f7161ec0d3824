// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_folds.h"

#include <algorithm>

namespace spanloupe::json {

void JsonFolds::setDocument(std::shared_ptr<const JsonDocument> document, bool foldRecords) {
  m_document = std::move(document);
  m_folded.clear();
  m_firstView.clear();
  m_recordFolded.assign(m_document ? m_document->parts().size() : 0, foldRecords);
  if (m_document) update();
}

void JsonFolds::update() {
  const std::vector<Part>& parts = m_document->parts();
  m_firstView.resize(parts.size() + 1);
  m_firstView[0] = 0;
  auto fold = m_folded.begin();
  DocLine hiddenTo = 0;  // Lines below this are hidden by a fold met before.
  DocLine first = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const DocLine end = first + parts[i].lines;
    ViewLine shown = 0;
    if (hiddenTo < end) {
      const DocLine from = std::max(first, hiddenTo);
      const bool isOneLine = parts[i].isRecord && m_recordFolded[i];
      shown = isOneLine ? (from == first ? 1 : 0) : end - from;
      for (; fold != m_folded.end() && fold->first < end; ++fold) {
        if (fold->first < hiddenTo) continue;
        hiddenTo = fold->second + 1;
        if (!isOneLine) shown -= std::min(end, hiddenTo) - (fold->first + 1);
      }
    }
    m_firstView[i + 1] = m_firstView[i] + shown;
    first = end;
  }
}

DocLine JsonFolds::lineAt(ViewLine line) const {
  const auto after = std::upper_bound(m_firstView.begin(), m_firstView.end(), line);
  const auto part = static_cast<std::size_t>(after - m_firstView.begin()) - 1;
  if (part >= m_document->parts().size()) return m_document->lineCount() - 1;
  DocLine at = m_document->firstLine(part);
  ViewLine left = line - m_firstView[part];
  if (m_document->parts()[part].isRecord && m_recordFolded[part]) return at;
  // The part may begin inside a fold of the skeleton.
  auto fold = m_folded.lower_bound(at);
  for (auto before = m_folded.begin(); before != fold; ++before)
    if (before->second >= at) at = std::max(at, before->second + 1);
  for (; fold != m_folded.end(); ++fold) {
    if (fold->first < at) continue;
    const ViewLine upToFold = fold->first - at + 1;
    if (left < upToFold) break;
    left -= upToFold;
    at = fold->second + 1;
  }
  return at + left;
}

ViewLine JsonFolds::viewLineOf(DocLine line) const {
  // The outermost fold that hides it.
  for (const auto& [open, close] : m_folded) {
    if (open >= line) break;
    if (close >= line) {
      line = open;
      break;
    }
  }
  const std::size_t part = m_document->partAt(line);
  const DocLine first = m_document->firstLine(part);
  if (m_document->parts()[part].isRecord && m_recordFolded[part]) return m_firstView[part];
  DocLine at = first;
  ViewLine shown = 0;
  for (const auto& [open, close] : m_folded) {
    if (close < at) continue;
    if (open >= line) break;
    if (open >= at) shown += open - at + 1;
    at = close + 1;
  }
  return m_firstView[part] + shown + (line - at);
}

bool JsonFolds::isFolded(DocLine open) const {
  const std::size_t part = m_document->partAt(open);
  if (m_document->parts()[part].isRecord && m_document->firstLine(part) == open) return m_recordFolded[part];
  return m_folded.contains(open);
}

void JsonFolds::setFolded(DocFold fold, bool folded) {
  const std::size_t part = m_document->partAt(fold.open);
  if (m_document->parts()[part].isRecord && m_document->firstLine(part) == fold.open) {
    m_recordFolded[part] = folded;
  } else if (folded) {
    m_folded.insert_or_assign(fold.open, fold.close);
  } else {
    m_folded.erase(fold.open);
  }
  update();
}

void JsonFolds::setAllFolded(bool folded) {
  if (!m_document) return;
  m_recordFolded.assign(m_recordFolded.size(), folded);
  if (!folded) m_folded.clear();
  update();
}

bool JsonFolds::reveal(DocLine line) {
  const auto hides = [line](const auto& fold) { return fold.first < line && fold.second >= line; };
  bool changed = std::erase_if(m_folded, hides) > 0;
  const std::size_t part = m_document->partAt(line);
  if (m_document->parts()[part].isRecord && m_recordFolded[part] && m_document->firstLine(part) != line) {
    m_recordFolded[part] = false;
    changed = true;
  }
  if (changed) update();
  return changed;
}

}  // namespace spanloupe::json
