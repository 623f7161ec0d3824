// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole trace in 52 pixels, with a brush over the part the waterfall shows. What minimap_layout.h places
// is drawn into a picture once per size and theme. UI thread.
#pragma once

#include <QPixmap>
#include <QRectF>
#include <QWidget>
#include <memory>

#include "ui/common/look.h"
#include "ui/waterfall/minimap_layout.h"
#include "ui/waterfall/waterfall_layout.h"

namespace spanloupe::waterfall {

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
  [[nodiscard]] QSize pictureSize() const;
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
