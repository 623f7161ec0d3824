// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/table_actions.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

#include "ui/session/pinned_traces.h"
#include "ui/traces/trace_table.h"

namespace spanloupe::traces {
namespace {

void toClipboard(const QString& text) { QGuiApplication::clipboard()->setText(text); }

/// For a menu: long values shortened, no accidental mnemonics.
QString shortened(QString text) {
  constexpr int kLongest = 48;
  if (text.size() > kLongest) text = text.left(kLongest - 1) + QChar(0x2026);
  return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

}  // namespace

TableActions::TableActions(TraceTable& table) : QObject(&table), m_table(table) {}

void TableActions::openSelected() {
  const RowSelection& selection = m_table.selection();
  const auto count = selection.count();
  if (count <= 1) {
    if (const auto trace = m_table.currentTrace(); trace && m_table.isCurrentListed())
      emit traceActivated(*trace);
    return;
  }
  std::vector<RowRange> ranges;
  for (const int row : selection.rows(kMostOpened)) ranges.push_back({row, row});
  m_table.model().fetchRows(std::move(ranges), [this, count](const std::vector<store::TraceRow>& rows) {
    for (const store::TraceRow& row : rows) emit traceActivated(row.id);
    if (count > kMostOpened)
      emit noted(tr("The first %1 of %2 selected traces were opened.")
                     .arg(kMostOpened)
                     .arg(ui::formatCount(std::int64_t{count})));
  });
}

void TableActions::compareSelected() {
  const RowSelection& selection = m_table.selection();
  if (selection.count() != 2) {
    emit noted(tr("Select two traces to see them side by side."));
    return;
  }
  m_table.model().fetchRows(selection.ranges(), [this](const std::vector<store::TraceRow>& rows) {
    if (rows.size() == 2) emit compareRequested(rows[0].id, rows[1].id);
  });
}

bool TableActions::canPin() const { return m_pinned != nullptr && m_pinned->canPin(); }

bool TableActions::isCurrentPinned() const {
  const auto trace = m_table.currentTrace();
  return canPin() && trace && m_pinned->isPinned(*trace);
}

void TableActions::togglePinned() {
  const RowSelection& selection = m_table.selection();
  if (!canPin() || selection.isEmpty()) return;
  if (selection.count() > kMostPinned) {
    emit noted(tr("At most %1 traces can be pinned at a time.").arg(kMostPinned));
    return;
  }
  m_table.model().fetchRows(selection.ranges(),
                            [this, isPinned = !isCurrentPinned()](const std::vector<store::TraceRow>& rows) {
                              for (const store::TraceRow& row : rows) m_pinned->setPinned(row.id, isPinned);
                            });
}

void TableActions::copyRows() {
  const RowSelection& selection = m_table.selection();
  if (selection.isEmpty()) return;
  if (selection.count() > kMostCopied) {
    emit noted(tr("%1 rows are too many to copy: at most %2.")
                   .arg(ui::formatCount(selection.count()), ui::formatCount(std::int64_t{kMostCopied})));
    return;
  }
  m_table.model().fetchText(selection.ranges(), toClipboard);
}

void TableActions::fillMenu(QMenu& menu, const Place& place) {
  const auto count = m_table.selection().count();
  const QString open =
      count <= 1 ? tr("Open trace")
      : count > kMostOpened
          ? tr("Open the first %1 of %2 traces").arg(kMostOpened).arg(ui::formatCount(std::int64_t{count}))
          : tr("Open %1 traces").arg(count);
  menu.addAction(open, this, &TableActions::openSelected)->setShortcut(Qt::Key_Return);
  if (count == 2)
    menu.addAction(tr("Compare side by side"), this, &TableActions::compareSelected)
        ->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N));
  if (canPin())
    menu.addAction(isCurrentPinned() ? tr("Unpin") : tr("Pin: keep it when the limits drop others"), this,
                   &TableActions::togglePinned);
  menu.addSeparator();
  addCopying(menu, place);
  const store::TraceRow* trace = m_table.model().traceRow(place.row);
  if (!trace) return;
  menu.addSeparator();
  const QString service =
      place.service.isEmpty() ? QString::fromStdString(trace->rootService) : place.service;
  const QString operation = QString::fromStdString(trace->rootName);
  const auto narrow = [&](const QString& title, const QString& words) {
    if (!words.trimmed().isEmpty())
      menu.addAction(title.arg(shortened(words)), this, [this, words] { emit filterRequested(words); });
  };
  narrow(tr("Filter to service “%1”"), service);
  narrow(tr("Filter to operation “%1”"), operation);
}

void TableActions::addCopying(QMenu& menu, const Place& place) {
  const auto count = m_table.selection().count();
  QAction* copy = menu.addAction(
      count <= 1 ? tr("Copy row") : tr("Copy %1 rows").arg(ui::formatCount(std::int64_t{count})), this,
      &TableActions::copyRows);
  copy->setShortcut(QKeySequence(QKeySequence::Copy));
  copy->setEnabled(count <= kMostCopied);
  if (count > kMostCopied)
    copy->setText(tr("Copy rows (at most %1)").arg(ui::formatCount(std::int64_t{kMostCopied})));
  const store::TraceRow* trace = m_table.model().traceRow(place.row);
  if (!trace) return;
  const QString id = QString::fromStdString(trace->id.hex());
  menu.addAction(tr("Copy trace id"), this, [id] { toClipboard(id); });
  const QString value = place.column && hasText(*place.column)
                            ? infoOf(*place.column).text(*trace, m_table.model().formats())
                            : QString();
  if (!value.isEmpty())
    menu.addAction(tr("Copy “%1”").arg(shortened(value)), this, [value] { toClipboard(value); });
}

}  // namespace spanloupe::traces
