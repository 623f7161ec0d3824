// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Durations over time with the rates below: a scatter, or a heatmap when there are too many points. What is
// shown stays until the next frame is complete; above a few thousand points frames are made by the
// Background. Keys move over points (or cells) and Enter opens them; a drag makes a box. UI thread.
#pragma once

#include <QWidget>
#include <functional>

#include "ui/charts/box_brush.h"
#include "ui/charts/chart_painter.h"

namespace spanloupe::charts {

/// Long work, done elsewhere; the letter it returns is called on the UI thread. Newer work of one kind
/// replaces older work, whose letter is then never called.
enum class WorkKind { Frame, Box, Cursor };
using Letter = std::function<void()>;
using Work = std::function<Letter(std::stop_token)>;
using Background = std::function<void(WorkKind, Work)>;

enum class PlotStyle { Auto, Scatter, Heatmap };

class DurationPlot : public QWidget {
  Q_OBJECT

 public:
  static constexpr std::uint64_t kMostDots = 20'000;       ///< Above, PlotStyle::Auto means a heatmap.
  static constexpr std::size_t kDirectPoints = 2'000;      ///< Up to here frames are made at once.
  static constexpr std::size_t kDirectCounting = 200'000;  ///< Likewise for looking at all of them once.

  explicit DurationPlot(const ui::Look& look, QWidget* parent = nullptr);

  /// Without one everything is done at once.
  void setBackground(Background background) { m_background = std::move(background); }
  /// `one`, `many`: what a point is, for tool tips ("trace", "traces").
  void setNouns(const QString& one, const QString& many);
  void setPoints(PointSet points);
  void setStyle(PlotStyle style);
  void setScale(ScaleKind scale);
  [[nodiscard]] PlotStyle style() const { return m_style; }
  [[nodiscard]] ScaleKind scale() const { return m_scale; }

  /// The Background, or whoever has the points, could not: what is shown stays, `why` is said where there is
  /// nothing, and all is settled. Until the next points.
  void giveUp(const QString& why);

  /// What is on screen.
  [[nodiscard]] const ChartFrame& frame() const { return m_frame; }
  /// Nothing on screen is about to change by itself.
  [[nodiscard]] bool isSettled() const { return !m_working; }
  [[nodiscard]] const QString& failure() const { return m_failure; }

  [[nodiscard]] const std::optional<TimeBox>& box() const { return m_marks.box; }
  void setBox(std::optional<TimeBox> box);
  [[nodiscard]] QRectF boxRect() const;
  /// How many are in the box; nothing while it is being counted.
  [[nodiscard]] const std::optional<BoxCount>& boxCount() const { return m_boxCount; }
  [[nodiscard]] bool isDragging() const { return m_drag.has_value() && m_drag->hasMoved; }

  /// "1 284 traces, 55 with errors, 38.9 ms to 5.2 s".
  [[nodiscard]] QString summaryText() const;
  /// What the box spans and holds; empty without one.
  [[nodiscard]] QString boxText() const;
  /// "14:27:12.493 · 1.84 s · with errors"; of what the keyboard is at, empty when it is nowhere.
  [[nodiscard]] QString cursorText() const;
  [[nodiscard]] QString pointText(std::uint32_t at) const;
  [[nodiscard]] QString cellText(int cell) const;
  [[nodiscard]] QString bucketText(int bucket) const;
  [[nodiscard]] const ChartMarks& marks() const { return m_marks; }
  void activateCursor();

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 signals:
  void frameChanged();
  /// Drawn, moved or taken away, or more is known about it.
  void boxChanged();
  void pointActivated(std::uint32_t position);
  void cursorMoved();
  /// Escape, with no box left to take away.
  void escaped();

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct Drag {
    QPointF pressed;
    BoxGrab grab;
    QRectF box;  ///< In pixels, as it was pressed.
    bool wholeHeight = false;
    bool hasMoved = false;
  };

  // duration_plot.cpp
  void summariseAgain();
  void drawAgain();
  [[nodiscard]] PictureRequest pictureRequest(const PointSummary& summary, bool isHeatmap);
  void takeFrame(ChartFrame frame);
  void countBox();
  void run(WorkKind kind, bool direct, const Work& work);
  [[nodiscard]] QString countsText(const BoxCount& count) const;

  // duration_plot_input.cpp
  void hover(QPointF pointer);
  void drag(QPointF pointer);
  void click(QPointF pointer);
  void moveCursor(PointStep step);
  void moveCellCursor(int right, int up);
  void growBox(int right, int up);
  void showCursor();
  [[nodiscard]] std::optional<std::uint32_t> pointAt(QPointF pointer) const;
  [[nodiscard]] int bucketAt(QPointF pointer) const;
  [[nodiscard]] QPointF cursorPlace() const;

  const ui::Look& m_look;
  Background m_background;
  ChartPainter m_painter;
  QString m_one;
  QString m_many;
  PointSet m_points;  ///< Wanted; m_frame has those that are shown.
  std::optional<PointSummary> m_summary;
  PlotStyle m_style = PlotStyle::Auto;
  ScaleKind m_scale = ScaleKind::Log;
  ChartFrame m_frame;
  ChartMarks m_marks;
  std::optional<BoxCount> m_boxCount;
  std::optional<Drag> m_drag;
  std::optional<QPointF> m_boxAnchor;  ///< Of a box made by keys, in pixels.
  bool m_working = false;
  QString m_failure;                        ///< Empty: none.
  std::array<std::uint64_t, 3> m_newest{};  ///< Number of the newest work, by kind.
};

}  // namespace spanloupe::charts
