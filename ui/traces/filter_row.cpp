// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/filter_row.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <algorithm>

#include "ui/common/controls.h"
#include "ui/common/search_field.h"
#include "ui/traces/filter_chip.h"

namespace spanloupe::traces {
namespace {

constexpr double kFieldWidth = 332;
constexpr double kLeastField = 140;
constexpr double kFieldShare = 0.28;
constexpr int kGap = 8;

}  // namespace

FilterRow::FilterRow(const ui::Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_field(new ui::SearchField(look, tr("Filter by service, operation or trace id"), this)),
      m_errors(new ui::Button(look, ui::Icon::Error, tr("Errors only"), ui::ButtonKind::Normal, this)),
      m_box(new FilterChip(look, this)),
      m_note(new ui::TextLabel(look, &ui::Fonts::small, &ui::Theme::warn, {}, this)),
      m_selected(new ui::TextLabel(look, &ui::Fonts::small, &ui::Theme::text2, {}, this)),
      m_compare(
          new ui::Button(look, ui::Icon::Compare, tr("Compare side by side"), ui::ButtonKind::Link, this)),
      m_matching(new ui::TextLabel(look, &ui::Fonts::smallStrong, &ui::Theme::text1, {}, this)),
      m_total(new ui::TextLabel(look, &ui::Fonts::small, &ui::Theme::text2, {}, this)) {
  setObjectName(QStringLiteral("filterRow"));
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  m_field->setObjectName(QStringLiteral("traceFilter"));
  m_field->setIcon(ui::Icon::Filter);
  m_field->setKeyHint(QStringLiteral("/"));
  m_field->edit().installEventFilter(this);
  m_errors->setObjectName(QStringLiteral("errorsOnly"));
  m_errors->setSmall(true);
  m_errors->setCheckable(true);
  m_box->setObjectName(QStringLiteral("filterBox"));
  m_compare->setObjectName(QStringLiteral("compareSelected"));
  m_compare->setSmall(true);
  m_compare->hide();
  m_note->setElided(true);
  lay();
  connect(m_field, &ui::SearchField::textEdited, this, [this](const QString& text) {
    store::TraceFilter filter = m_filter;
    filter.text = text.toStdString();
    setFilter(filter);
  });
  connect(m_field, &ui::SearchField::submitted, this, &FilterRow::left);
  connect(m_field, &ui::SearchField::escaped, this, &FilterRow::left);
  connect(m_errors, &QAbstractButton::toggled, this, [this](bool on) {
    store::TraceFilter filter = m_filter;
    filter.onlyErrors = on;
    setFilter(filter);
  });
  connect(m_box, &QAbstractButton::clicked, this, [this] {
    store::TraceFilter filter;
    filter.text = m_filter.text;
    filter.onlyErrors = m_filter.onlyErrors;
    setFilter(filter);
  });
  connect(m_compare, &QAbstractButton::clicked, this, &FilterRow::compareRequested);
  connect(&look, &ui::Look::changed, this, &FilterRow::readLook);
  readLook();
}

void FilterRow::readLook() {
  m_errors->setSymbol(ui::Icon::Error, m_look.theme().error);
  fitField();
  showFilter();
  updateGeometry();
  update();
}

// The field gives way first: what it asks for can be scrolled to, what the others say cannot.
void FilterRow::fitField() {
  m_field->setFixedWidth(std::clamp(static_cast<int>(width() * kFieldShare),
                                    m_look.measures().px(kLeastField), m_look.measures().px(kFieldWidth)));
}

void FilterRow::resizeEvent(QResizeEvent*) { fitField(); }

void FilterRow::lay() {
  auto* line = new QHBoxLayout(this);
  line->setContentsMargins(ui::Measures::kPanelPadding, 0, ui::Measures::kPanelPadding, 1);
  line->setSpacing(kGap);
  line->addWidget(m_field);
  line->addWidget(m_errors);
  line->addWidget(m_box);
  line->addStretch(1);
  line->addWidget(m_note);
  line->addWidget(m_selected);
  line->addWidget(m_compare);
  line->addSpacing(ui::Measures::kGroupGap - kGap);
  auto* count = new QHBoxLayout;
  count->setSpacing(0);
  count->addWidget(m_matching);
  count->addWidget(m_total);
  line->addLayout(count);
}

QSize FilterRow::sizeHint() const { return {m_look.measures().px(600), m_look.measures().toolRow() + 1}; }

void FilterRow::focusField() {
  m_field->edit().setFocus(Qt::ShortcutFocusReason);
  m_field->edit().selectAll();
}

void FilterRow::setFilter(const store::TraceFilter& filter) {
  if (filter == m_filter) return;
  m_filter = filter;
  setNote({});
  showFilter();
  emit filterChanged();
}

void FilterRow::showFilter() {
  const QString text = QString::fromStdString(m_filter.text);
  if (m_field->text() != text) m_field->setText(text);
  m_errors->setChecked(m_filter.onlyErrors);
  m_box->setCondition(boxText());
}

QString FilterRow::boxText() const {
  const auto range = [](const QString& from, const QString& to) {
    if (to.isEmpty()) return QStringLiteral("≥ ") + from;
    return from.isEmpty() ? QStringLiteral("≤ ") + to : from + QStringLiteral(" – ") + to;
  };
  QStringList parts;
  if (m_filter.from || m_filter.to) {
    const auto day = [this](Timestamp at) { return ui::formatDateTime(at, m_look.timeZone()).left(10); };
    const bool sameDay = m_filter.from && m_filter.to && day(*m_filter.from) == day(*m_filter.to);
    const auto time = [this](const std::optional<Timestamp>& at, bool withDay) {
      if (!at) return QString();
      return withDay ? ui::formatDateTime(*at, m_look.timeZone())
                     : ui::formatTimeOfDay(*at, m_look.timeZone());
    };
    parts << range(time(m_filter.from, m_withDay || !sameDay),
                   time(m_filter.to, !sameDay || (m_withDay && !m_filter.from)));
  }
  if (m_filter.shortest || m_filter.longest) {
    const auto duration = [](const std::optional<Duration>& value) {
      return value ? ui::formatDuration(*value) : QString();
    };
    parts << range(duration(m_filter.shortest), duration(m_filter.longest));
  }
  return parts.join(QStringLiteral(" · "));
}

void FilterRow::setCounts(std::uint64_t matching, std::uint64_t total, bool isStale) {
  const bool isFiltered = !m_filter.isEmpty();
  m_matching->setText(ui::formatCount(isFiltered ? matching : total));
  m_matching->setRoles(&ui::Fonts::smallStrong, isStale ? &ui::Theme::text3 : &ui::Theme::text1);
  const QString noun = total == 1 ? tr("trace") : tr("traces");
  m_total->setText(QLatin1Char(' ') + (isFiltered ? tr("of %1 %2").arg(ui::formatCount(total), noun) : noun));
}

void FilterRow::setWithDay(bool withDay) {
  if (withDay == m_withDay) return;
  m_withDay = withDay;
  showFilter();
}

QString FilterRow::countText() const { return m_matching->text() + m_total->text(); }

void FilterRow::setSelected(std::int64_t count) {
  setNote({});
  m_selected->setText(count > 1 ? tr("%1 selected").arg(ui::formatCount(count)) : QString());
  m_compare->setVisible(count == 2);
}

void FilterRow::setNote(const QString& note) {
  m_note->setText(note);
  m_note->setToolTip(note);
}

QString FilterRow::note() const { return m_note->text(); }

void FilterRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_look.theme().surface);
  ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), m_look.theme().hairline);
}

bool FilterRow::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down) {
    emit left();
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace spanloupe::traces
