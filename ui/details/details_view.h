// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The sections of details on screen: paints the visible items of a DetailsFrame, folds, filters, copies,
// follows links. Keys: Up and Down choose an item, Enter does what a click does, Left and Right fold and
// unfold (with Shift all of a branch), Ctrl+C copies, Shift+Enter shows a text as it was sent. UI thread.
#pragma once

#include <QAbstractScrollArea>
#include <QUrl>
#include <memory>

#include "ui/common/look.h"
#include "ui/details/details_content.h"
#include "ui/details/details_layout.h"
#include "ui/details/details_painter.h"
#include "ui/details/details_work.h"

class QMenu;

namespace spanloupe::details {

struct LogDetails;
struct SeveralSpans;

class DetailsView : public QAbstractScrollArea {
  Q_OBJECT

 public:
  explicit DetailsView(const ui::Look& look, QWidget* parent = nullptr);

  /// Null: nothing. Sections the user folded or unfolded stay so for the next span, and so does the filter.
  void setDetails(std::shared_ptr<const SpanDetails> details);
  /// Of the span shown; what is open and selected stays.
  void setLinks(std::shared_ptr<const LinkFacts> links);
  void setSeveral(std::shared_ptr<const SeveralSpans> several);
  /// Of a log record.
  void setLog(std::shared_ptr<const LogDetails> log);
  /// Where long work is done; without, at once.
  void setWorker(Worker worker) { m_worker = std::move(worker); }
  /// Only items with these words; empty = all.
  void setFilter(const QString& words);
  [[nodiscard]] std::size_t matches() const { return m_matches; }

  [[nodiscard]] const Sections& sections() const { return m_sections; }
  /// As painted now.
  const DetailsFrame& frame();
  [[nodiscard]] int currentItem() const { return m_current; }
  void setCurrentItem(int index);
  /// What a click on the current item does.
  void activateCurrent();
  void act(int index, ItemAction action);
  /// Sections and the items of unfolded ones.
  [[nodiscard]] int itemCount() { return static_cast<int>(frame().items.size()); }
  /// On the viewport.
  [[nodiscard]] QRect itemRect(int index);
  /// -1 where there is none.
  [[nodiscard]] int itemAt(QPointF position);
  [[nodiscard]] bool isFolded(std::uint32_t section) const { return m_state.isFolded[section]; }
  [[nodiscard]] bool isOpen(const Item& item) const { return m_state.open.contains(item.number); }
  [[nodiscard]] const QString& textOf(const Item& item) const { return shownText(item, m_state); }
  /// Whether it is a branch of JSON, and open. Of a row of an outline.
  [[nodiscard]] std::optional<bool> branchOf(const ItemLayout& layout) const;
  [[nodiscard]] QString lineOf(const ItemLayout& layout) const;
  /// On the clipboard: the whole span, or log record, as JSON.
  void copyRecord();
  [[nodiscard]] QString summary() const;  ///< For screen readers.

 signals:
  void linkActivated(spanloupe::TraceId trace, spanloupe::SpanId span);
  /// The user agreed to open it.
  void urlOpened(const QUrl& url);
  void findRequested();
  void filtered();

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;
  bool viewportEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  void reset();
  void take(Sections sections);
  void takeAgain();
  void applyFilter();
  void showSections(Sections sections, std::size_t matches);
  /// Here and now when it is `light`, else where the worker does it; given up when another
  /// span comes, but for copying.
  void work(std::string_view kind, bool light, Work what);
  void relayOut();
  /// Again, with the same item current although rows moved.
  void relayOutAround(std::size_t index);
  void activate(std::size_t index);
  void toggleSection(std::uint32_t section);
  void setOpen(std::size_t index, std::uint32_t number);
  void setShape(std::size_t index, bool isWhole, TextForm form, std::size_t page);
  void setWhole(std::size_t index, bool isWhole);
  void turnPage(std::size_t index, int by);
  void showMore(std::size_t index);
  void setBranch(std::size_t index, bool isOpen);
  void setBranches(std::size_t index, bool isOpen);
  void setWholeLine(std::size_t index, bool isWhole);
  void showRaw();
  void foldOrUnfold(bool unfold);
  void foldOrUnfoldLine(std::size_t index, bool unfold);
  void step(int by);
  void ensureVisible(const ItemLayout& item);
  void scrollTo(double y);
  void scrollToFound();
  [[nodiscard]] bool scrollInside(double by);
  void goToMark(const ItemLayout& axis, double x);
  bool clickAction(std::size_t index, QPointF at);
  [[nodiscard]] bool isClickable(const ItemLayout& layout, QPointF at) const;
  [[nodiscard]] QString toolTipOf(const ItemLayout& layout);
  void fillMenu(QMenu& menu, std::size_t index);
  enum class CopyAs : std::uint8_t { Value, KeyValue, Json };
  void copy(const ItemLayout& layout, CopyAs form);
  void copyLine(const ItemLayout& layout, CopyAs form);
  void fillLineMenu(QMenu& menu, std::size_t index);
  [[nodiscard]] const Item& itemOf(const ItemLayout& layout) const;
  [[nodiscard]] QRectF copyRect(const ItemLayout& layout) const;

  const ui::Look& m_look;
  std::shared_ptr<const SpanDetails> m_details;
  std::shared_ptr<const LinkFacts> m_links;
  std::shared_ptr<const SeveralSpans> m_several;
  std::shared_ptr<const LogDetails> m_log;
  Sections m_all;
  Sections m_sections;  ///< m_all, or what the filter leaves.
  Worker m_worker;
  std::uint64_t m_taken = 0;  ///< How many spans came.
  QString m_filter;
  std::size_t m_matches = 0;
  DetailsState m_state;
  std::map<QString, bool> m_foldedByTitle;  ///< The user's choices.
  DetailsMeasures m_measures;
  DetailsFrame m_frame;
  bool m_frameValid = false;
  DetailsPainter m_painter;
  int m_hovered = -1;
  int m_current = -1;
};

}  // namespace spanloupe::details
