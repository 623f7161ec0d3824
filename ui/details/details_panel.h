// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The right dock: which span, its five figures, its place among others, and everything it carries; or several
// spans and what they share. The shell asks the store for the records and calls show(); while it waits, the
// old content stays. UI thread.
#pragma once

#include <QWidget>
#include <memory>

#include "core/base/error.h"
#include "ui/common/look.h"
#include "ui/details/details_content.h"
#include "ui/details/details_work.h"
#include "ui/details/log_details.h"
#include "ui/details/several_spans.h"

namespace spanloupe::query {
class DurationDistribution;
}

namespace spanloupe::ui {
class Button;
class EmptyState;
class ErrorStrip;
class LoadingLine;
class SearchField;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::details {

class DetailsHead;
class DetailsView;
class LogHead;
class DistributionStrip;

class DetailsPanel : public QWidget {
  Q_OBJECT

 public:
  explicit DetailsPanel(const ui::Look& look, QWidget* parent = nullptr);

  void show(std::shared_ptr<const SpanDetails> details);
  void setSeveral(std::shared_ptr<const SeveralSpans> several);
  void showLog(std::shared_ptr<const LogDetails> log);
  /// Of the span shown; comes when it has been counted. Null: it cannot be.
  void setDistribution(std::shared_ptr<const query::DurationDistribution> distribution);
  /// Likewise.
  void setLinks(std::shared_ptr<const LinkFacts> links);
  /// Where what takes long is done: laying out a large value, finding in it, copying it.
  void setWorker(Worker worker);
  /// An answer is on its way; a line shows after 120 ms.
  void setLoading(bool loading);
  void showError(const QString& what, const Error& error);
  /// "Select a span to see its details." or what `sentence` says.
  void clear(const QString& sentence = {});
  /// Shows the search field and puts the keyboard there; hides it again when it is shown.
  void toggleSearch();

  [[nodiscard]] const std::shared_ptr<const SpanDetails>& shown() const { return m_details; }
  [[nodiscard]] DetailsView& view() { return *m_view; }
  [[nodiscard]] DistributionStrip& distribution() { return *m_distribution; }
  [[nodiscard]] ui::SearchField& search() { return *m_search; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 signals:
  void linkActivated(spanloupe::TraceId trace, spanloupe::SpanId span);
  /// The cross in the header.
  void closeRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void setUpHeader();
  void setUpSearch();
  void showContent(bool any);
  void showHead(QWidget* head);
  void noteMatches();

  const ui::Look& m_look;
  std::shared_ptr<const SpanDetails> m_details;
  QWidget* m_header;
  ui::TextLabel* m_title = nullptr;
  ui::Button* m_find = nullptr;
  ui::Button* m_copy = nullptr;
  QWidget* m_searchRow;
  ui::SearchField* m_search = nullptr;
  ui::ErrorStrip* m_error;
  ui::EmptyState* m_empty;
  DetailsHead* m_head;
  LogHead* m_logHead;
  DistributionStrip* m_distribution;
  DetailsView* m_view;
  ui::LoadingLine* m_loading;
};

}  // namespace spanloupe::details
