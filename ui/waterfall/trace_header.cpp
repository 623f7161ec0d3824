// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/trace_header.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDateTime>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <utility>

#include "ui/common/controls.h"
#include "ui/common/format.h"
#include "ui/common/paint.h"

namespace spanloupe::waterfall {

namespace {

Fact factOf(HeadFact id, const QString& text, const QString& toolTip) {
  Fact fact;
  fact.id = static_cast<int>(id);
  fact.text = text;
  fact.toolTip = toolTip;
  return fact;
}

QString counted(std::size_t value, const QString& one, const QString& many) {
  return ui::formatCounted(static_cast<std::uint64_t>(value), one, many);
}

/// "12 min ago", by the clock of this machine.
QString agoText(Timestamp time) {
  const auto then = static_cast<qint64>(nanosOf(time) / 1'000'000'000);
  const qint64 seconds = QDateTime::currentSecsSinceEpoch() - then;
  if (seconds < 0) return TraceHeader::tr("in the future");
  constexpr qint64 kDay = 86'400;
  if (seconds < 60) return TraceHeader::tr("%1 s ago").arg(seconds);
  if (seconds < 3600) return TraceHeader::tr("%1 min ago").arg(seconds / 60);
  if (seconds < 2 * kDay) return TraceHeader::tr("%1 h ago").arg(seconds / 3600);
  return TraceHeader::tr("%1 days ago").arg(ui::formatCount(static_cast<std::int64_t>(seconds / kDay)));
}

}  // namespace

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
  lines->setContentsMargins(0, 5, 0, 3);
  lines->setSpacing(0);
  m_firstLine->setContentsMargins(ui::Measures::kPanelPadding, 0, ui::Measures::kPanelPadding, 0);
  lines->addLayout(m_firstLine);
  // The texts align with the title; what is filled under the pointer may reach further.
  auto* second = new QHBoxLayout;
  const int side = ui::Measures::kPanelPadding - FactButton::kPadding;
  second->setContentsMargins(side, 0, side, 0);
  second->addWidget(m_facts);
  lines->addLayout(second);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

  connect(m_copy, &ui::Button::clicked, this, [this] {
    if (m_document != nullptr)
      QGuiApplication::clipboard()->setText(QString::fromStdString(m_document->trace->id.hex()));
  });
  connect(m_facts, &FactLine::activated, this, [this](int id, QPoint below) {
    const auto fact = static_cast<HeadFact>(id);
    if (fact == HeadFact::Start) {
      switchStart();
    } else {
      emit factActivated(fact, below);
    }
  });
  connect(m_facts, &FactLine::menuRequested, this,
          [this](int id, QPoint at) { showMenu(static_cast<HeadFact>(id), at); });
  connect(&look, &ui::Look::changed, this, [this] {
    refreshFacts();
    updateGeometry();
    update();
  });
  refresh();
}

QSize TraceHeader::sizeHint() const { return {m_look.measures().px(480), 2 * m_look.measures().H + 22}; }

void TraceHeader::addTrailingWidget(QWidget* widget) { m_firstLine->addWidget(widget); }

void TraceHeader::setDocument(std::shared_ptr<const TraceDocument> document) {
  m_document = std::move(document);
  m_status.clear();
  refresh();
}

void TraceHeader::setRedrawn(std::shared_ptr<const TraceDocument> document) {
  m_document = std::move(document);
  refreshFacts();
}

// What the root said stays until it is asked again.
void TraceHeader::setGrown(std::shared_ptr<const TraceDocument> document) {
  m_document = std::move(document);
  refresh();
}

void TraceHeader::setGrowing(bool isGrowing) {
  if (std::exchange(m_isGrowing, isGrowing) != isGrowing) refreshFacts();
}

void TraceHeader::setRootSummary(const SpanSummary* summary) {
  const QString status = summary != nullptr ? summary->status : QString();
  if (status == m_status) return;
  m_status = status;
  updateBadge();
}

void TraceHeader::refresh() {
  const bool has = m_document != nullptr && m_document->spanCount() > 0;
  m_tile->setVisible(has);
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

void TraceHeader::switchStart() {
  // Local, UTC, how long ago, and around.
  const bool isUtc = m_look.timeZone() == ui::TimeZone::Utc;
  if (m_isStartRelative) {
    m_isStartRelative = false;
    m_look.setTimeZone(ui::TimeZone::Local);
  } else if (isUtc) {
    m_isStartRelative = true;
  } else {
    m_look.setTimeZone(ui::TimeZone::Utc);
  }
  refreshFacts();
}

QString TraceHeader::startText() const {
  if (m_isStartRelative) return agoText(m_document->times.traceStart);
  return ui::formatDateTime(m_document->times.traceStart, m_look.timeZone()) + QLatin1Char(' ') +
         ui::zoneName(m_look.timeZone());
}

void TraceHeader::showMenu(HeadFact fact, QPoint at) {
  if (m_document == nullptr) return;
  QMenu menu(this);
  const auto copy = [&](const QString& title, const QString& text) {
    menu.addAction(ui::themedIcon(m_look, ui::Icon::Copy), title, this,
                   [text] { QGuiApplication::clipboard()->setText(text); });
  };
  const Timestamp start = m_document->times.traceStart;
  if (fact == HeadFact::Start) {
    copy(tr("Copy local time"), ui::formatDateTime(start, ui::TimeZone::Local, 9));
    copy(tr("Copy UTC"), ui::formatDateTime(start, ui::TimeZone::Utc, 9));
    copy(tr("Copy nanoseconds since 1970"), QString::number(nanosOf(start)));
  } else if (fact == HeadFact::Total) {
    copy(tr("Copy the duration"), ui::formatExact(elapsed(start, m_document->times.traceEnd)));
  } else {
    for (const FactButton* button : m_facts->buttons()) {
      if (button->fact().id == static_cast<int>(fact)) copy(tr("Copy"), button->text());
    }
  }
  menu.exec(at);
}

void TraceHeader::refreshFacts() {
  std::vector<Fact> facts;
  if (m_document == nullptr || m_document->spanCount() == 0) {
    m_facts->setFacts({});
    return;
  }
  const TraceDocument& doc = *m_document;
  const Duration total = elapsed(doc.times.traceStart, doc.times.traceEnd);
  facts.push_back(
      factOf(HeadFact::Total, tr(" total"), tr("%1. Click to see all of it").arg(ui::formatExact(total))));
  facts.back().strong = ui::formatDuration(total);
  facts.push_back(factOf(HeadFact::Start, startText(),
                         tr("%1 UTC. Click to switch between local time, UTC and how long ago")
                             .arg(ui::formatDateTime(doc.times.traceStart, ui::TimeZone::Utc, 9))));
  facts.push_back(factOf(HeadFact::Spans, counted(doc.spanCount(), tr("span"), tr("spans")),
                         tr("Click to expand all and lift what hides spans")));
  facts.push_back(factOf(HeadFact::Services, counted(doc.services.size(), tr("service"), tr("services")),
                         tr("Click to list them, and to hide some")));
  facts.push_back(factOf(HeadFact::Depth,
                         tr("depth %1").arg(ui::formatCount(std::uint64_t{doc.tree.maxDepth} + 1)),
                         tr("Click to go to the deepest span")));
  if (doc.tree.errorCount > 0) {
    facts.push_back(factOf(HeadFact::Errors, counted(doc.tree.errorCount, tr("error"), tr("errors")),
                           tr("Failed spans. Click to go to the next one (E)")));
    facts.back().color = &ui::Theme::error;
    facts.back().isStrong = true;
  }
  addWarnings(facts);
  m_facts->setFacts(std::move(facts));
}

void TraceHeader::addWarnings(std::vector<Fact>& facts) const {
  const TraceDocument& doc = *m_document;
  const auto warn = [&](HeadFact id, const QString& text, const QString& toolTip) {
    facts.push_back(factOf(id, text, toolTip));
    facts.back().color = &ui::Theme::warn;
    facts.back().icon = ui::Icon::Warning;
  };
  if (!doc.tree.missingParents.empty() && m_isGrowing) {
    facts.push_back(factOf(
        HeadFact::Missing,
        tr("growing, %1 to come").arg(counted(doc.tree.missingParents.size(), tr("parent"), tr("parents"))),
        tr("A span is sent when it ends, so parents come after their children. Click to go to the next one "
           "that is awaited")));
    facts.back().icon = ui::Icon::Clock;
  } else if (!doc.tree.missingParents.empty()) {
    warn(HeadFact::Missing,
         counted(doc.tree.missingParents.size(), tr("missing parent"), tr("missing parents")),
         tr("Spans name parents that are not in this trace: not sent, not sampled, or in another file. "
            "Click to go to the next one"));
  }
  if (doc.tree.rootCount > 1) {
    warn(HeadFact::Roots, tr("%1 roots").arg(ui::formatCount(std::uint64_t{doc.tree.rootCount})),
         tr("More than one span has no parent. Click to go to the next one"));
  }
  if (doc.duplicateIds > 0) {
    warn(HeadFact::Duplicates, counted(doc.duplicateIds, tr("duplicate id"), tr("duplicate ids")),
         tr("Spans with the same id but other content. Click to go to the next one"));
  }
  if (doc.tree.cyclesCut > 0) {
    warn(HeadFact::Cycles, counted(doc.tree.cyclesCut, tr("parent cycle cut"), tr("parent cycles cut")),
         tr("Spans that are their own ancestors stand at the top level. Click to go to the next one"));
  }
  for (const analysis::SkewEstimate::ServiceShift& shift : doc.skew.services) {
    const QString service = QString::fromStdString(doc.text(shift.service));
    const QString amount = ui::formatOffset(shift.shift);
    facts.push_back(factOf(HeadFact::Skew,
                           doc.isSkewCorrected ? tr("skew %1 on %2, adjusted").arg(amount, service)
                                               : tr("skew %1 on %2, as reported").arg(amount, service),
                           doc.isSkewCorrected
                               ? tr("Its clock disagrees with its callers'; bars are drawn at the corrected "
                                    "place. Click to draw them as reported")
                               : tr("Its clock disagrees with its callers'; bars are drawn as reported. "
                                    "Click to correct them")));
    facts.back().icon = ui::Icon::Clock;
  }
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
