// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A trace tab: head, overview, tools, waterfall, and in the waterfall's place the other views of the trace
// that the shell adds. The shell makes one per opened trace, gives it a document built on a worker thread,
// and connects spanSelected() to the details. UI thread.
#pragma once

#include <QWidget>
#include <functional>
#include <memory>
#include <vector>

#include "core/base/error.h"
#include "ui/waterfall/waterfall_view.h"

class QStackedWidget;

namespace spanloupe::ui {
class ErrorStrip;
class LoadingLine;
class SegmentedControl;
}  // namespace spanloupe::ui

namespace spanloupe::waterfall {

class Minimap;
struct NodeMatch;
class TraceActions;
class TraceFinder;
class TraceHeader;
class TraceTools;
enum class HeadFact;

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
  /// waterfall is 0. `make` is called when it is first shown.
  int addView(ui::Icon icon, const QString& title, std::function<QWidget*()> make);
  [[nodiscard]] int currentView() const;
  void showView(int view);
  [[nodiscard]] TraceHeader& header() { return *m_header; }
  /// Every command of the waterfall, for menus and a palette.
  [[nodiscard]] const TraceActions& actions() const { return *m_actions; }

  /// Puts the keyboard into the find field.
  void find();
  /// The answer to findRequested(); its words must be splitWords() of what was asked, others are too late.
  void setFindResult(std::shared_ptr<const SpanMatches> matches);
  /// redrawn() of document(): the same trace at other times.
  void setRedrawn(std::shared_ptr<const TraceDocument> document);
  /// What is missing may still come.
  void setGrowing(bool isGrowing);
  /// More (or less) of the trace: everything on screen stays where it can.
  void setGrown(std::shared_ptr<const TraceDocument> document, const NodeMatch& match);

 signals:
  /// kNoSpan: a row without a span.
  void spanSelected(spanloupe::SpanIndex span);
  /// All selected spans, ascending.
  void selectionChanged(const std::vector<spanloupe::SpanIndex>& spans);
  void spanActivated(spanloupe::SpanIndex span);
  /// Words as typed, to be looked for in everything the trace holds; empty: the search is over. While nobody
  /// is connected, names, services and ids are all that is searched.
  void findRequested(const QString& words);
  /// Somebody with a worker thread should answer with setRedrawn(redrawn(…, correctSkew)). While nobody is
  /// connected, the page does it itself.
  void redrawRequested(bool correctSkew);
  void viewChanged(int view);

 private:
  QWidget* makeWaterfallPage();
  void makeView(int view);
  void showFact(HeadFact fact, QPoint below);
  void switchSkew();

  ui::Look& m_look;
  std::shared_ptr<const TraceDocument> m_document;
  SummarySource* m_summaries = nullptr;
  TraceHeader* m_header;
  ui::LoadingLine* m_loading;
  ui::ErrorStrip* m_error;
  ui::SegmentedControl* m_switch;
  QStackedWidget* m_views;
  std::vector<std::function<QWidget*()>> m_makers;  ///< Of each view; empty: it has been made.
  // Of the waterfall's page.
  Minimap* m_minimap = nullptr;
  WaterfallView* m_waterfall = nullptr;
  TraceActions* m_actions = nullptr;
  TraceTools* m_tools = nullptr;
  TraceFinder* m_finder = nullptr;
};

}  // namespace spanloupe::waterfall
