// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A trace tab: head, overview, tools, waterfall, and in the waterfall's place the other views of the trace
// that the shell adds. The shell makes one per opened trace, gives it a document built on a worker thread,
// and connects spanSelected() to the details. UI thread.
#pragma once

#include <QWidget>
#include <memory>

#include "core/base/error.h"
#include "ui/waterfall/waterfall_view.h"

class QStackedWidget;

namespace spanloupe::ui {
class Button;
class ErrorStrip;
class LoadingLine;
class SegmentedControl;
}  // namespace spanloupe::ui

namespace spanloupe::waterfall {

class Minimap;
class TraceHeader;

class TracePage : public QWidget {
  Q_OBJECT

 public:
  explicit TracePage(ui::Look& look, QWidget* parent = nullptr);

  /// Gives new services their colours and shows the trace; ends loading.
  void setDocument(std::shared_ptr<const TraceDocument> document);
  [[nodiscard]] const std::shared_ptr<const TraceDocument>& document() const { return m_document; }
  /// May be null; must outlive the page or be set to null before.
  void setSummarySource(SummarySource* source);
  /// New summaries arrived.
  void summariesChanged();
  void setLoading(bool loading);
  /// Old content stays below it.
  void showError(const QString& what, const Error& error);

  /// Reveals and selects it; kNoSpan and unknown ids do nothing.
  void selectSpan(SpanIndex span);
  void selectSpan(SpanId id);
  [[nodiscard]] WaterfallView& waterfall() { return *m_waterfall; }
  /// Another view of the same trace, in the switch at the right of the head; returns its place there. The
  /// waterfall is 0.
  int addView(ui::Icon icon, const QString& title, QWidget* view);
  [[nodiscard]] int currentView() const;
  void showView(int view);
  [[nodiscard]] TraceHeader& header() { return *m_header; }

 signals:
  /// kNoSpan: a row without a span.
  void spanSelected(spanloupe::SpanIndex span);
  void spanActivated(spanloupe::SpanIndex span);
  void viewChanged(int view);

 private:
  QWidget* makeWaterfallPage();
  QWidget* makeToolRow();
  void updateTools();
  void showNodeMenu(NodeIndex node, QPoint globalPosition);

  ui::Look& m_look;
  std::shared_ptr<const TraceDocument> m_document;
  SummarySource* m_summaries = nullptr;
  TraceHeader* m_header;
  Minimap* m_minimap;
  ui::Button* m_expand = nullptr;
  ui::Button* m_collapse = nullptr;
  ui::Button* m_depth = nullptr;
  ui::Button* m_critical = nullptr;
  ui::Button* m_nextError = nullptr;
  ui::LoadingLine* m_loading;
  ui::ErrorStrip* m_error;
  WaterfallView* m_waterfall;
  ui::SegmentedControl* m_switch;
  QStackedWidget* m_views;
};

}  // namespace spanloupe::waterfall
