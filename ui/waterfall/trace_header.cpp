// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/trace_header.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <cmath>

#include "ui/common/controls.h"
#include "ui/common/format.h"
#include "ui/common/paint.h"

namespace spanloupe::waterfall {

namespace {

constexpr double kFactGap = ui::Measures::kGroupGap;
constexpr double kIconGap = 4;

}  // namespace

FactLine::FactLine(const ui::Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
  setMouseTracking(true);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  connect(&look, &ui::Look::changed, this, [this] { update(); });
}

void FactLine::setFacts(std::vector<Fact> facts) {
  m_facts = std::move(facts);
  QStringList texts;
  for (const Fact& fact : m_facts) texts += fact.strong + fact.text;
  setAccessibleName(texts.join(QStringLiteral(", ")));
  update();
}

QSize FactLine::sizeHint() const { return {100, m_look.measures().H + 4}; }

std::vector<QRectF> FactLine::rects() const {
  const QFontMetricsF normal(m_look.fonts().small);
  const QFontMetricsF strong(m_look.fonts().smallStrong);
  std::vector<QRectF> result;
  double x = 0;
  for (const Fact& fact : m_facts) {
    double width = strong.horizontalAdvance(fact.strong) +
                   (fact.isStrong ? strong : normal).horizontalAdvance(fact.text);
    if (fact.icon != ui::Icon::None) width += m_look.measures().px(13) + kIconGap;
    if (x + width > this->width()) break;
    result.emplace_back(x, 0, width, height());
    x += width + kFactGap;
  }
  return result;
}

int FactLine::factAt(QPointF position) const {
  const std::vector<QRectF> all = rects();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].contains(position)) return static_cast<int>(i);
  }
  return -1;
}

void FactLine::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  const double baseline = ui::centredBaseline(rect(), QFontMetricsF(m_look.fonts().small));
  const std::vector<QRectF> all = rects();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Fact& fact = m_facts[i];
    double x = all[i].left();
    const QColor& color = theme.*(fact.color);
    if (fact.icon != ui::Icon::None) {
      const int size = m_look.measures().px(13);
      ui::paintIcon(painter, fact.icon, QRectF(x, (height() - size) / 2.0, size, size), color);
      x += size + kIconGap;
    }
    if (!fact.strong.isEmpty()) {
      painter.setFont(m_look.fonts().smallStrong);
      painter.setPen(theme.text1);
      painter.drawText(QPointF(x, baseline), fact.strong);
      x += QFontMetricsF(m_look.fonts().smallStrong).horizontalAdvance(fact.strong);
    }
    painter.setFont(fact.isStrong ? m_look.fonts().smallStrong : m_look.fonts().small);
    painter.setPen(color);
    painter.drawText(QPointF(x, baseline), fact.text);
  }
}

bool FactLine::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int index = factAt(help->pos());
    QToolTip::showText(help->globalPos(),
                       index < 0 ? QString() : m_facts[static_cast<std::size_t>(index)].toolTip, this);
    return true;
  }
  return QWidget::event(event);
}

void FactLine::mousePressEvent(QMouseEvent* event) {
  const int index = factAt(event->position());
  if (index >= 0 && m_facts[static_cast<std::size_t>(index)].isClickable) emit factClicked(index);
}

void FactLine::mouseMoveEvent(QMouseEvent* event) {
  const int index = factAt(event->position());
  const bool canClick = index >= 0 && m_facts[static_cast<std::size_t>(index)].isClickable;
  setCursor(canClick ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

TraceHeader::TraceHeader(ui::Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_tile(new ui::TileWidget(look, look.measures().tileTitle(), this)),
      m_title(new ui::TextLabel(look, &ui::Fonts::pageTitle, &ui::Theme::text1, {}, this)),
      m_badge(new ui::BadgeWidget(look, this)),
      m_id(new ui::TextLabel(look, &ui::Fonts::mono, &ui::Theme::text2, {}, this)),
      m_copy(new ui::Button(look, ui::Icon::Copy, tr("Copy the trace id"), true, this)),
      m_facts(new FactLine(look, this)),
      m_firstLine(new QHBoxLayout) {
  m_title->setElided(true);
  m_firstLine->setSpacing(8);
  m_firstLine->addWidget(m_tile);
  m_firstLine->addWidget(m_title);
  m_firstLine->addWidget(m_badge);
  m_firstLine->addSpacing(4);
  m_firstLine->addWidget(m_id);
  m_firstLine->addWidget(m_copy);
  m_firstLine->addStretch(1);
  m_firstLine->setStretchFactor(m_title, 0);

  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(ui::Measures::kPanelPadding, 5, ui::Measures::kPanelPadding, 3);
  lines->setSpacing(0);
  lines->addLayout(m_firstLine);
  lines->addWidget(m_facts);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

  connect(m_copy, &ui::Button::clicked, this, [this] {
    if (m_document != nullptr)
      QGuiApplication::clipboard()->setText(QString::fromStdString(m_document->trace->id.hex()));
  });
  connect(m_facts, &FactLine::factClicked, this, [this](int index) {
    if (index != m_startFact) return;
    m_look.setTimeZone(m_look.timeZone() == ui::TimeZone::Local ? ui::TimeZone::Utc : ui::TimeZone::Local);
  });
  connect(&look, &ui::Look::changed, this, [this] {
    refreshFacts();
    updateGeometry();
    update();
  });
}

QSize TraceHeader::sizeHint() const { return {m_look.measures().px(480), 2 * m_look.measures().H + 22}; }

void TraceHeader::addTrailingWidget(QWidget* widget) { m_firstLine->addWidget(widget); }

void TraceHeader::setDocument(std::shared_ptr<const TraceDocument> document) {
  m_document = std::move(document);
  m_status.clear();
  refresh();
}

void TraceHeader::setRootSummary(const SpanSummary* summary) {
  const QString status = summary != nullptr ? summary->status : QString();
  if (status == m_status) return;
  m_status = status;
  updateBadge();
}

void TraceHeader::refresh() {
  const bool has = m_document != nullptr && m_document->spanCount() > 0;
  m_tile->setService(has ? traceService(*m_document) : QString());
  m_title->setText(has ? traceTitle(*m_document) : QString());
  const bool hasId = m_document != nullptr && !m_document->trace->id.isZero();
  m_id->setText(hasId ? QString::fromStdString(m_document->trace->id.hex()) : QString());
  m_copy->setVisible(hasId);
  updateBadge();
  refreshFacts();
}

void TraceHeader::updateBadge() {
  const bool failed = m_document != nullptr && m_document->tree.root != kNoSpan &&
                      m_document->trace->isError(m_document->tree.root);
  if (failed) {
    m_badge->setBadge(
        {m_status.isEmpty() ? tr("error") : m_status, ui::BadgeTone::Error, ui::Icon::Error, true});
  } else {
    m_badge->setBadge({m_status, ui::BadgeTone::Quiet, ui::Icon::None, true});
  }
}

void TraceHeader::refreshFacts() {
  std::vector<FactLine::Fact> facts;
  m_startFact = -1;
  if (m_document == nullptr || m_document->spanCount() == 0) {
    m_facts->setFacts({});
    return;
  }
  const TraceDocument& doc = *m_document;
  const auto count = [](std::size_t value) { return ui::formatCount(static_cast<std::uint64_t>(value)); };
  const Duration total = elapsed(doc.times.traceStart, doc.times.traceEnd);
  facts.push_back({ui::formatDuration(total), tr(" total"), &ui::Theme::text2, false, ui::Icon::None,
                   ui::formatExact(total)});
  m_startFact = static_cast<int>(facts.size());
  facts.push_back({{},
                   ui::formatDateTime(doc.times.traceStart, m_look.timeZone()) + QLatin1Char(' ') +
                       ui::zoneName(m_look.timeZone()),
                   &ui::Theme::text2,
                   false,
                   ui::Icon::None,
                   tr("Click to switch between local time and UTC"),
                   true});
  facts.push_back({{}, ui::formatCounted(doc.spanCount(), tr("span"), tr("spans"))});
  facts.push_back({{}, ui::formatCounted(doc.services.size(), tr("service"), tr("services"))});
  facts.push_back({{}, tr("depth %1").arg(count(std::size_t{doc.tree.maxDepth} + 1))});
  if (doc.tree.errorCount > 0) {
    facts.push_back(
        {{}, ui::formatCounted(doc.tree.errorCount, tr("error"), tr("errors")), &ui::Theme::error, true});
  }
  const auto warn = [&](const QString& text, const QString& toolTip) {
    facts.push_back({{}, text, &ui::Theme::warn, false, ui::Icon::Warning, toolTip});
  };
  if (!doc.tree.missingParents.empty()) {
    warn(ui::formatCounted(doc.tree.missingParents.size(), tr("missing parent"), tr("missing parents")),
         tr("Spans name parents that are not in this trace: not sent, not sampled, or in another file"));
  }
  if (doc.tree.rootCount > 1)
    warn(tr("%1 roots").arg(count(doc.tree.rootCount)), tr("More than one span has no parent"));
  if (doc.duplicateIds > 0)
    warn(ui::formatCounted(doc.duplicateIds, tr("duplicate id"), tr("duplicate ids")),
         tr("Spans with the same id but other content"));
  if (doc.tree.cyclesCut > 0)
    warn(ui::formatCounted(doc.tree.cyclesCut, tr("parent cycle cut"), tr("parent cycles cut")),
         tr("Spans that are their own ancestors stand at the top level"));
  for (const analysis::SkewEstimate::ServiceShift& shift : doc.skew.services) {
    facts.push_back({{},
                     tr("skew %1 on %2, adjusted")
                         .arg(ui::formatOffset(shift.shift), QString::fromStdString(doc.text(shift.service))),
                     &ui::Theme::text2,
                     false,
                     ui::Icon::Clock,
                     tr("Its clock disagrees with its callers'; bars are drawn at the corrected place")});
  }
  m_facts->setFacts(std::move(facts));
}

void TraceHeader::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_look.theme().surface);
  ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), m_look.theme().hairline);
}

QString traceTitle(const TraceDocument& document) {
  const SpanIndex root = document.tree.root;
  if (document.trace->id.isZero())
    return QCoreApplication::translate("TraceHeader", "Spans without a trace id");
  if (root == kNoSpan) return {};
  const QString name = QString::fromStdString(document.text(document.trace->name[root])).left(400);
  return name.isEmpty() ? QCoreApplication::translate("TraceHeader", "(no name)") : name;
}

QString traceService(const TraceDocument& document) {
  const SpanIndex root = document.tree.root;
  if (root == kNoSpan) return {};
  return QString::fromStdString(document.text(document.trace->service[root]));
}

}  // namespace spanloupe::waterfall
