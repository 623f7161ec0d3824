// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The waterfall on screen: events and painting only; what is shown is WaterfallModel's, where it stands
// WaterfallLayout's. Accessible as a list of rows. UI thread.
#pragma once

#include <QAbstractScrollArea>
#include <QElapsedTimer>
#include <functional>
#include <memory>
#include <optional>

#include "ui/waterfall/press.h"
#include "ui/waterfall/visibility_history.h"
#include "ui/waterfall/waterfall_layout.h"
#include "ui/waterfall/waterfall_painter.h"
#include "ui/waterfall/zoom_history.h"

namespace spanloupe::waterfall {

class RangeCard;

class WaterfallView : public QAbstractScrollArea {
  Q_OBJECT

 public:
  static constexpr double kZoomStep = 0.8;

  explicit WaterfallView(const ui::Look& look, QWidget* parent = nullptr);
  ~WaterfallView() override;

  /// Everything expanded and shown, nothing selected, the whole trace in view. Null: nothing to show.
  void setDocument(std::shared_ptr<const TraceDocument> document);
  /// The same trace drawn at other times, or `grown`: rows, selection and zoom stay.
  void setRedrawn(std::shared_ptr<const TraceDocument> document, const NodeMatch* grown = nullptr);
  /// May be null; must outlive the view or be set to null before.
  void setSummarySource(SummarySource* source);
  /// Stands between column header and rows while it is not hidden; becomes the view's.
  void setStrip(QWidget* strip);
  void summariesChanged();

  [[nodiscard]] const WaterfallModel& model() const { return m_model; }
  [[nodiscard]] const ui::Look& look() const { return m_look; }

  // Time.
  [[nodiscard]] TimeWindow window() const { return m_view.window; }
  [[nodiscard]] bool isZoomed() const;
  /// Shows at least a few nanoseconds and nothing outside the trace; an entry of the history.
  void setWindow(TimeWindow window, ZoomStep step = ZoomStep::Jump);
  void resetZoom();
  /// `factor` < 1 zooms in; around `time`, or the middle.
  void zoom(double factor, std::optional<double> time = {});
  /// Around the pointer's time while it is over the timeline.
  void zoomAtCursor(double factor);
  void zoomToNode(NodeIndex node);
  /// All selected spans, or the marked range.
  void zoomToSelection();
  void zoomBack();
  void zoomForward();
  [[nodiscard]] const ZoomHistory& history() const { return m_history; }
  /// Marked by dragging, nanoseconds from the trace's start.
  [[nodiscard]] std::optional<TimeWindow> range() const { return m_range; }
  void zoomToRange();
  /// False when there is none.
  bool dropRange();

  // Selection.
  /// Reveals, selects and scrolls to it; emits spanSelected.
  void select(NodeIndex node);
  void toggleSelected(NodeIndex node);
  /// From where the selection began to `node`.
  void extendSelection(NodeIndex node);
  void selectAll();
  /// To the current one; false when there are no others.
  bool reduceSelection();
  void moveSelection(std::int64_t rows, bool extends = false);
  /// The next in the order of rows; the first time forward in a trace, with no failed span selected, the
  /// deepest one: what failed first of all is seldom the root.
  void goToError(bool forward);
  void goToNext(const std::function<bool(NodeIndex)>& isWanted);
  /// Without zooming.
  void goTo(NodeIndex node);
  void goToMatch(bool forward);
  /// While words are being typed: from `from` on, unless a match is selected. What rules hide stays hidden.
  void goToFirstMatch(NodeIndex from);

  // Rows.
  void collapseAll();
  void expandAll();
  void expandToDepth(std::uint32_t depth);
  void setCollapsed(NodeIndex node, bool collapsed);
  void setSubtreeCollapsed(NodeIndex node, bool collapsed);
  void collapseSiblings(NodeIndex node);
  void setVisibility(Visibility visibility);
  /// Back to what was shown before the last change of it; false when there was none.
  bool undoVisibility();
  /// Leaves the focus, or lifts the newest restriction; false when all is shown.
  bool liftNewestRule();
  /// Null ends the search.
  void setMatches(std::shared_ptr<const SpanMatches> matches);

  [[nodiscard]] bool showsCritical() const { return m_view.showCritical; }
  void setShowCritical(bool show);
  void setCompact(bool isCompact);
  /// Of the tree column, in pixels; kept between 240 px and 60 %.
  [[nodiscard]] int treeWidth() const { return static_cast<int>(m_view.treeWidth); }
  void setTreeWidth(int width);
  /// Sideways, as far as names reach.
  void scrollTree(int by);

  /// In viewport coordinates, for accessibility and tests; empty when the row is not on screen.
  [[nodiscard]] QRect rowRect(RowIndex row) const;
  [[nodiscard]] RowIndex rowsPerPage() const;
  /// The frame as it is painted now.
  [[nodiscard]] const WaterfallFrame& frame();

 signals:
  /// The current one; kNoSpan: a missing parent, or nothing.
  void spanSelected(spanloupe::SpanIndex span);
  /// All of them, ascending, missing parents aside.
  void selectionChanged(const std::vector<spanloupe::SpanIndex>& spans);
  /// Enter or double click.
  void spanActivated(spanloupe::SpanIndex span);
  void windowChanged();
  void rowsChanged();
  void visibilityChanged();
  void criticalChanged(bool shown);
  void treeWidthChanged(int width);
  void nodeMenuRequested(spanloupe::waterfall::NodeIndex node, QPoint globalPosition);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;
  bool event(QEvent* event) override;
  bool viewportEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  void onLookChanged();
  void onRowsChanged();
  void onSelectionChanged();
  void keepSelectionShown();
  void placeStrip();
  [[nodiscard]] int stripHeight() const;
  [[nodiscard]] double rowsTop() const { return m_painter.headerHeight() + stripHeight(); }
  void apply(const Visibility& visibility);
  void updateScrollBar();
  void updateTreeBar();
  void updateRange();
  [[nodiscard]] QString countText() const;
  void showWindow(TimeWindow window);
  void ensureVisible(RowIndex row);
  /// A third from the top, unless it stands well as it is.
  void showWithContext(RowIndex row);
  void invalidate();
  void requestSummaries();
  void hover(QPointF position);
  void leave();
  void dragRange(QPointF position);
  void clickRow(const Hit& hit, Qt::KeyboardModifiers modifiers);
  void showToolTip(const QPoint& position, const QPoint& globalPosition);
  [[nodiscard]] QPointF toRows(QPointF position) const;
  [[nodiscard]] Hit hitAt(QPointF position);
  [[nodiscard]] bool isOverColumnEdge(QPointF position) const;
  [[nodiscard]] bool isOverCount(QPointF position) const;

  const ui::Look& m_look;
  WaterfallModel m_model;
  Coverage m_coverage;
  std::unique_ptr<WaterfallLayout> m_layout;
  WaterfallPainter m_painter;
  WaterfallMeasures m_measures;
  WaterfallViewport m_view;
  WaterfallFrame m_frame;
  WaterfallState m_state;
  SummarySource* m_summaries = nullptr;
  std::vector<SpanIndex> m_requested;
  ZoomHistory m_history;
  VisibilityHistory m_shownBefore;
  QElapsedTimer m_clock;
  std::optional<TimeWindow> m_range;
  RangeCard* m_card;
  QScrollBar* m_treeBar;
  QWidget* m_corner;
  QWidget* m_strip = nullptr;
  bool m_frameValid = false;
  bool m_isCompact = false;
  bool m_wentToError = false;
  Press m_press;
};

}  // namespace spanloupe::waterfall
