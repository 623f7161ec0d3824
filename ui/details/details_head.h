// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Title and figures of the span shown: tile, name, status; service, kind, id; offset, duration, self, share,
// critical. Or of several spans: how many, of what; sum, shortest, longest, self, covered time. UI thread.
#pragma once

#include <QWidget>
#include <array>
#include <memory>

#include "ui/common/look.h"
#include "ui/details/details_content.h"
#include "ui/details/several_spans.h"

namespace spanloupe::ui {
class Button;
}

namespace spanloupe::details {

class DetailsHead : public QWidget {
  Q_OBJECT

 public:
  explicit DetailsHead(const ui::Look& look, QWidget* parent = nullptr);
  /// Null: nothing.
  void setDetails(std::shared_ptr<const SpanDetails> details);
  void setSeveral(std::shared_ptr<const SeveralSpans> several);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void paintTitle(QPainter& painter);
  void paintIdentity(QPainter& painter);
  void paintSeveral(QPainter& painter);
  using Figures = std::array<std::pair<QString, QString>, 5>;
  /// Where a figure stands: from its divider, none before the first of a row, to its text.
  struct FigurePlace {
    double divider = -1;
    double x = 0;
    int row = 0;
  };
  using FigurePlaces = std::array<FigurePlace, 5>;
  /// In equal columns if all fit, else as wide as they are, else in two rows.
  [[nodiscard]] FigurePlaces placesOf(const Figures& figures, std::size_t strong) const;
  void countRows();
  [[nodiscard]] Figures figures() const;
  void paintFigures(QPainter& painter, const Figures& figures, std::size_t strong);
  [[nodiscard]] QString exactFigures() const;
  void place();
  [[nodiscard]] double titleHeight() const;
  [[nodiscard]] QRectF identityRect() const;
  [[nodiscard]] QRectF figuresRect() const;

  const ui::Look& m_look;
  std::shared_ptr<const SpanDetails> m_details;
  std::shared_ptr<const SeveralSpans> m_several;
  ui::Button* m_copyId;
  int m_figureRows = 1;
};

}  // namespace spanloupe::details
