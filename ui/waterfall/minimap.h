// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole trace in 52 pixels, with a brush over the part the waterfall shows. layOutMinimap() is pure and
// merges spans that share pixels; the widget draws its result into a picture once per size and theme. UI
// thread.
#pragma once

#include <QPixmap>
#include <QRectF>
#include <QWidget>
#include <memory>
#include <vector>

#include "ui/common/look.h"
#include "ui/waterfall/waterfall_layout.h"

namespace spanloupe::waterfall {

struct MinimapLine {
  double x1 = 0;
  double x2 = 0;
  double y = 0;
  StringIndex service = 0;
  bool hasError = false;  ///< One of the spans merged into it failed; marked at x2.
};

/// Rows of at least `lineGap` pixels; spans that fall onto each other become one line of the longest one's
/// service.
[[nodiscard]] std::vector<MinimapLine> layOutMinimap(const TraceDocument& document, double width,
                                                     double height, double lineGap);

class Minimap : public QWidget {
  Q_OBJECT

 public:
  explicit Minimap(const ui::Look& look, QWidget* parent = nullptr);

  void setDocument(std::shared_ptr<const TraceDocument> document);
  void setWindow(TimeWindow window);
  /// "0 ns to 1.84 s of 1.84 s", for those who cannot see the brush.
  [[nodiscard]] QString windowText() const;
  [[nodiscard]] QSize sizeHint() const override;

 signals:
  /// By the user.
  void windowChosen(spanloupe::waterfall::TimeWindow window);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  enum class Drag { None, Left, Right, Move, New };

  void draw();
  [[nodiscard]] TimeScale scale() const;
  [[nodiscard]] Drag grabAt(QPointF position) const;

  const ui::Look& m_look;
  std::shared_ptr<const TraceDocument> m_document;
  TimeWindow m_window;
  QPixmap m_picture;
  Drag m_drag = Drag::None;
  double m_pressedTime = 0;
  TimeWindow m_pressedWindow;
};

}  // namespace spanloupe::waterfall
