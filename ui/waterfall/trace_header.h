// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The head of a trace tab: which trace this is, and its figures in one line, each a control that shows what
// it counts. UI thread.
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "ui/common/look.h"
#include "ui/waterfall/fact_line.h"
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

/// The figures in the head, as ids of facts.
enum class HeadFact {
  Total,
  Start,
  Spans,
  Services,
  Depth,
  Errors,
  Missing,
  Roots,
  Duplicates,
  Cycles,
  Skew
};

class TraceHeader : public QWidget {
  Q_OBJECT

 public:
  explicit TraceHeader(ui::Look& look, QWidget* parent = nullptr);

  void setDocument(std::shared_ptr<const TraceDocument> document);
  /// The same trace drawn at other times.
  void setRedrawn(std::shared_ptr<const TraceDocument> document);
  void setGrown(std::shared_ptr<const TraceDocument> document);
  /// What is missing may still come.
  void setGrowing(bool isGrowing);
  /// Of the root span, when it is known: gives the status badge its code.
  void setRootSummary(const SpanSummary* summary);
  /// At the right end of the first line: where a switch between views of the trace belongs.
  void addTrailingWidget(QWidget* widget);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] const FactLine& facts() const { return *m_facts; }

 signals:
  /// A figure wants to show what it counts; the start of the trace changes by itself.
  void factActivated(spanloupe::waterfall::HeadFact fact, QPoint below);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void refresh();
  void refreshFacts();
  void addWarnings(std::vector<Fact>& facts) const;
  void switchStart();
  void showMenu(HeadFact fact, QPoint at);
  [[nodiscard]] QString startText() const;
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
  bool m_isStartRelative = false;
  bool m_isGrowing = false;
};

/// The name a trace goes by: that of its root span, or of its earliest one.
[[nodiscard]] QString traceTitle(const TraceDocument& document);
/// The service of that span; empty when it has none.
[[nodiscard]] QString traceService(const TraceDocument& document);

}  // namespace spanloupe::waterfall
