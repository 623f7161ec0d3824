// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The waterfall on screen: events and painting only; what is shown is WaterfallModel's, where it stands
// WaterfallLayout's. Accessible as a list of rows. UI thread.
#pragma once

#include <QAbstractScrollArea>
#include <memory>
#include <optional>

#include "ui/waterfall/waterfall_painter.h"

namespace spanloupe::waterfall {

class WaterfallView : public QAbstractScrollArea {
  Q_OBJECT

 public:
  explicit WaterfallView(const ui::Look& look, QWidget* parent = nullptr);
  ~WaterfallView() override;

  /// Everything expanded, nothing selected, the whole trace in view. Null: nothing to show.
  void setDocument(std::shared_ptr<const TraceDocument> document);
  /// May be null; must outlive the view or be set to null before.
  void setSummarySource(SummarySource* source);
  /// New summaries arrived.
  void summariesChanged();

  [[nodiscard]] const WaterfallModel& model() const { return m_model; }
  [[nodiscard]] const ui::Look& look() const { return m_look; }
  [[nodiscard]] TimeWindow window() const { return m_view.window; }
  /// Shows at least a few nanoseconds and nothing outside the trace.
  void setWindow(TimeWindow window);
  void resetZoom();
  /// `factor` < 1 zooms in; around `time`, or the middle.
  void zoom(double factor, std::optional<double> time = {});
  void panBy(double share);
  void zoomToNode(NodeIndex node);

  /// Reveals, selects and scrolls to it; emits spanSelected.
  void select(NodeIndex node);
  void collapseAll();
  void expandAll();
  void expandToDepth(std::uint32_t depth);
  void setCollapsed(NodeIndex node, bool collapsed);
  void setSubtreeCollapsed(NodeIndex node, bool collapsed);
  void goToError(bool forward);
  [[nodiscard]] bool showsCritical() const { return m_view.showCritical; }
  void setShowCritical(bool show);
  void setCompact(bool isCompact);
  /// Of the tree column, in pixels; kept between 240 px and 60 %.
  [[nodiscard]] int treeWidth() const { return static_cast<int>(m_view.treeWidth); }
  void setTreeWidth(int width);

  /// In viewport coordinates, for accessibility and tests; empty when the row is not on screen.
  [[nodiscard]] QRect rowRect(RowIndex row) const;
  /// The frame as it is painted now.
  [[nodiscard]] const WaterfallFrame& frame();

 signals:
  /// kNoSpan: a missing parent, or nothing.
  void spanSelected(spanloupe::SpanIndex span);
  /// Enter or double click.
  void spanActivated(spanloupe::SpanIndex span);
  void windowChanged();
  void rowsChanged();
  void criticalChanged(bool shown);
  void treeWidthChanged(int width);
  void nodeMenuRequested(spanloupe::waterfall::NodeIndex node, QPoint globalPosition);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;
  bool viewportEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  enum class Drag { None, Pressed, Range, Pan, Column };

  void onLookChanged();
  void onRowsChanged();
  void updateScrollBar();
  void ensureVisible(RowIndex row);
  void invalidate();
  void requestSummaries();
  void moveSelection(std::int64_t rows);
  void stepLeft();
  void stepRight();
  bool handleKey(int key, Qt::KeyboardModifiers modifiers);
  void hover(QPointF position);
  void leave();
  void finishRange();
  void showToolTip(const QPoint& position, const QPoint& globalPosition);
  [[nodiscard]] QPointF toRows(QPointF position) const;
  [[nodiscard]] Hit hitAt(QPointF position);
  [[nodiscard]] bool isOverColumnEdge(QPointF position) const;
  [[nodiscard]] double largestTreeWidth() const;
  [[nodiscard]] RowIndex rowsPerPage() const;

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
  bool m_frameValid = false;
  bool m_isCompact = false;

  Drag m_drag = Drag::None;
  QPointF m_pressed;
  TimeWindow m_pressedWindow;
  int m_pressedScroll = 0;
};

}  // namespace spanloupe::waterfall
