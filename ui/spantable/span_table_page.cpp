// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/span_table_page.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/common/controls.h"
#include "ui/common/find_field.h"
#include "ui/common/job_strip.h"
#include "ui/common/states.h"
#include "ui/common/tool_row.h"
#include "ui/spantable/column_state.h"
#include "ui/spantable/csv_file.h"
#include "ui/spantable/key_popup.h"
#include "ui/spantable/table_finder.h"

namespace spanloupe::spantable {
namespace {

using query::SpanColumn;
using query::SpanField;

constexpr double kFilterWidth = 380;
constexpr double kToolsWidth = 640;  // That filter, count and the words on the buttons need.

}  // namespace

SpanTablePage::SpanTablePage(const ui::Look& look, session::TraceSession& session, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_session(session),
      m_model(new SpanTableModel(session, this)),
      m_loading(new ui::LoadingLine(look, this)),
      m_error(new ui::ErrorStrip(look, this)),
      m_saving(new ui::JobStrip(look, this)),
      m_table(new SpanTableView(look, *m_model, this)),
      m_empty(new ui::EmptyState(look, this)),
      m_views(new QStackedWidget(this)),
      m_columnPopup(new KeyPopup(look, true, tr("Search columns and attributes"), this)),
      m_groupPopup(new KeyPopup(look, false, tr("Search attributes"), this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(makeTools());
  column->addWidget(m_error);
  column->addWidget(m_saving);
  column->addWidget(m_views, 1);
  m_views->addWidget(m_table);
  m_views->addWidget(m_empty);
  setFocusProxy(m_table);
  connectParts();
  showState();
}

QWidget* SpanTablePage::makeTools() {
  auto* row = new ui::ToolRow(m_look, 4, this);
  QHBoxLayout* line = &row->line();
  m_filter = new ui::SearchField(m_look, tr("Filter: words, key=value, duration>20ms"), row);
  m_filter->setIcon(ui::Icon::Filter);
  m_filter->setKeyHint(tr("/"));
  m_filter->setMaximumWidth(m_look.measures().px(kFilterWidth));
  m_filter->setToolTip(
      tr("Words anywhere in a span, \"a phrase\", key=value for a word in one attribute,\n"
         "and comparisons: duration>20ms, self>=1ms, share>5, http.response.status_code>=500,\n"
         "service==cart, kind!=client"));
  m_group = new ui::Button(m_look, ui::Icon::Fold, groupText(), ui::ButtonKind::Quiet, row);
  m_group->setHasMenu(true);
  m_columns = new ui::Button(m_look, ui::Icon::Table, tr("Columns"), ui::ButtonKind::Quiet, row);
  m_columns->setHasMenu(true);
  m_columns->setAccessibleName(tr("Columns"));
  m_save = new ui::Button(m_look, ui::Icon::Export, tr("Save as CSV…"), ui::ButtonKind::Quiet, row);
  m_save->setAccessibleName(tr("Save as CSV…"));
  m_count = new ui::TextLabel(m_look, &ui::Fonts::small, &ui::Theme::text2, {}, row);
  m_hidden = new ui::Button(m_look, ui::Icon::None, {}, ui::ButtonKind::Link, row);
  m_hidden->setToolTip(tr("Show them dimmed"));
  m_hidden->hide();
  m_find = new ui::FindField(m_look, tr("Find in table"), ui::FindField::Rest::DimsOrHides, row);
  line->addWidget(m_filter, 1);
  line->addSpacing(8);
  line->addWidget(m_count);
  line->addWidget(m_hidden);
  line->addStretch(1);
  m_hidden->setSmall(true);
  for (ui::Button* button : {m_group, m_columns, m_save}) {
    button->setSmall(true);
    line->addWidget(button);
  }
  line->addSpacing(4);
  line->addWidget(m_find);
  return row;
}

void SpanTablePage::connectParts() {
  m_finder = new TableFinder(m_session, *m_model, *m_table, *m_find, this);
  connect(m_finder, &TableFinder::failed, this,
          [this](const Error& error) { m_error->show(tr("The spans cannot be searched."), error); });
  connect(m_find, &ui::FindField::noteChanged, this, &SpanTablePage::fitTools);
  connect(&m_find->edit(), &QLineEdit::textChanged, this, &SpanTablePage::fitTools);
  connect(m_hidden, &ui::Button::clicked, this, [this] { m_finder->setHides(false); });
  connect(m_saving, &ui::JobStrip::cancelled, this, [this] {
    m_session.cancel("span table csv", this);
    showState();
    m_count->setText(tr("Not saved"));
  });
  connect(m_filter, &ui::SearchField::textEdited, m_model, &SpanTableModel::setFilter);
  connect(m_filter, &ui::SearchField::submitted, this, [this] { m_table->setFocus(); });
  connect(m_filter, &ui::SearchField::escaped, this, [this] { m_table->setFocus(); });
  connect(m_group, &ui::Button::clicked, this, &SpanTablePage::showGroupMenu);
  connect(m_columns, &ui::Button::clicked, this, &SpanTablePage::chooseColumns);
  connect(m_save, &ui::Button::clicked, this, &SpanTablePage::askCsvName);
  connect(m_columnPopup, &KeyPopup::toggled, this, &SpanTablePage::setColumnShown);
  connect(m_groupPopup, &KeyPopup::picked, this,
          [this](const SpanColumn& column) { m_model->setGroupBy({column}); });
  connect(m_model, &SpanTableModel::contentChanged, this, &SpanTablePage::showState);
  connect(m_model, &SpanTableModel::columnsChanged, this, &SpanTablePage::columnStateChanged);
  connect(m_model, &SpanTableModel::textRead, this, &SpanTablePage::textRead);
  connect(m_model, &SpanTableModel::busyChanged, this, [this](bool isBusy) {
    m_loading->setGeometry(0, 0, width(), 2);
    m_loading->raise();
    isBusy ? m_loading->start() : m_loading->stop();
  });
  connect(m_model, &SpanTableModel::failed, this,
          [this](const Error& error) { m_error->show(tr("The spans cannot be read."), error); });
  connect(m_table, &SpanTableView::spanSelected, this, &SpanTablePage::spanSelected);
  connect(m_table, &SpanTableView::spanActivated, this, &SpanTablePage::spanActivated);
  connect(m_table, &SpanTableView::copyRequested, this, &SpanTablePage::copyRows);
  connect(m_table, &SpanTableView::menuRequested, this, &SpanTablePage::showRowMenu);
  connect(&m_table->header(), &SpanTableHeader::menuRequested, this, &SpanTablePage::showHeaderMenu);
  connect(&m_table->header(), &SpanTableHeader::removeRequested, this, [this](int column) {
    const TableColumn& one = m_model->columns()[static_cast<std::size_t>(column)];
    if (!one.isOfGroups) setColumnShown(one.span, false);
  });
  connect(m_empty, &ui::EmptyState::actionTriggered, this, [this](int index) {
    // The order is that of showEmpty().
    const bool isOfFind = !m_model->content()->only.empty() && index < 2;
    if (isOfFind && index == 0) return m_finder->setHides(false);
    if (isOfFind) return m_finder->clear();
    m_filter->setText({});
    m_model->setFilter({});
    m_filter->edit().setFocus();
  });
}

void SpanTablePage::setTrace(std::shared_ptr<const store::Snapshot> snapshot, query::SpanCells cells) {
  m_snapshot = std::move(snapshot);
  m_cells = std::move(cells);
  if (isVisible()) showEvent(nullptr);
}

void SpanTablePage::setText(std::shared_ptr<const query::TraceText> text) {
  m_text = text;
  m_model->setText(std::move(text));
}

void SpanTablePage::showEvent(QShowEvent* event) {
  if (event != nullptr) QWidget::showEvent(event);
  if (m_cells.trace == nullptr) return;
  m_model->setTrace(std::exchange(m_snapshot, {}), std::exchange(m_cells, {}));
  m_model->setText(std::exchange(m_text, {}));
}

void SpanTablePage::resizeEvent(QResizeEvent*) {
  m_loading->setGeometry(0, 0, width(), 2);
  fitTools();
}

// In a small window words give way to what is typed.
void SpanTablePage::fitTools() {
  const bool isSmall = width() - m_find->sizeHint().width() < m_look.measures().px(kToolsWidth);
  m_columns->setText(isSmall ? QString() : tr("Columns"));
  m_save->setText(isSmall ? QString() : tr("Save as CSV…"));
  m_columns->setToolTip(isSmall ? tr("Columns") : QString());
  m_save->setToolTip(isSmall ? tr("Save as CSV…") : QString());
}

void SpanTablePage::selectSpan(SpanIndex span) {
  m_wanted = m_model->content() == nullptr ? span : kNoSpan;
  // What came from here comes back from the waterfall: a range that is being selected stays.
  const bool isCurrent = m_table->currentRow() >= 0 && m_model->row(m_table->currentRow()).span == span;
  if (m_model->content() != nullptr && !isCurrent) m_table->showSpan(span);
}

void SpanTablePage::find() {
  m_find->edit().setFocus(Qt::ShortcutFocusReason);
  m_find->edit().selectAll();
}

bool SpanTablePage::event(QEvent* event) {
  // Taken before the shortcuts of the window, which mean other things by these keys.
  if (event->type() == QEvent::ShortcutOverride) {
    const auto& key = *static_cast<QKeyEvent*>(event);
    if (ui::isFindKey(key) || key.key() == Qt::Key_Slash) {
      event->accept();
      return true;
    }
  }
  return QWidget::event(event);
}

void SpanTablePage::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Find)) {
    find();
  } else if (ui::isFindKey(*event)) {
    m_finder->go(event->matches(QKeySequence::FindNext));
  } else if (event->key() == Qt::Key_Slash) {
    m_filter->edit().setFocus(Qt::ShortcutFocusReason);
    m_filter->edit().selectAll();
  } else {
    QWidget::keyPressEvent(event);
  }
}

void SpanTablePage::showState() {
  m_group->setText(groupText());
  m_group->setChecked(!m_model->groupBy().empty());
  const auto& content = m_model->content();
  for (ui::Button* button : {m_group, m_columns, m_save}) button->setEnabled(content != nullptr);
  if (content == nullptr) return;
  m_error->clear();
  m_save->setEnabled(!content->isEmpty());
  const bool isFiltered = !content->filter.empty();
  const std::uint64_t all = m_model->spanCount();
  const std::uint64_t unfound = content->only.empty() ? 0 : all - content->totals.count;
  m_hidden->setVisible(unfound > 0);
  m_hidden->setText(tr("%1 hidden").arg(ui::formatCounted(unfound, tr("span"), tr("spans"))));
  m_count->setText(isFiltered && unfound == 0 ? tr("%1 of %2")
                                                    .arg(ui::formatCount(content->totals.count),
                                                         ui::formatCounted(all, tr("span"), tr("spans")))
                                              : QString());
  m_filter->setNote(content->mistake.empty()
                        ? QString()
                        : tr("not understood: %1").arg(QString::fromStdString(content->mistake)),
                    true);
  if (content->isEmpty()) showEmpty(*content);
  m_views->setCurrentWidget(content->isEmpty() ? static_cast<QWidget*>(m_empty) : m_table);
  if (m_wanted != kNoSpan) m_table->showSpan(std::exchange(m_wanted, kNoSpan));
}

void SpanTablePage::showEmpty(const TableContent& content) {
  const QString all = ui::formatCounted(m_model->spanCount(), tr("span"), tr("spans"));
  const bool isFiltered = !content.filter.empty();
  std::vector<ui::EmptyState::Action> actions;
  QString sentence = tr("This trace has no spans.");
  if (isFiltered)
    sentence = tr("No span of this trace matches “%1”.").arg(QString::fromStdString(content.filter));
  if (!content.only.empty()) {
    sentence = isFiltered ? tr("“%1” is in no span that the filter leaves; the others are hidden.")
                          : tr("“%1” is in no span of this trace; the others are hidden.");
    sentence = sentence.arg(QString::fromStdString(content.only));
    actions.push_back({tr("Dim instead of hiding"), isFiltered ? QString() : all, false});
    actions.push_back({tr("Clear the search"), {}, false});
  }
  if (isFiltered) actions.push_back({tr("Clear the filter"), content.only.empty() ? all : QString(), false});
  m_empty->setContent(sentence, actions);
}

void SpanTablePage::setColumnShown(const SpanColumn& column, bool isShown) {
  std::vector<TableColumn> columns = m_model->spanColumns();
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const TableColumn& one) { return one.span == column; });
  if (isShown == (found != columns.end())) return;
  if (!isShown) {
    if (columns.size() == 1) return;  // Something has to be there.
    columns.erase(found);
  } else if (column.field == SpanField::Attribute) {
    columns.push_back(attributeColumn(column.key));
  } else {
    // Fields have their places.
    const auto place = std::find_if(columns.begin(), columns.end(),
                                    [&](const TableColumn& one) { return one.span.field > column.field; });
    columns.insert(place, {false, column, query::GroupFigure::Label, 0});
  }
  m_model->setSpanColumns(std::move(columns));
}

QStringList SpanTablePage::columnState() const {
  return spantable::columnState(m_model->spanColumns(), m_model->groupColumns());
}

void SpanTablePage::restoreColumns(const QStringList& state) {
  const KeptColumns kept = readColumnState(state);
  if (!kept.groups.empty()) m_model->setGroupColumns(kept.groups);
  if (!kept.spans.empty()) m_model->setSpanColumns(kept.spans);
}

void SpanTablePage::askCsvName() {
  QString path =
      QFileDialog::getSaveFileName(this, tr("Save as CSV"), tr("spans.csv"), tr("CSV files (*.csv)"));
  if (!path.isEmpty()) saveCsv(path);
}

void SpanTablePage::saveCsv(const QString& path) {
  if (m_model->content() == nullptr) return;
  std::vector<SpanColumn> columns;
  for (const TableColumn& column : m_model->spanColumns()) columns.push_back(column.span);
  m_save->setEnabled(false);
  const std::shared_ptr<const TableContent>& content = m_model->content();
  const std::uint64_t lines = content->isGrouped() ? content->groups.groups.size() : content->spans.size();
  const auto job = std::make_shared<ui::Job>();
  m_saving->start(
      tr("Saving %1").arg(QFileInfo(path).fileName()), job, lines, [](std::uint64_t done, std::uint64_t all) {
        return tr("%1 of %2").arg(ui::formatCount(done), ui::formatCounted(all, tr("line"), tr("lines")));
      });
  m_session.ask(
      "span table csv",
      [path, content, job, columns = std::move(columns)](store::Reader&, const store::Snapshot&,
                                                         std::stop_token stop) {
        return writeCsv(path, *content, columns, *job, stop);
      },
      this,
      [this](const Result<std::uint64_t>& saved) {
        m_saving->stop();
        showState();
        if (!saved) {
          m_error->show(tr("The file was not saved."), saved.error());
        } else {
          m_count->setText(tr("Saved %1").arg(ui::formatCounted(*saved, tr("line"), tr("lines"))));
        }
      });
}

}  // namespace spanloupe::spantable
