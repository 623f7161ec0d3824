// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The right dock: which span, its five figures, and everything it carries. The shell asks the store for the
// record of the selected span and calls show(); while it waits, the old content stays. UI thread.
#pragma once

#include <QWidget>
#include <memory>

#include "core/base/error.h"
#include "ui/common/look.h"
#include "ui/details/details_content.h"

namespace spanloupe::ui {
class Button;
class EmptyState;
class ErrorStrip;
class LoadingLine;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::details {

class DetailsHead;
class DetailsView;

class DetailsPanel : public QWidget {
  Q_OBJECT

 public:
  explicit DetailsPanel(const ui::Look& look, QWidget* parent = nullptr);

  void show(std::shared_ptr<const SpanDetails> details);
  /// An answer is on its way; a line shows after 120 ms.
  void setLoading(bool loading);
  void showError(const QString& what, const Error& error);
  /// "Select a span to see its details." or what `sentence` says.
  void clear(const QString& sentence = {});

  [[nodiscard]] const std::shared_ptr<const SpanDetails>& shown() const { return m_details; }
  [[nodiscard]] DetailsView& view() { return *m_view; }
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
  const ui::Look& m_look;
  std::shared_ptr<const SpanDetails> m_details;
  QWidget* m_header;
  ui::Button* m_copy;
  ui::ErrorStrip* m_error;
  ui::EmptyState* m_empty;
  DetailsHead* m_head;
  DetailsView* m_view;
  ui::LoadingLine* m_loading;
};

}  // namespace spanloupe::details
