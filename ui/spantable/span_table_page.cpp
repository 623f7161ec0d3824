// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/span_table_page.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/common/controls.h"
#include "ui/common/search_field.h"
#include "ui/common/states.h"
#include "ui/spantable/csv_file.h"
#include "ui/spantable/key_popup.h"

namespace spanloupe::spantable {
namespace {

using query::SpanColumn;
using query::SpanField;

constexpr double kFilterWidth = 380;

/// A row of controls on surface with a hairline below.
class Tools final : public QWidget {
 public:
  Tools(const ui::Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    const auto read = [this] {
      setFixedHeight(m_look.measures().toolRow() + 4);
      update();
    };
    QObject::connect(&look, &ui::Look::changed, this, read);
    read();
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.fillRect(rect(), m_look.theme().surface);
    ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), m_look.theme().hairline);
  }

 private:
  const ui::Look& m_look;
};

}  // namespace

SpanTablePage::SpanTablePage(const ui::Look& look, session::TraceSession& session, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_session(session),
      m_model(new SpanTableModel(session, this)),
      m_loading(new ui::LoadingLine(look, this)),
      m_error(new ui::ErrorStrip(look, this)),
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
  column->addWidget(m_views, 1);
  m_views->addWidget(m_table);
  m_views->addWidget(m_empty);
  setFocusProxy(m_table);
  connectParts();
  showState();
}

QWidget* SpanTablePage::makeTools() {
  auto* row = new Tools(m_look, this);
  auto* line = new QHBoxLayout(row);
  line->setContentsMargins(8, 0, 8, 0);
  line->setSpacing(4);
  m_filter = new ui::SearchField(m_look, tr("Filter: words, key=value, duration>20ms"), row);
  m_filter->setIcon(ui::Icon::Filter);
  m_filter->setMaximumWidth(m_look.measures().px(kFilterWidth));
  m_filter->setToolTip(
      tr("Words anywhere in a span, \"a phrase\", key=value for a word in one attribute,\n"
         "and comparisons: duration>20ms, self>=1ms, share>5, http.response.status_code>=500,\n"
         "service==cart, kind!=client"));
  m_group = new ui::Button(m_look, ui::Icon::Fold, groupText(), ui::ButtonKind::Quiet, row);
  m_group->setHasMenu(true);
  m_columns = new ui::Button(m_look, ui::Icon::Table, tr("Columns"), ui::ButtonKind::Quiet, row);
  m_columns->setHasMenu(true);
  m_save = new ui::Button(m_look, ui::Icon::Export, tr("Save as CSV…"), ui::ButtonKind::Quiet, row);
  m_count = new ui::TextLabel(m_look, &ui::Fonts::small, &ui::Theme::text2, {}, row);
  line->addWidget(m_filter, 1);
  line->addSpacing(8);
  line->addWidget(m_count);
  line->addStretch(1);
  for (ui::Button* button : {m_group, m_columns, m_save}) {
    button->setSmall(true);
    line->addWidget(button);
  }
  return row;
}

void SpanTablePage::connectParts() {
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
  connect(m_table, &SpanTableView::findRequested, this, &SpanTablePage::find);
  connect(m_table, &SpanTableView::menuRequested, this, &SpanTablePage::showRowMenu);
  connect(&m_table->header(), &SpanTableHeader::menuRequested, this, &SpanTablePage::showHeaderMenu);
  connect(&m_table->header(), &SpanTableHeader::removeRequested, this, [this](int column) {
    const TableColumn& one = m_model->columns()[static_cast<std::size_t>(column)];
    if (!one.isOfGroups) setColumnShown(one.span, false);
  });
  connect(m_empty, &ui::EmptyState::actionTriggered, this, [this] {
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

void SpanTablePage::resizeEvent(QResizeEvent*) { m_loading->setGeometry(0, 0, width(), 2); }

void SpanTablePage::selectSpan(SpanIndex span) {
  m_wanted = m_model->content() == nullptr ? span : kNoSpan;
  // What came from here comes back from the waterfall: a range that is being selected stays.
  const bool isCurrent = m_table->currentRow() >= 0 && m_model->row(m_table->currentRow()).span == span;
  if (m_model->content() != nullptr && !isCurrent) m_table->showSpan(span);
}

void SpanTablePage::find() {
  m_filter->edit().setFocus(Qt::ShortcutFocusReason);
  m_filter->edit().selectAll();
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
  m_count->setText(isFiltered ? tr("%1 of %2")
                                    .arg(ui::formatCount(content->totals.count),
                                         ui::formatCounted(all, tr("span"), tr("spans")))
                              : QString());
  m_filter->setNote(content->mistake.empty()
                        ? QString()
                        : tr("not understood: %1").arg(QString::fromStdString(content->mistake)),
                    true);
  if (content->isEmpty()) {
    const std::vector<ui::EmptyState::Action> actions{
        {tr("Clear the filter"), ui::formatCounted(all, tr("span"), tr("spans")), false}};
    isFiltered
        ? m_empty->setContent(
              tr("No span of this trace matches “%1”.").arg(QString::fromStdString(content->filter)), actions)
        : m_empty->setContent(tr("This trace has no spans."));
  }
  m_views->setCurrentWidget(content->isEmpty() ? static_cast<QWidget*>(m_empty) : m_table);
  if (m_wanted != kNoSpan) m_table->showSpan(std::exchange(m_wanted, kNoSpan));
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
  QStringList state;
  for (const TableColumn& column : m_model->spanColumns())
    state << QStringLiteral("%1 %2 %3")
                 .arg(static_cast<int>(column.span.field))
                 .arg(qRound(column.width))
                 .arg(QString::fromStdString(column.span.key));
  return state;
}

void SpanTablePage::restoreColumns(const QStringList& state) {
  std::vector<TableColumn> columns;
  for (const QString& line : state) {
    bool isNumber = false;
    const int field = line.section(QLatin1Char(' '), 0, 0).toInt(&isNumber);
    const double width = line.section(QLatin1Char(' '), 1, 1).toDouble();
    const std::string key = line.section(QLatin1Char(' '), 2).toStdString();
    const bool isAttribute = field == static_cast<int>(SpanField::Attribute);
    const SpanColumn column{static_cast<SpanField>(field), key};
    const bool isKnown = isNumber && field >= 0 && field <= static_cast<int>(SpanField::Attribute) &&
                         isAttribute != key.empty();
    const bool isTwice = std::any_of(columns.begin(), columns.end(),
                                     [&](const TableColumn& one) { return one.span == column; });
    if (!isKnown || isTwice) continue;
    columns.push_back(
        {false, column, query::GroupFigure::Label, width > 0 ? std::clamp(width, kLeastColumn, 4000.0) : 0});
  }
  if (!columns.empty()) m_model->setSpanColumns(std::move(columns));
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
  m_count->setText(tr("Saving…"));
  m_session.ask(
      "span table csv",
      [path, content = m_model->content(), columns = std::move(columns)](
          store::Reader&, const store::Snapshot&, std::stop_token stop) {
        return writeCsv(path, *content, columns, stop);
      },
      this,
      [this](const Result<std::uint64_t>& lines) {
        showState();
        if (!lines) {
          m_error->show(tr("The file was not saved."), lines.error());
        } else {
          m_count->setText(tr("Saved %1").arg(ui::formatCounted(*lines, tr("line"), tr("lines"))));
        }
      });
}

}  // namespace spanloupe::spantable
