// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/log_filter_row.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <algorithm>
#include <array>

#include "ui/common/controls.h"
#include "ui/common/search_field.h"

namespace spanloupe::logs {
namespace {

using query::LogLevel;

constexpr double kFieldWidth = 332;
constexpr double kLeastField = 140;
constexpr int kGap = 8;

/// What each segment of the severities asks for.
constexpr std::array kLeast{LogLevel::Unknown, LogLevel::Debug, LogLevel::Info, LogLevel::Warn,
                            LogLevel::Error};

}  // namespace

LogFilterRow::LogFilterRow(const ui::Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_field(new ui::SearchField(look, tr("Filter by body, attribute, service or id"), this)),
      m_severity(new ui::SegmentedControl(look,
                                          {{tr("All"), ui::Icon::None},
                                           {tr("Debug"), ui::Icon::None},
                                           {tr("Info"), ui::Icon::None},
                                           {tr("Warn"), ui::Icon::Warning},
                                           {tr("Error"), ui::Icon::Error}},
                                          this)),
      m_note(new ui::TextLabel(look, &ui::Fonts::small, &ui::Theme::warn, {}, this)),
      m_matching(new ui::TextLabel(look, &ui::Fonts::smallStrong, &ui::Theme::text1, {}, this)),
      m_total(new ui::TextLabel(look, &ui::Fonts::small, &ui::Theme::text2, {}, this)) {
  setObjectName(QStringLiteral("logFilterRow"));
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  m_field->setObjectName(QStringLiteral("logFilter"));
  m_field->setIcon(ui::Icon::Filter);
  m_field->setKeyHint(QStringLiteral("/"));
  m_field->edit().installEventFilter(this);
  m_severity->setObjectName(QStringLiteral("leastSeverity"));
  m_severity->setAccessibleName(tr("Least severity"));
  m_severity->setToolTip(tr("Least severity: this one and worse"));
  m_severity->setSmall(true);
  m_note->setElided(true);
  m_total->setElided(true);
  fitField();
  lay();
  connect(m_field, &ui::SearchField::textEdited, this, [this](const QString& text) {
    query::LogFilter filter = m_filter;
    filter.text = text.toStdString();
    setFilter(filter);
  });
  connect(m_field, &ui::SearchField::submitted, this, &LogFilterRow::left);
  connect(m_field, &ui::SearchField::escaped, this, &LogFilterRow::left);
  connect(m_severity, &ui::SegmentedControl::chosen, this, [this](int segment) {
    query::LogFilter filter = m_filter;
    filter.least = kLeast[static_cast<std::size_t>(segment)];
    setFilter(filter);
  });
  connect(&look, &ui::Look::changed, this, [this] {
    fitField();
    updateGeometry();
    update();
  });
}

void LogFilterRow::lay() {
  auto* line = new QHBoxLayout(this);
  line->setContentsMargins(ui::Measures::kPanelPadding, 0, ui::Measures::kPanelPadding, 1);
  line->setSpacing(kGap);
  constexpr int kMost = 100;  // Of what there is to take, until it has its width.
  line->addWidget(m_field, kMost);
  line->addWidget(m_severity);
  line->addStretch(1);
  line->addWidget(m_note);
  line->addSpacing(ui::Measures::kGroupGap - kGap);
  auto* count = new QHBoxLayout;
  count->setSpacing(0);
  count->addWidget(m_matching);
  count->addWidget(m_total);
  line->addLayout(count);
}

QSize LogFilterRow::sizeHint() const { return {m_look.measures().px(600), m_look.measures().toolRow() + 1}; }

// The field gives way first: what it asks for can be scrolled to, what the others say cannot.
void LogFilterRow::fitField() {
  m_field->setMinimumWidth(m_look.measures().px(kLeastField));
  m_field->setMaximumWidth(m_look.measures().px(kFieldWidth));
}

void LogFilterRow::focusField() {
  m_field->edit().setFocus(Qt::ShortcutFocusReason);
  m_field->edit().selectAll();
}

void LogFilterRow::setFilter(const query::LogFilter& filter) {
  if (filter == m_filter) return;
  m_filter = filter;
  setNote({});
  const QString text = QString::fromStdString(m_filter.text);
  if (m_field->text() != text) m_field->setText(text);
  // Of levels without a segment of their own, the one below them.
  const auto segment = std::upper_bound(kLeast.begin(), kLeast.end(), m_filter.least) - kLeast.begin() - 1;
  m_severity->setCurrent(static_cast<int>(segment));
  emit filterChanged();
}

void LogFilterRow::setCounts(const Counts& counts) {
  const bool isFiltered = !m_filter.isEmpty();
  const std::uint64_t matching = isFiltered ? counts.matching : counts.total;
  const QString atLeast = isFiltered && !counts.isExact ? QStringLiteral("≥ ") : QString();
  m_matching->setText(atLeast + ui::formatCount(matching));
  m_matching->setRoles(&ui::Fonts::smallStrong, counts.isStale ? &ui::Theme::text3 : &ui::Theme::text1);
  const QString noun = counts.total == 1 ? tr("log record") : tr("log records");
  QString of = isFiltered ? tr("of %1 %2").arg(ui::formatCount(counts.total), noun) : noun;
  // The rest can be found by a filter, but not scrolled to.
  if (counts.isExact && counts.listed < matching)
    of += tr(", newest %1 listed").arg(ui::formatCount(counts.listed));
  m_total->setText(QLatin1Char(' ') + of);
}

QString LogFilterRow::countText() const { return m_matching->text() + m_total->text(); }

void LogFilterRow::setNote(const QString& note) {
  m_note->setText(note);
  m_note->setToolTip(note);
}

void LogFilterRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_look.theme().surface);
  ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), m_look.theme().hairline);
}

bool LogFilterRow::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down) {
    emit left();
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace spanloupe::logs
