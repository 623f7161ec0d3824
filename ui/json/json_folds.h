// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which lines of a document are folded away, and what that makes of the others' places on screen. The
// brackets of records have a bit each, everything else that is folded stands in a map, so a million folded
// spans cost a pass over an array when something changes. UI thread; measured in tests/ui/json.
#pragma once

#include <map>
#include <optional>

#include "ui/json/json_document.h"

namespace spanloupe::json {

/// A line on screen, from 0.
using ViewLine = std::uint64_t;

class JsonFolds {
 public:
  /// Everything unfolded, or every record folded.
  void setDocument(std::shared_ptr<const JsonDocument> document, bool foldRecords);

  [[nodiscard]] ViewLine lineCount() const { return m_firstView.empty() ? 0 : m_firstView.back(); }
  [[nodiscard]] DocLine lineAt(ViewLine line) const;
  /// Where the line, or the folded one that hides it, is.
  [[nodiscard]] ViewLine viewLineOf(DocLine line) const;
  [[nodiscard]] bool isHidden(DocLine line) const { return lineAt(viewLineOf(line)) != line; }

  [[nodiscard]] bool isFolded(DocLine open) const;
  void setFolded(DocFold fold, bool folded);
  void setAllFolded(bool folded);  ///< Of records; unfolding unfolds everything else, too.
  /// Unfolds what hides the line; true when something did.
  bool reveal(DocLine line);

 private:
  [[nodiscard]] bool isRecordFolded(std::size_t part) const { return m_recordFolded[part]; }
  void update();

  std::shared_ptr<const JsonDocument> m_document;
  std::vector<bool> m_recordFolded;     ///< By part.
  std::map<DocLine, DocLine> m_folded;  ///< All others: opening line, closing line.
  std::vector<ViewLine> m_firstView;    ///< By part; one more than there are parts.
};

}  // namespace spanloupe::json
