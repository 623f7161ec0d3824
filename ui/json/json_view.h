// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON text on screen: numbered lines in four styles, folds, selected lines. Keys: Up, Down, Page and
// Home and End move (Shift selects), Left and Right fold and unfold or go out and in, Enter toggles, Ctrl+A
// selects all, Ctrl+C copies. UI thread; only lines on screen are laid out.
#pragma once

#include <QAbstractScrollArea>

#include "ui/common/look.h"
#include "ui/common/text_cache.h"
#include "ui/json/json_copy.h"
#include "ui/json/json_lines.h"

namespace spanloupe::json {

class JsonTexts;

class JsonView : public QAbstractScrollArea {
  Q_OBJECT
 public:
  /// `texts` must outlive the view.
  JsonView(const ui::Look& look, JsonTexts& texts, QWidget* parent = nullptr);

  /// Null: nothing. `texts` must have been given the same.
  void setDocument(std::shared_ptr<const JsonDocument> document, bool foldRecords);
  [[nodiscard]] const std::shared_ptr<const JsonDocument>& document() const { return m_document; }
  [[nodiscard]] const JsonFolds& folds() const { return m_folds; }
  /// Marks what it finds on screen.
  void setNeedle(const QString& needle);
  void setAllFolded(bool folded);
  void setFolded(const DocFold& fold, bool folded);
  /// Unfolds what hides the line and makes it the current and only selected one.
  void goTo(DocLine line);
  [[nodiscard]] DocLine currentLine() const { return m_current; }
  /// First and last selected line.
  [[nodiscard]] std::pair<DocLine, DocLine> selection() const;

  // Lines as they are on screen, for accessibility and tests.
  [[nodiscard]] ViewLine lineCount() const { return m_folds.lineCount(); }
  [[nodiscard]] ViewLine currentViewLine() const;
  [[nodiscard]] ShownLine shownLine(ViewLine line);
  /// On the viewport, perhaps outside of it.
  [[nodiscard]] QRect lineRect(ViewLine line) const;
  [[nodiscard]] QRect foldRect(ViewLine line) const;
  void setCurrentLine(ViewLine line);
  void toggleFold(ViewLine line);

 public slots:
  void copy();

 signals:
  /// By the user, into another record than before.
  void recordEntered(spanloupe::json::Record record);
  void copyRequested(spanloupe::json::DocLine first, spanloupe::json::DocLine last,
                     spanloupe::json::CopyForm form);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;
  bool viewportEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  enum class Select { Only, Extend };
  void readLook();
  void updateScrollBars();
  void layOut();
  void paintLine(QPainter& painter, std::size_t row);
  [[nodiscard]] const JsonText* textOf(DocLine line);
  [[nodiscard]] ViewLine topLine() const;
  [[nodiscard]] ViewLine pageLines() const;
  /// Nothing where there is no line.
  [[nodiscard]] std::optional<ViewLine> lineAtPoint(QPointF position) const;
  void moveTo(ViewLine line, Select select);
  void ensureVisible(ViewLine line);
  void changed();
  void goIn();
  void goOut();
  void fillMenu(class QMenu& menu, DocLine line);
  [[nodiscard]] QColor colorOf(RunStyle style) const;

  const ui::Look& m_look;
  JsonTexts& m_texts;
  std::shared_ptr<const JsonDocument> m_document;
  JsonFolds m_folds;
  ui::TextCache m_mono;
  ui::TextCache m_numbers;
  JsonGeometry m_geometry;
  std::string m_needle;  ///< In lower case.
  std::vector<ShownLine> m_shown;
  bool m_shownValid = false;
  double m_widest = 0;  ///< Of all lines shown so far.
  DocLine m_current = 0;
  DocLine m_anchor = 0;
  std::optional<ViewLine> m_hovered;
};

/// Makes screen readers see JsonViews as their lines; once is enough.
void installJsonAccessibility();
void notifyLinesChanged(JsonView* view);
void notifyLineFocused(JsonView* view, ViewLine line);

}  // namespace spanloupe::json
