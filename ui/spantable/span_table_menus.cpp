// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The menus and popups of the span table.
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QRegularExpression>

#include "ui/common/controls.h"
#include "ui/common/search_field.h"
#include "ui/spantable/key_popup.h"
#include "ui/spantable/span_table_page.h"

namespace spanloupe::spantable {
namespace {

using query::SpanColumn;
using query::SpanField;

struct Grouping {
  QString title;
  std::vector<SpanColumn> columns;
};

std::vector<Grouping> commonGroupings() {
  const auto by = [](SpanField field) { return SpanColumn{field, {}}; };
  return {{SpanTablePage::tr("Not grouped"), {}},
          {SpanTablePage::tr("Service"), {by(SpanField::Service)}},
          {SpanTablePage::tr("Operation"), {by(SpanField::Name)}},
          {SpanTablePage::tr("Service and operation"), {by(SpanField::Service), by(SpanField::Name)}},
          {SpanTablePage::tr("Kind"), {by(SpanField::Kind)}},
          {SpanTablePage::tr("Status"), {by(SpanField::Status)}}};
}

/// The comparison that a value satisfies; empty when it cannot be typed.
QString comparison(const TableContent& content, SpanIndex span, const TableColumn& column) {
  QString key;
  switch (column.span.field) {
    case SpanField::Name: key = QStringLiteral("name"); break;
    case SpanField::Service: key = QStringLiteral("service"); break;
    case SpanField::Attribute: key = QString::fromStdString(column.span.key); break;
    default: return {};
  }
  const Cell cell = cellOf(content, {TableRow::kNoGroup, span}, column);
  const bool isTypable = !key.contains(QRegularExpression(QStringLiteral("[\\s<>=!\"]"))) &&
                         !cell.text.isEmpty() && !cell.isMissing && !cell.text.contains(QLatin1Char('"'));
  return isTypable ? QStringLiteral("%1==\"%2\"").arg(key, cell.text) : QString();
}

}  // namespace

QString SpanTablePage::groupText() const {
  for (const Grouping& one : commonGroupings())
    if (one.columns == m_model->groupBy() && !one.columns.empty())
      return tr("Group: %1").arg(one.title.toLower());
  if (m_model->groupBy().empty()) return tr("Group");
  return tr("Group: %1").arg(QString::fromStdString(m_model->groupBy().front().key));
}

void SpanTablePage::showGroupMenu() {
  QMenu menu(this);
  const auto add = [&](const Grouping& one) {
    QAction* action = menu.addAction(one.title, this, [this, one] { m_model->setGroupBy(one.columns); });
    action->setCheckable(true);
    action->setChecked(one.columns == m_model->groupBy());
    return action->isChecked();
  };
  bool isCommon = false;
  for (const Grouping& one : commonGroupings()) isCommon |= add(one);
  menu.addSeparator();
  if (!isCommon) add({QString::fromStdString(m_model->groupBy().front().key), m_model->groupBy()});
  menu.addAction(tr("Attribute…"), this, &SpanTablePage::chooseGroupKey);
  menu.exec(m_group->mapToGlobal(QPoint(0, m_group->height())));
}

void SpanTablePage::chooseGroupKey() {
  m_model->readKeys(this, [this](const std::vector<query::TraceKey>& keys) {
    std::vector<KeyEntry> entries;
    for (const query::TraceKey& key : keys)
      entries.push_back({QString::fromStdString(key.key),
                         {SpanField::Attribute, key.key},
                         static_cast<double>(key.spans) / static_cast<double>(m_model->spanCount()),
                         false});
    m_groupPopup->search().setText({});
    m_groupPopup->setEntries(std::move(entries));
    m_groupPopup->showBelow(*m_group);
  });
}

void SpanTablePage::chooseColumns() {
  m_model->readKeys(this, [this](const std::vector<query::TraceKey>& keys) {
    const auto isShown = [this](const SpanColumn& column) {
      for (const TableColumn& one : m_model->spanColumns())
        if (one.span == column) return true;
      return false;
    };
    std::vector<KeyEntry> entries;
    for (const TableColumn& field : spanColumns())
      entries.push_back({columnTitle(field), field.span, -1, isShown(field.span)});
    for (const query::TraceKey& key : keys) {
      const SpanColumn column{SpanField::Attribute, key.key};
      entries.push_back({QString::fromStdString(key.key), column,
                         static_cast<double>(key.spans) / static_cast<double>(m_model->spanCount()),
                         isShown(column)});
    }
    m_columnPopup->search().setText({});
    m_columnPopup->setEntries(std::move(entries));
    m_columnPopup->showBelow(*m_columns);
  });
}

void SpanTablePage::showHeaderMenu(int column, QPoint place) {
  QMenu menu(this);
  const TableColumn one = m_model->columns()[static_cast<std::size_t>(column)];
  menu.addAction(tr("Sort by %1").arg(columnTitle(one)), this, [this, column] { m_model->sortBy(column); });
  menu.addSeparator();
  const auto addMove = [&](const QString& title, int places) {
    QAction* action =
        menu.addAction(title, this, [this, column, places] { m_table->header().moveBy(column, places); });
    action->setEnabled(m_model->canMove(column, column + places));
  };
  addMove(tr("Move left"), -1);
  addMove(tr("Move right"), 1);
  menu.addAction(tr("Fit to content"), this, [this, column] { m_table->fitColumn(column); });
  menu.addAction(tr("Width as at first"), this, [this, column] { m_model->setColumnWidth(column, 0); })
      ->setEnabled(one.width > 0);
  if (!one.isOfGroups) {
    const bool canGroup = one.isAttribute() || !isFigure(one);
    if (canGroup)
      menu.addAction(tr("Group by %1").arg(columnTitle(one)), this,
                     [this, one] { m_model->setGroupBy({one.span}); });
    menu.addSeparator();
    QAction* hide = menu.addAction(tr("Hide column"), this, [this, one] { setColumnShown(one.span, false); });
    hide->setEnabled(m_model->spanColumns().size() > 1);
    menu.addAction(tr("Columns…"), this, &SpanTablePage::chooseColumns);
  }
  menu.addSeparator();
  menu.addAction(tr("Reset columns"), m_model, &SpanTableModel::resetColumns);
  menu.exec(place);
}

void SpanTablePage::showRowMenu(int row, int column, QPoint place) {
  const TableRow what = m_model->row(row);
  const TableColumn one = m_model->columns()[static_cast<std::size_t>(column)];
  const std::shared_ptr<const TableContent> content = m_model->content();
  QMenu menu(this);
  const auto copy = [&](const QString& title, const QString& text) {
    if (!text.isEmpty()) menu.addAction(title, this, [text] { QGuiApplication::clipboard()->setText(text); });
  };
  if (what.isGroup()) {
    menu.addAction(m_model->isOpen(what.group) ? tr("Close group") : tr("Open group"), this,
                   [this, row] { m_table->activate(row); });
  } else {
    menu.addAction(ui::themedIcon(m_look, ui::Icon::Waterfall), tr("Show in waterfall"), this,
                   [this, span = what.span] { emit spanActivated(span); });
  }
  if (content->isGrouped()) {
    menu.addAction(tr("Open all groups"), this, [this] { m_model->setAllOpen(true); });
    menu.addAction(tr("Close all groups"), this, [this] { m_model->setAllOpen(false); });
  } else if (const QString term = comparison(*content, what.span, one); !term.isEmpty()) {
    menu.addAction(ui::themedIcon(m_look, ui::Icon::Filter), tr("Filter for this value"), this, [this, term] {
      const QString typed = m_filter->text().trimmed();
      m_filter->setText(typed.isEmpty() ? term : typed + QLatin1Char(' ') + term);
      m_model->setFilter(m_filter->text());
    });
  }
  menu.addSeparator();
  const bool isOne = m_table->selectedRows().size() <= 1;
  menu.addAction(ui::themedIcon(m_look, ui::Icon::Copy), isOne ? tr("Copy row") : tr("Copy rows"), this,
                 &SpanTablePage::copyRows);
  copy(tr("Copy value"), cellOf(*content, what, one).whole());
  if (!what.isGroup())
    copy(tr("Copy span id"), QString::fromStdString(content->cells.trace->spanId[what.span].hex()));
  menu.exec(place);
}

void SpanTablePage::copyRows() {
  std::vector<TableRow> rows = m_table->selectedRows();
  if (rows.empty()) return;
  // A million rows are a hundred megabytes of text.
  m_session.ask(
      "span table copy",
      [content = m_model->content(), rows = std::move(rows), columns = m_model->columns()](
          store::Reader&, const store::Snapshot&, std::stop_token) -> Result<QString> {
        return tabbedText(*content, rows, columns);
      },
      this,
      [](const Result<QString>& text) {
        if (text) QGuiApplication::clipboard()->setText(*text);
      });
}

}  // namespace spanloupe::spantable
