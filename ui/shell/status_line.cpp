// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_line.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/common/controls.h"
#include "ui/common/paint.h"

namespace spanloupe::shell {
namespace {

constexpr int kSegmentPadding = 12;
constexpr int kEdge = 10;
constexpr int kSavedShownMs = 6000;
constexpr int kLongestName = 320;

/// " 42 %"
QString percent(double share) {
  return QLatin1Char(' ') + QString::number(std::clamp(static_cast<int>(share * 100), 0, 100)) +
         ui::kThinSpace + QLatin1Char('%');
}

}  // namespace

DiagnosticsBadge::DiagnosticsBadge(const ui::Look& look, QWidget* parent)
    : QAbstractButton(parent), m_look(look) {
  setObjectName(QStringLiteral("diagnosticsBadge"));
  setFocusPolicy(Qt::TabFocus);
  setToolTip(tr("What could not be read"));
  setCount(0);
  connect(&look, &ui::Look::changed, this, [this] {
    updateGeometry();
    update();
  });
}

void DiagnosticsBadge::setCount(std::uint64_t count) {
  m_count = count;
  setText(count == 1 ? tr("1 diagnostic") : tr("%1 diagnostics").arg(ui::formatCount(count)));
  setAccessibleName(text());
  updateGeometry();
  update();
}

QSize DiagnosticsBadge::sizeHint() const {
  const QFontMetricsF metrics(m_look.fonts().small);
  const double width =
      m_look.measures().iconRow() + ui::Measures::kIconGap + metrics.horizontalAdvance(text());
  return {static_cast<int>(std::ceil(width)) + 8, m_look.measures().statusBar() - 1};
}

void DiagnosticsBadge::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setLayoutDirection(Qt::LayoutDirectionAuto);
  const ui::Theme& theme = m_look.theme();
  if (underMouse()) painter.fillRect(rect(), theme.hover);
  if (hasFocus()) ui::focusRing(painter, rect(), ui::Measures::kRadiusBadge, theme);
  const QColor color = m_count == 0 ? theme.text3 : theme.warn;
  const double size = m_look.measures().iconRow();
  ui::paintIcon(painter, ui::Icon::Warning, {4, (height() - size) / 2, size, size}, color);
  painter.setFont(m_look.fonts().small);
  painter.setPen(color);
  painter.drawText(QPointF(4 + size + ui::Measures::kIconGap,
                           ui::centredBaseline(rect(), QFontMetricsF(m_look.fonts().small))),
                   text());
}

StatusLine::StatusLine(const ui::Look& look, session::TraceSession& session, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_session(session),
      m_import(new ui::TextLabel(look, &ui::Fonts::small, &ui::Theme::text2, {}, this)),
      m_saving(new ui::TextLabel(look, &ui::Fonts::small, &ui::Theme::text2, {}, this)),
      m_counts(new ui::TextLabel(look, &ui::Fonts::small, &ui::Theme::text2, {}, this)),
      m_name(new ui::TextLabel(look, &ui::Fonts::small, &ui::Theme::text2, {}, this)),
      m_badge(new DiagnosticsBadge(look, this)) {
  setObjectName(QStringLiteral("statusLine"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(kEdge, 1, kEdge, 0);
  layout->setSpacing(2 * kSegmentPadding);
  layout->addWidget(m_import);
  layout->addWidget(m_saving);
  layout->addStretch();
  layout->addWidget(m_counts);
  layout->addWidget(m_name);
  layout->addWidget(m_badge);
  m_savedShown.setSingleShot(true);
  m_savedShown.setInterval(kSavedShownMs);
  connect(&m_savedShown, &QTimer::timeout, this, [this] { showSaved({}); });
  connect(m_badge, &QAbstractButton::clicked, this, &StatusLine::diagnosticsRequested);
  connect(&session, &session::TraceSession::importProgressed, this, &StatusLine::showImport);
  connect(&session, &session::TraceSession::importFinished, this, [this] { write(*m_import, {}); });
  connect(&session, &session::TraceSession::overviewChanged, this, &StatusLine::showOverview);
  connect(&session, &session::TraceSession::opened, this, [this] {
    m_importDiagnostics = 0;
    for (ui::TextLabel* label : {m_import, m_counts, m_name}) label->setMinimumWidth(0);
    write(*m_import, {});
    showOverview();
  });
  connect(&look, &ui::Look::changed, this, qOverload<>(&QWidget::update));
}

void StatusLine::setListenSegments(QWidget* segments) {
  static_cast<QHBoxLayout*>(layout())->insertWidget(0, segments);
}

QSize StatusLine::sizeHint() const { return {200, m_look.measures().statusBar()}; }

QString StatusLine::countsText() const { return m_counts->text(); }

QString StatusLine::sessionText() const { return m_name->text(); }

void StatusLine::write(ui::TextLabel& label, const QString& text) {
  label.setText(text);
  label.setMinimumWidth(text.isEmpty() ? 0 : std::max(label.minimumWidth(), label.sizeHint().width()));
  update();
}

void StatusLine::showImport(const session::ImportState& state) {
  const ingest::ImportProgress& progress = state.progress;
  const QString name = QFileInfo(QString::fromStdString(progress.name)).fileName();
  QString text = tr("Importing %1").arg(fitting(name));
  m_import->setToolTip(name);
  if (progress.totalBytes > 0) {
    text += percent(static_cast<double>(progress.bytes) / static_cast<double>(progress.totalBytes));
  }
  write(*m_import, text);
  m_importDiagnostics = progress.diagnostics;
  m_badge->setCount(std::max(m_importDiagnostics, m_session.overview().statistics.diagnostics));
}

QString StatusLine::savingText() const { return m_saving->text(); }

void StatusLine::showSaving(const QString& target, double share) {
  if (!target.isEmpty()) m_savingName = QFileInfo(target).fileName();
  m_savedShown.stop();
  write(*m_saving, tr("Saving %1").arg(fitting(m_savingName)) + percent(share));
}

void StatusLine::showSaved(const QString& target) {
  m_saving->setMinimumWidth(0);
  write(*m_saving, target.isEmpty() ? QString() : tr("Saved %1").arg(fitting(QFileInfo(target).fileName())));
  if (!target.isEmpty()) m_savedShown.start();
}

void StatusLine::say(const QString& note) {
  if (!m_saving->text().isEmpty() && !m_savedShown.isActive()) return;
  m_saving->setMinimumWidth(0);
  write(*m_saving, note);
  m_savedShown.start();
}

QString StatusLine::fitting(const QString& name) const {
  return QFontMetricsF(m_look.fonts().small)
      .elidedText(name, Qt::ElideMiddle, m_look.measures().px(kLongestName));
}

void StatusLine::showOverview() {
  const session::OpenedSession* current = m_session.current();
  if (!current) return;
  const session::Overview& overview = m_session.overview();
  const store::Statistics& statistics = overview.statistics;
  write(*m_counts, ui::formatCounted(statistics.spans, tr("span"), tr("spans")) + QStringLiteral(" · ") +
                       ui::formatCounted(statistics.traces, tr("trace"), tr("traces")));
  const QString whole = sessionName(*current);
  QString name = fitting(whole);
  m_name->setToolTip(whole);
  if (overview.fileBytes > 0) name += QStringLiteral(" · ") + ui::formatBytes(overview.fileBytes);
  write(*m_name, name);
  m_badge->setCount(std::max(m_importDiagnostics, statistics.diagnostics));
}

void StatusLine::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setLayoutDirection(Qt::LayoutDirectionAuto);
  const ui::Theme& theme = m_look.theme();
  painter.fillRect(rect(), theme.window);
  ui::hairlineH(painter, 0, width(), 0, theme.line);
  const double half = m_look.measures().px(7);
  for (const QWidget* segment : {static_cast<QWidget*>(m_name), static_cast<QWidget*>(m_badge)}) {
    const bool first = segment == m_name ? m_counts->text().isEmpty() : m_name->text().isEmpty();
    if (!first)
      ui::hairlineV(painter, segment->x() - kSegmentPadding, height() / 2.0 - half, height() / 2.0 + half,
                    theme.line);
  }
}

StatusBar::StatusBar(const ui::Look& look, StatusLine* line, QWidget* parent)
    : QStatusBar(parent), m_line(line) {
  line->setParent(this);
  setSizeGripEnabled(false);
  const auto follow = [this, &look] { setFixedHeight(look.measures().statusBar()); };
  connect(&look, &ui::Look::changed, this, follow);
  follow();
}

QString sessionName(const session::OpenedSession& session) {
  switch (session.kind) {
    case session::SessionKind::Default: return StatusLine::tr("Default session");
    case session::SessionKind::Sample: return StatusLine::tr("Sample");
    case session::SessionKind::Clipboard: return StatusLine::tr("Clipboard");
    default: break;
  }
  if (session.files.empty()) return {};
  const QString first = QFileInfo(QString::fromStdString(session.files.front())).fileName();
  const auto more = session.files.size() - 1;
  return more == 0 ? first : StatusLine::tr("%1 and %2 more").arg(first).arg(more);
}

}  // namespace spanloupe::shell
