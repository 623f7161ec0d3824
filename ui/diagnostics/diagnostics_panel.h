// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The panel from below with everything that could not be read, each row copyable. Reads again when the counts
// of the session change while it is visible. UI thread.
#pragma once

#include <QTreeView>
#include <QWidget>

#include "ui/common/look.h"
#include "ui/diagnostics/diagnostics_model.h"
#include "ui/session/trace_session.h"

namespace spanloupe::ui {
class Button;
class EmptyState;
class ErrorStrip;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::diagnostics {

/// Qt's tree with our delegate, header sizes, and Copy.
class DiagnosticsTree : public QTreeView {
  Q_OBJECT
 public:
  using QTreeView::QTreeView;
 public slots:
  void copy() { emit copyRequested(); }
 signals:
  void copyRequested();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
};

class DiagnosticsPanel : public QWidget {
  Q_OBJECT
 public:
  DiagnosticsPanel(const ui::Look& look, session::TraceSession& session, QWidget* parent = nullptr);

  void setList(std::shared_ptr<const DiagnosticList> list);
  [[nodiscard]] DiagnosticsModel& model() const { return *m_model; }
  [[nodiscard]] QTreeView& tree() const { return *m_tree; }
  [[nodiscard]] QSize sizeHint() const override;

 signals:
  void closeRequested();

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  [[nodiscard]] QWidget* makeHeader();
  void setUpTree();
  void refresh();
  void copyRow();
  void showBytes();

  const ui::Look& m_look;
  session::TraceSession& m_session;
  DiagnosticsModel* m_model;
  DiagnosticsTree* m_tree;
  ui::TextLabel* m_summary = nullptr;
  ui::Button* m_copyRow = nullptr;
  ui::Button* m_copyAll = nullptr;
  ui::Button* m_showBytes = nullptr;
  ui::ErrorStrip* m_error;
  ui::EmptyState* m_empty;
};

}  // namespace spanloupe::diagnostics
