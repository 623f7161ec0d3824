// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The head of a trace tab: which trace this is, and its figures in one line. UI thread.
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "ui/common/icons.h"
#include "ui/common/look.h"
#include "ui/waterfall/span_summary.h"
#include "ui/waterfall/trace_document.h"

class QHBoxLayout;

namespace spanloupe::ui {
class BadgeWidget;
class Button;
class TextLabel;
class TileWidget;
}  // namespace spanloupe::ui

namespace spanloupe::waterfall {

/// One line of figures; those that do not fit are left out from the right, never cut.
class FactLine : public QWidget {
  Q_OBJECT

 public:
  struct Fact {
    QString strong;  ///< Semibold text1 in front.
    QString text{};
    QColor ui::Theme::*color = &ui::Theme::text2;
    bool isStrong = false;
    ui::Icon icon = ui::Icon::None;
    QString toolTip{};
    bool isClickable = false;
  };
  explicit FactLine(const ui::Look& look, QWidget* parent = nullptr);
  void setFacts(std::vector<Fact> facts);
  [[nodiscard]] QSize sizeHint() const override;

 signals:
  void factClicked(int index);

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;

 private:
  [[nodiscard]] std::vector<QRectF> rects() const;
  [[nodiscard]] int factAt(QPointF position) const;

  const ui::Look& m_look;
  std::vector<Fact> m_facts;
};

class TraceHeader : public QWidget {
  Q_OBJECT

 public:
  explicit TraceHeader(ui::Look& look, QWidget* parent = nullptr);

  void setDocument(std::shared_ptr<const TraceDocument> document);
  /// Of the root span, when it is known: gives the status badge its code.
  void setRootSummary(const SpanSummary* summary);
  /// At the right end of the first line: where a switch between views of the trace belongs.
  void addTrailingWidget(QWidget* widget);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void refresh();
  void refreshFacts();
  void updateBadge();

  ui::Look& m_look;
  std::shared_ptr<const TraceDocument> m_document;
  QString m_status;
  ui::TileWidget* m_tile;
  ui::TextLabel* m_title;
  ui::BadgeWidget* m_badge;
  ui::TextLabel* m_id;
  ui::Button* m_copy;
  FactLine* m_facts;
  QHBoxLayout* m_firstLine;
  int m_startFact = -1;
};

/// The name a trace goes by: that of its root span, or of its earliest one.
[[nodiscard]] QString traceTitle(const TraceDocument& document);
/// The service of that span; empty when it has none.
[[nodiscard]] QString traceService(const TraceDocument& document);

}  // namespace spanloupe::waterfall
