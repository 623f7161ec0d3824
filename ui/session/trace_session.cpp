// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/trace_session.h"

#include <algorithm>
#include <filesystem>

namespace spanloupe::session {
namespace {

constexpr unsigned kQueryThreads = 2;
constexpr std::chrono::milliseconds kRefreshInterval{100};
/// What is received is committed ten times a second by itself; waiting that long again would show it late.
constexpr std::chrono::milliseconds kLiveRefreshInterval{30};

std::uint64_t sizeOnDisk(const std::string& path) {
  std::uint64_t total = 0;
  for (const char* suffix : {"", "-wal"}) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path + suffix, error);
    if (!error) total += size;
  }
  return total;
}

Result<Overview> readOverview(store::Reader& reader, const store::Snapshot& snapshot,
                              const std::string& path) {
  auto statistics = reader.statistics(snapshot);
  if (!statistics) return unexpected(statistics.error());
  auto sources = reader.sources();
  if (!sources) return unexpected(sources.error());
  return Overview{std::move(*statistics), std::move(*sources), sizeOnDisk(path), {}};
}

}  // namespace

RecentFile recentFile(const OpenedSession& session, const Overview& overview) {
  RecentFile file{{}, overview.statistics.spans, 0, overview.sources.size(), QDateTime::currentDateTime()};
  for (const std::string& path : session.files) file.paths << QString::fromStdString(path);
  for (const store::SourceRow& source : overview.sources) file.bytes += source.bytes;
  return file;
}

TraceSession::TraceSession(QObject* parent) : QObject(parent), m_pool(kQueryThreads) {
  m_refreshTimer.setSingleShot(true);
  connect(&m_refreshTimer, &QTimer::timeout, this, [this] {
    if (m_refreshWanted && !m_snapshotAsked) askSnapshot();
  });
}

TraceSession::~TraceSession() {
  cancelAll();
  m_worker.cancel();
}

void TraceSession::openDefault() {
  open([](const OpeningCallbacks& callbacks, std::stop_token) -> Result<ImportOutcome> {
    auto there = openDefaultSession(callbacks);
    if (!there) return unexpected(there.error());
    return ImportOutcome{};
  });
}

void TraceSession::openFiles(const QStringList& paths) {
  std::vector<std::string> names;
  for (const QString& path : paths) names.push_back(path.toStdString());
  open([names](const OpeningCallbacks& callbacks, std::stop_token stop) {
    return openPaths(names, SessionKind::Files, callbacks, stop);
  });
}

void TraceSession::openText(const QString& text) {
  open([text = text.toStdString()](const OpeningCallbacks& callbacks, std::stop_token stop) {
    return session::openText(text, callbacks, stop);
  });
}

void TraceSession::openSample() {
  open([](const OpeningCallbacks& callbacks, std::stop_token stop) {
    return session::openSample(callbacks, stop);
  });
}

void TraceSession::cancelImport() {
  if (m_importing) m_worker.cancel();
}

void TraceSession::setLive(bool isLive) {
  if (std::exchange(m_isLive, isLive) != isLive) emit liveChanged(isLive);
}

void TraceSession::open(Opening opening) {
  const std::uint64_t number = ++m_opening;
  m_working = true;
  // Letters of an opening that has been replaced are dropped, so everything goes through `toSelf`.
  auto toSelf = [this, number](std::function<void()> letter) {
    m_mailbox.post([this, number, letter = std::move(letter)] {
      if (number == m_opening) letter();
    });
  };
  m_worker.replace([this, opening = std::move(opening), toSelf, limit = m_cacheLimit](std::stop_token stop) {
    OpeningCallbacks callbacks;
    callbacks.cacheLimit = limit;
    callbacks.opened = [&](OpenedSession opened) {
      toSelf([this, opened = std::move(opened)] { setCurrent(opened); });
    };
    callbacks.import.progress = [&](const ingest::ImportProgress& progress) {
      toSelf([this, progress] {
        m_importing = true;
        m_rate.add(ImportRate::Clock::now(), progress.bytes, progress.spans);
        emit importProgressed({progress, m_rate.spansPerSecond(), m_rate.timeLeft(progress.totalBytes)});
      });
    };
    callbacks.import.committed = [&] { toSelf([this] { refreshSoon(); }); };
    auto outcome = std::make_shared<Result<ImportOutcome>>(opening(callbacks, stop));
    toSelf([this, outcome] { finishOpening(*outcome); });
  });
}

void TraceSession::setCurrent(OpenedSession opened) {
  cancelAll();
  m_snapshotAsked = m_overviewAsked = false;
  m_current = std::move(opened);
  m_snapshot.reset();
  m_overview = {};
  m_rate = {};
  m_importing = false;
  m_loadedPending = true;
  setLive(false);
  emit this->opened();
  refreshSoon();
}

void TraceSession::finishOpening(const Result<ImportOutcome>& outcome) {
  m_working = false;
  const bool imported = outcome && outcome->has_value();
  const bool wasImporting = std::exchange(m_importing, false);
  if (imported || wasImporting) refreshSoon();
  if (imported) {
    if ((**outcome).gathered) m_untidy.add(m_current->path);
    emit importFinished(std::make_shared<const ingest::ImportReport>(**outcome));
  } else if (wasImporting) {
    emit importFinished(std::make_shared<const ingest::ImportReport>());
  }
  if (!outcome && outcome.error().kind != ErrorKind::Cancelled) emit failed(outcome.error());
  if (outcome && !m_current) emit nothingToOpen();
  announceWhenLoaded();
}

void TraceSession::refreshSoon() {
  m_refreshWanted = true;
  if (!m_snapshotAsked && !m_refreshTimer.isActive()) askSnapshot();
}

void TraceSession::askSnapshot() {
  m_refreshWanted = false;
  m_snapshotAsked = true;
  m_refreshTimer.start(m_isLive ? kLiveRefreshInterval : kRefreshInterval);
  const std::stop_source stop = renewTicket("snapshot", this);
  m_pool.submit(m_current->path, stop, [this](const Result<store::Reader*>& reader, std::stop_token token) {
    using Answer = Result<std::shared_ptr<const store::Snapshot>>;
    auto answer =
        std::make_shared<Answer>(reader ? (*reader)->snapshot() : Answer(unexpected<Error>(reader.error())));
    m_mailbox.post([this, token, answer] {
      if (token.stop_requested()) return;
      m_snapshotAsked = false;
      if (!*answer) {
        m_loadedPending = false;
        emit failed(answer->error());
        return;
      }
      m_snapshot = std::move(**answer);
      askOverview();
      emit snapshotChanged();
      if (m_refreshWanted && !m_refreshTimer.isActive()) askSnapshot();
    });
  });
}

void TraceSession::askOverview() {
  // One at a time: cancelling the one under way for each new snapshot would never let any finish during an
  // import.
  m_overviewStale = m_overviewAsked;
  if (m_overviewAsked) return;
  m_overviewAsked = true;
  ask(
      "overview",
      [path = m_current->path, colors = m_overview.serviceColors](
          store::Reader& reader, const store::Snapshot& snapshot, std::stop_token) {
        auto overview = readOverview(reader, snapshot, *path);
        // Colours that cannot be read are given anew, and nothing else suffers.
        if (overview)
          overview->serviceColors =
              colors ? colors : store::readServiceColors(*path).value_or(std::vector<store::ServiceColor>());
        return overview;
      },
      this,
      [this](Result<Overview> overview) {
        m_overviewAsked = false;
        if (overview) {
          m_overview = std::move(*overview);
          emit overviewChanged();
        } else {
          emit failed(overview.error());
        }
        if (m_overviewStale) askOverview();
        announceWhenLoaded();
      });
}

void TraceSession::announceWhenLoaded() {
  if (!m_loadedPending || isBusy() || !m_snapshot) return;
  m_loadedPending = false;
  emit loaded();
}

std::stop_source TraceSession::renewTicket(std::string_view kind, QObject* receiver) {
  const auto key = std::make_pair(static_cast<const QObject*>(receiver), kind);
  const auto found = m_tickets.find(key);
  if (found != m_tickets.end()) {
    found->second.request_stop();
    return found->second = std::stop_source();
  }
  const bool known = std::any_of(m_tickets.begin(), m_tickets.end(),
                                 [&](const auto& ticket) { return ticket.first.first == receiver; });
  if (!known && receiver != this) {
    connect(receiver, &QObject::destroyed, this, [this](QObject* gone) {
      for (auto& [owner, stop] : m_tickets)
        if (owner.first == gone) stop.request_stop();
      std::erase_if(m_tickets, [gone](const auto& ticket) { return ticket.first.first == gone; });
    });
  }
  return m_tickets.emplace(key, std::stop_source()).first->second;
}

void TraceSession::cancel(std::string_view kind, QObject* receiver) {
  const auto found = m_tickets.find({receiver, kind});
  if (found != m_tickets.end()) found->second.request_stop();
}

void TraceSession::cancelAll() {
  for (auto& [key, stop] : m_tickets) stop.request_stop();
}

}  // namespace spanloupe::session
