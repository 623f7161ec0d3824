// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Title and figures of the span shown: tile, name, status; service, kind, id; offset, duration, self, share,
// critical. UI thread.
#pragma once

#include <QWidget>
#include <memory>

#include "ui/common/look.h"
#include "ui/details/details_content.h"

namespace spanloupe::ui {
class Button;
}

namespace spanloupe::details {

class DetailsHead : public QWidget {
  Q_OBJECT

 public:
  explicit DetailsHead(const ui::Look& look, QWidget* parent = nullptr);
  void setDetails(std::shared_ptr<const SpanDetails> details);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void paintTitle(QPainter& painter);
  void paintIdentity(QPainter& painter);
  void paintFigures(QPainter& painter);
  void place();
  [[nodiscard]] double titleHeight() const;
  [[nodiscard]] QRectF identityRect() const;
  [[nodiscard]] QRectF figuresRect() const;

  const ui::Look& m_look;
  std::shared_ptr<const SpanDetails> m_details;
  ui::Button* m_copyId;
};

}  // namespace spanloupe::details
