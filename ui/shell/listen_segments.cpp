// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/listen_segments.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/endpoints/endpoint_texts.h"

namespace spanloupe::shell {
namespace {

using Phase = receive::EndpointState::Phase;
using Kind = ListenSegments::Segment::Kind;

constexpr double kDot = 8;
constexpr double kBar = 3;
constexpr double kBarGap = 1;
constexpr int kPadding = 8;  // Around the hairline between two.
constexpr int kInner = 5;

/// What is no number.
QString wordsOf(const QString& text) {
  QString words;
  for (const QChar letter : text)
    if (letter.isLetter()) words += letter;
  return words;
}

}  // namespace

ListenSegments::ListenSegments(const ui::Look& look, session::Listening& listening, QWidget* parent)
    : QAbstractButton(parent), m_look(look), m_listening(listening) {
  setObjectName(QStringLiteral("listenSegments"));
  setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Expanding);
  setFocusPolicy(Qt::TabFocus);
  connect(&listening, &session::Listening::stateChanged, this, &ListenSegments::refresh);
  connect(&look, &ui::Look::changed, this, &ListenSegments::refresh);
  refresh();
}

void ListenSegments::addEndpoint(const receive::EndpointState& endpoint) {
  Segment segment;
  segment.kind = Kind::Endpoint;
  segment.phase = endpoint.phase;
  const QString name = endpoint.protocol == receive::Protocol::OtlpGrpc ? tr("gRPC") : tr("HTTP");
  segment.text = QStringLiteral("%1 %2").arg(name).arg(endpoint.port);
  if (endpoint.phase == Phase::PortTaken || endpoint.phase == Phase::Failed)
    segment.text += QStringLiteral(" ") + endpoints::phaseText(endpoint);
  segment.isWarning = !endpoints::noteText(endpoint).isEmpty();
  QStringList lines{QString::fromStdString(receive::textOf(endpoint))};
  if (endpoint.phase == Phase::Listening)
    lines << endpoints::noteText(endpoint) << endpoints::refusalTexts(endpoint);
  lines.removeAll(QString());
  segment.toolTip = lines.join(QLatin1Char('\n'));
  m_segments.push_back(std::move(segment));
}

void ListenSegments::addForwarding(const session::ForwardingState& forwarding) {
  if (!endpoints::needsAttention(forwarding)) return;
  Segment segment;
  segment.text = endpoints::forwardingSummary(forwarding);
  segment.isWarning = true;
  segment.toolTip = endpoints::forwardingTexts(forwarding).join(QLatin1Char('\n'));
  m_segments.push_back(std::move(segment));
}

void ListenSegments::addRate(const session::ListeningState& state) {
  Segment segment;
  segment.text = endpoints::summaryText(state);
  const bool hasCome = state.counts.spans + state.counts.logs > 0;
  if (hasCome) segment.kind = Kind::Rate;
  segment.toolTip = tr("Received since listening began: %1, %2 in %3")
                        .arg(ui::formatCounted(state.counts.spans, tr("span"), tr("spans")),
                             ui::formatCounted(state.counts.logs, tr("log record"), tr("log records")),
                             ui::formatCounted(state.counts.requests, tr("request"), tr("requests")));
  if (state.counts.metricPoints > 0)
    segment.toolTip +=
        QLatin1Char('\n') +
        tr("%1 received, not kept")
            .arg(ui::formatCounted(state.counts.metricPoints, tr("metric point"), tr("metric points")));
  m_segments.push_back(std::move(segment));
}

void ListenSegments::addCount(std::uint64_t count, const QString& what, const QString& toolTip) {
  if (count == 0) return;
  Segment segment;
  segment.text = what.arg(ui::formatCount(count));
  segment.isWarning = true;
  segment.toolTip = toolTip;
  m_segments.push_back(std::move(segment));
}

void ListenSegments::refresh() {
  const session::ListeningState& state = m_listening.state();
  const std::vector<Segment> before = std::move(m_segments);
  m_segments.clear();
  if (state.phase != session::ListeningState::Phase::Off) {
    for (const receive::EndpointState& endpoint : state.endpoints) addEndpoint(endpoint);
    addRate(state);
    std::uint64_t refused = state.counts.rejectedSpans + state.counts.rejectedLogs;
    for (const receive::EndpointState& endpoint : state.endpoints) refused += endpoint.counts.refused;
    if (state.live.failure) {
      Segment failure;
      failure.text = tr("cannot be stored");
      failure.isWarning = true;
      failure.toolTip = tr("Senders are told to come again. %1")
                            .arg(QString::fromStdString(state.live.failure->error.text()));
      m_segments.push_back(std::move(failure));
    }
    if (const QString waiting = endpoints::waitingText(state); !waiting.isEmpty()) {
      Segment segment;
      segment.text = waiting;
      segment.toolTip = tr("Acknowledged and on the disk; it can be seen as soon as it is in order there");
      m_segments.push_back(std::move(segment));
    }
    if (state.forwarding) addForwarding(*state.forwarding);
    addCount(refused, tr("%1 refused"),
             tr("Requests and spans that were turned away; click for the reasons"));
    addCount(state.counts.evicted.spans, tr("%1 dropped"),
             tr("Spans that the limits of the session dropped, the oldest first"));
  }
  QStringList spoken;
  for (std::size_t i = 0; i < m_segments.size(); ++i) {
    m_segments[i].room = roomOf(m_segments[i]);
    // Where another number of the same thing stood before, it keeps its room.
    if (before.size() == m_segments.size() && wordsOf(before[i].text) == wordsOf(m_segments[i].text))
      m_segments[i].room = std::max(m_segments[i].room, before[i].room);
    spoken << m_segments[i].text;
  }
  setAccessibleName(spoken.join(QStringLiteral(", ")));
  setVisible(!m_segments.empty());
  updateGeometry();
  update();
}

int ListenSegments::roomOf(const Segment& segment) const {
  const double text = QFontMetricsF(m_look.fonts().small).horizontalAdvance(segment.text);
  double before = 0;
  if (segment.kind == Kind::Endpoint) before = m_look.measures().real(kDot) + kInner;
  if (segment.kind == Kind::Rate)
    before = static_cast<double>(session::Listening::kSeconds) * (kBar + kBarGap) + kInner;
  return static_cast<int>(std::ceil(before + text));
}

QSize ListenSegments::sizeHint() const {
  int width = 0;
  for (const Segment& segment : m_segments) width += segment.room + 2 * kPadding;
  return {width, m_look.measures().statusBar()};
}

void ListenSegments::paintSegment(QPainter& painter, const Segment& segment, const QRectF& rect) const {
  const ui::Theme& theme = m_look.theme();
  double x = rect.left();
  if (segment.kind == Kind::Endpoint) {
    const double size = m_look.measures().real(kDot);
    const QRectF dot(x, rect.center().y() - size / 2, size, size);
    if (segment.phase == Phase::PortTaken || segment.phase == Phase::Failed) {
      ui::paintIcon(painter, ui::Icon::Error, dot.adjusted(-2, -2, 2, 2), theme.error);
    } else if (segment.isWarning) {
      ui::paintIcon(painter, ui::Icon::Warning, dot.adjusted(-2, -2, 2, 2), theme.warn);
    } else {
      painter.setRenderHint(QPainter::Antialiasing);
      painter.setPen(QPen(segment.phase == Phase::Listening ? theme.ok : theme.text3, 1.5));
      painter.setBrush(segment.phase == Phase::Listening ? QBrush(theme.ok) : QBrush());
      painter.drawEllipse(dot.adjusted(0.75, 0.75, -0.75, -0.75));
      painter.setRenderHint(QPainter::Antialiasing, false);
    }
    x += size + kInner;
  } else if (segment.kind == Kind::Rate) {
    const std::vector<std::uint64_t>& rates = m_listening.state().spansPerSecond;
    const std::uint64_t most = rates.empty() ? 0 : *std::max_element(rates.begin(), rates.end());
    const double full = m_look.measures().real(12);
    for (const std::uint64_t rate : rates) {
      const double height =
          most == 0 ? 1 : std::max(1.0, full * static_cast<double>(rate) / static_cast<double>(most));
      painter.fillRect(ui::snapped(painter, QRectF(x, rect.center().y() + full / 2 - height, kBar, height)),
                       theme.control);
      x += kBar + kBarGap;
    }
    x += kInner;
  }
  const QFontMetricsF metrics(m_look.fonts().small);
  painter.setFont(m_look.fonts().small);
  painter.setPen(segment.isWarning ? theme.warn : theme.text2);
  painter.drawText(QPointF(x, ui::centredBaseline(rect, metrics)), segment.text);
}

void ListenSegments::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setLayoutDirection(Qt::LayoutDirectionAuto);
  const ui::Theme& theme = m_look.theme();
  if (underMouse()) painter.fillRect(rect(), theme.hover);
  if (hasFocus()) ui::focusRing(painter, rect(), ui::Measures::kRadiusBadge, theme);
  const double half = m_look.measures().px(7);
  int x = 0;
  for (const Segment& segment : m_segments) {
    paintSegment(painter, segment, QRectF(x + kPadding, 0, segment.room, height()));
    x += segment.room + 2 * kPadding;
    ui::hairlineV(painter, x, height() / 2.0 - half, height() / 2.0 + half, theme.line);
  }
}

bool ListenSegments::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QAbstractButton::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  int x = 0;
  for (const Segment& segment : m_segments) {
    x += segment.room + 2 * kPadding;
    if (help->pos().x() < x) {
      QToolTip::showText(help->globalPos(), segment.toolTip, this);
      return true;
    }
  }
  return true;
}

}  // namespace spanloupe::shell
