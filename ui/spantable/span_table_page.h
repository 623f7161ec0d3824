// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The table of a trace's spans: filter, groups, columns, rows and sums. The shell gives it each trace with
// the figures that the waterfall has computed, and carries selections between the two. UI thread.
#pragma once

#include <QWidget>

#include "ui/spantable/span_table_view.h"

class QStackedWidget;

namespace spanloupe::ui {
class Button;
class EmptyState;
class ErrorStrip;
class FindField;
class JobStrip;
class LoadingLine;
class SearchField;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::spantable {

class KeyPopup;
class TableFinder;

class SpanTablePage : public QWidget {
  Q_OBJECT
 public:
  SpanTablePage(const ui::Look& look, session::TraceSession& session, QWidget* parent = nullptr);

  /// Read from `snapshot`; cells.attributes may be empty. Nothing is asked before the page is first shown.
  void setTrace(std::shared_ptr<const store::Snapshot> snapshot, query::SpanCells cells);
  /// The texts of the trace, when another view has read them: they need not be read twice.
  void setText(std::shared_ptr<const query::TraceText> text);
  /// Does not emit spanSelected().
  void selectSpan(SpanIndex span);
  /// The keyboard goes to the field that finds.
  void find();

  /// What to keep for the next start: one line per shown column, in their order.
  [[nodiscard]] QStringList columnState() const;
  void restoreColumns(const QStringList& state);

  [[nodiscard]] SpanTableModel& model() const { return *m_model; }
  [[nodiscard]] SpanTableView& table() const { return *m_table; }
  [[nodiscard]] ui::SearchField& filterField() const { return *m_filter; }
  [[nodiscard]] ui::FindField& findField() const { return *m_find; }
  /// What the buttons do.
  void showGroupMenu();
  void chooseColumns();
  void askCsvName();
  /// Without asking for a name.
  void saveCsv(const QString& path);

 signals:
  void spanSelected(spanloupe::SpanIndex span);
  void spanActivated(spanloupe::SpanIndex span);
  void textRead(const std::shared_ptr<const spanloupe::query::TraceText>& text);
  void columnStateChanged();

 protected:
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* makeTools();
  void connectParts();
  void showState();
  void fitTools();
  void showEmpty(const TableContent& content);
  void chooseGroupKey();
  void setColumnShown(const query::SpanColumn& column, bool isShown);
  void showRowMenu(int row, int column, QPoint place);
  void showHeaderMenu(int column, QPoint place);
  void copyRows();
  [[nodiscard]] QString groupText() const;

  const ui::Look& m_look;
  session::TraceSession& m_session;
  SpanTableModel* m_model;
  ui::LoadingLine* m_loading;
  ui::ErrorStrip* m_error;
  ui::JobStrip* m_saving;
  ui::SearchField* m_filter = nullptr;
  ui::FindField* m_find = nullptr;
  TableFinder* m_finder = nullptr;
  ui::Button* m_hidden = nullptr;
  ui::TextLabel* m_count = nullptr;
  ui::Button* m_group = nullptr;
  ui::Button* m_columns = nullptr;
  ui::Button* m_save = nullptr;
  SpanTableView* m_table;
  ui::EmptyState* m_empty;
  QStackedWidget* m_views;
  KeyPopup* m_columnPopup;
  KeyPopup* m_groupPopup;
  // Held back until the page is looked at: a tab that never shows its table costs nothing.
  std::shared_ptr<const store::Snapshot> m_snapshot;
  query::SpanCells m_cells;
  std::shared_ptr<const query::TraceText> m_text;
  SpanIndex m_wanted = kNoSpan;
};

}  // namespace spanloupe::spantable
