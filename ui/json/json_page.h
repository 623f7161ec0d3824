// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON of a trace or of its selected span: tools, text, and what stands in its place. Nothing is read
// while the page is hidden. UI thread.
#pragma once

#include <QTimer>
#include <QWidget>

#include "core/base/error.h"
#include "ui/json/json_copy.h"
#include "ui/json/json_document.h"

namespace spanloupe::session {
class TraceSession;
}
namespace spanloupe::ui {
class Button;
class EmptyState;
class ErrorStrip;
class LoadingLine;
class Look;
class FindField;
class JobStrip;
class SegmentedControl;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::json {

class JsonFind;
class JsonTexts;
class JsonView;

class JsonPage : public QWidget {
  Q_OBJECT
 public:
  enum class Scope { Span, Trace };

  JsonPage(const ui::Look& look, session::TraceSession& session, QWidget* parent = nullptr);

  /// What is folded is forgotten; the selected span is none of the new trace.
  void setTrace(std::shared_ptr<const store::Snapshot> snapshot, std::shared_ptr<const Trace> trace);
  /// The selected span of the tab: revealed in the trace, or shown alone. kNoSpan: there is none.
  void showSpan(SpanIndex span);
  void setScope(Scope scope);
  [[nodiscard]] Scope scope() const { return m_scope; }
  void focusFind();
  /// What is shown, as a file.
  void askWhereToSave();
  void saveTo(const QString& path);
  [[nodiscard]] bool isSettled() const;
  [[nodiscard]] JsonView& view() const { return *m_view; }

 signals:
  /// The user went to another span in the text.
  void spanSelected(spanloupe::SpanIndex span);

 protected:
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* makeToolRow();
  void read();
  void take(std::shared_ptr<const JsonDocument> document);
  void revealSpan();
  void showContent();
  void showSize();
  void showWaiting();
  void say(const QString& note);
  void copy(DocLine first, DocLine last, CopyForm form);
  void fail(const QString& what, const Error& error);

  const ui::Look& m_look;
  session::TraceSession& m_session;
  JsonSource m_source;
  SpanIndex m_span = kNoSpan;
  Scope m_scope = Scope::Trace;
  bool m_stale = false;  ///< To be read when shown.
  bool m_reading = false;
  bool m_copying = false;
  bool m_isSaving = false;
  QTimer m_noteTimer;

  JsonTexts* m_texts;
  JsonView* m_view;
  ui::ErrorStrip* m_error;
  ui::JobStrip* m_saving;
  ui::EmptyState* m_empty;
  ui::LoadingLine* m_loading;
  ui::SegmentedControl* m_scopes = nullptr;
  ui::Button* m_expand = nullptr;
  ui::Button* m_collapse = nullptr;
  ui::TextLabel* m_note = nullptr;
  ui::Button* m_copy = nullptr;
  ui::Button* m_save = nullptr;
  ui::FindField* m_find = nullptr;
  JsonFind* m_finder = nullptr;
};

}  // namespace spanloupe::json
