// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_chart.h"

#include <QVBoxLayout>

#include "core/store/snapshot.h"
#include "ui/session/released_elsewhere.h"

namespace spanloupe::traces {
namespace {

constexpr qint64 kLeastRestMs = 500;
constexpr qint64 kMostRestMs = 5000;
constexpr qint64 kRestFactor = 4;
constexpr std::uint64_t kFewestTraces = 2;  // Of one there is nothing to compare.

charts::PointSet pointSet(const std::shared_ptr<const store::TracePoints>& points, MatchingTraces matching) {
  static_assert(charts::PointSet::kListed == store::TracePoints::kListed);
  static_assert(charts::PointSet::kError == store::TracePoints::kError);
  if (!points) return {};
  return {points, points->start, points->duration, points->state, std::move(matching)};
}

/// Each replaces only its own.
std::string_view kindName(charts::WorkKind kind) {
  switch (kind) {
    case charts::WorkKind::Frame: return "chart frame";
    case charts::WorkKind::Box: return "chart box";
    case charts::WorkKind::Cursor: return "chart cursor";
  }
  return "chart frame";
}

}  // namespace

TraceChart::TraceChart(const ui::Look& look, session::TraceSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_chart(new charts::DurationChart(look, {tr("Duration of traces"), tr("trace"), tr("traces")}, this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_chart);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setFocusProxy(&m_chart->plot());
  m_rest.setSingleShot(true);
  m_chart->setBackground([this](charts::WorkKind kind, const charts::Work& work) {
    m_session.ask(
        kindName(kind),
        [work](store::Reader&, const store::Snapshot&, std::stop_token stop) -> Result<charts::Letter> {
          return work(std::move(stop));
        },
        this,
        [this, kind](const Result<charts::Letter>& letter) {
          if (letter) {
            (*letter)();
          } else if (kind == charts::WorkKind::Frame) {
            giveUp(letter.error());
          } else {
            emit failed(letter.error());
          }
        });
  });
  connect(m_chart, &charts::DurationChart::boxChosen, this, &TraceChart::boxChosen);
  connect(m_chart, &charts::DurationChart::boxCleared, this, &TraceChart::boxCleared);
  connect(m_chart, &charts::DurationChart::pointActivated, this, &TraceChart::openTrace);
  connect(m_chart, &charts::DurationChart::scaleChanged, this,
          [this](charts::ScaleKind scale) { emit linearChanged(scale == charts::ScaleKind::Linear); });
  connect(m_chart, &charts::DurationChart::foldedChanged, this, [this](bool isFolded) {
    if (!isFolded) refreshWhenRested();
    emit collapsedChanged(isFolded);
  });
  connect(&m_rest, &QTimer::timeout, this, [this] {
    if (m_stale && !m_isPaused) refresh();
  });
  connect(&session, &session::TraceSession::opened, this, &TraceChart::clear);
  connect(&session, &session::TraceSession::snapshotChanged, this, [this] {
    m_stale = true;
    showIfWorth();
    refreshWhenRested();
  });
  connect(&session, &session::TraceSession::liveChanged, this, &TraceChart::showIfWorth);
  hide();
  if (session.snapshot()) {
    showIfWorth();
    refresh();
  }
}

// Where traces come by themselves the second one follows, and must not push down the first that somebody
// reads.
void TraceChart::showIfWorth() {
  const auto& snapshot = m_session.snapshot();
  setVisible(snapshot && snapshot->traceCount() >= (m_session.isLive() ? 1 : kFewestTraces));
}

bool TraceChart::isSettled() const {
  return m_chart->isFolded() || (!m_asked && (!m_stale || m_isPaused) && m_chart->plot().isSettled());
}

void TraceChart::setCollapsed(bool isCollapsed) {
  m_chart->setFolded(isCollapsed);
  if (!isCollapsed) refreshWhenRested();  // Nothing was asked meanwhile.
}

void TraceChart::setLinear(bool isLinear) {
  m_chart->setScale(isLinear ? charts::ScaleKind::Linear : charts::ScaleKind::Log);
}

void TraceChart::clear() {
  m_rest.stop();
  m_asked = m_stale = false;
  m_points.reset();
  m_pointsOf.reset();
  m_matching.reset();
  m_matchingOf.reset();
  m_sinceAsked.invalidate();
  m_chart->setFiltered(false);
  m_chart->plot().setBox(std::nullopt);
  m_chart->setPoints({});
  hide();
}

std::shared_ptr<const store::Snapshot> TraceChart::wantedSnapshot() const {
  return m_matching && m_matchingOf ? m_matchingOf : m_session.snapshot();
}

void TraceChart::setMatching(MatchingTraces positions, std::shared_ptr<const store::Snapshot> of) {
  if (positions == m_matching && of == m_matchingOf) return;
  m_matching = std::move(positions);
  m_matchingOf = std::move(of);
  if (!m_points) return;  // Comes with the points.
  if (wantedSnapshot() != m_pointsOf) {
    m_stale = true;
    refresh();
    return;
  }
  // What is on its way may be of a snapshot in which these positions mean something else.
  if (m_asked) m_session.cancel("chart", this);
  m_asked = false;
  showPoints();
}

void TraceChart::setPaused(bool isPaused) {
  m_isPaused = isPaused;
  // What is on its way would change it once more.
  if (isPaused && m_asked && m_points) {
    m_session.cancel("chart", this);
    m_asked = false;
    m_stale = true;
  }
  refreshWhenRested();
}

void TraceChart::refreshWhenRested() {
  if (m_chart->isFolded() || !m_stale || m_isPaused || m_asked || m_rest.isActive() || !m_session.snapshot())
    return;
  if (!m_sinceAsked.isValid()) {
    refresh();
    return;
  }
  m_rest.start(static_cast<int>(kLeastRestMs));
}

void TraceChart::refresh() {
  const auto snapshot = wantedSnapshot();
  if (!snapshot || m_chart->isFolded()) return;
  m_stale = false;
  if (snapshot == m_pointsOf) return;
  m_asked = true;
  m_sinceAsked.start();
  m_session.ask(
      "chart",
      [snapshot](store::Reader& reader, const store::Snapshot&,
                 std::stop_token stop) -> Result<std::shared_ptr<const store::TracePoints>> {
        auto points = reader.tracePoints(*snapshot, std::move(stop));
        if (!points) return unexpected(points.error());
        return session::releasedElsewhere(std::make_shared<const store::TracePoints>(std::move(*points)));
      },
      this,
      [this, snapshot](Result<std::shared_ptr<const store::TracePoints>> points) {
        m_asked = false;
        if (points) {
          takePoints(snapshot, std::move(*points));
        } else if (points.error().kind == ErrorKind::Outdated && m_session.isLive()) {
          // What was replaced while it was being read is there in the next snapshot.
          m_stale = true;
          m_session.refresh();
          m_rest.start(static_cast<int>(kLeastRestMs));
        } else {
          giveUp(points.error());
        }
      });
}

void TraceChart::giveUp(const Error& error) {
  m_chart->plot().giveUp(tr("The chart cannot be drawn."));
  emit failed(error);
}

void TraceChart::retry() {
  if (m_asked || !m_session.snapshot()) return;
  if (wantedSnapshot() != m_pointsOf) {
    refresh();
  } else if (!m_chart->plot().failure().isEmpty()) {
    showPoints();
  }
}

void TraceChart::takePoints(std::shared_ptr<const store::Snapshot> of,
                            std::shared_ptr<const store::TracePoints> points) {
  m_points = std::move(points);
  m_pointsOf = std::move(of);
  showPoints();
  // The next one only after a rest: an import has better things to do than to be watched.
  const qint64 rest = std::clamp(kRestFactor * m_sinceAsked.elapsed(), kLeastRestMs, kMostRestMs);
  m_rest.start(static_cast<int>(rest));
}

void TraceChart::showPoints() {
  // Positions mean something only in their own snapshot.
  const bool fits = !m_matchingOf || m_matchingOf == m_pointsOf;
  if (fits) m_chart->setPoints(pointSet(m_points, m_matching));
}

void TraceChart::openTrace(std::uint32_t position) {
  m_session.ask(
      "chart open",
      [position, snapshot = m_pointsOf](store::Reader& reader, const store::Snapshot&, std::stop_token) {
        return reader.traceRows(*snapshot, std::array{position});
      },
      this,
      [this](const Result<std::vector<store::TraceRow>>& rows) {
        if (!rows) {
          emit failed(rows.error());
        } else if (!rows->empty()) {
          emit traceActivated(rows->front().id);
        }
      });
}

}  // namespace spanloupe::traces
