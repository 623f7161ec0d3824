// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bridge between views and core. It opens sessions, imports into them on one worker thread, and answers
// the questions of views on a small pool; everything comes back on the UI thread as immutable values. A
// TraceSession and all its functions live on the UI thread and never block it.
#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>
#include <type_traits>

#include "core/ingest/import_job.h"
#include "core/store/reader.h"
#include "core/store/service_colors.h"
#include "ui/session/import_rate.h"
#include "ui/session/mailbox.h"
#include "ui/session/query_pool.h"
#include "ui/session/recent_files.h"
#include "ui/session/session_jobs.h"
#include "ui/session/session_worker.h"
#include "ui/session/untidy_sessions.h"

namespace spanloupe::session {

/// Counts of the open session as the frame of the window shows them.
struct Overview {
  store::Statistics statistics;
  std::vector<store::SourceRow> sources;
  std::uint64_t fileBytes = 0;  ///< Of the session file.
  /// As the session was opened; absent until they have been read.
  std::optional<std::vector<store::ServiceColor>> serviceColors;
};

/// What to remember of a session that was opened from files.
[[nodiscard]] RecentFile recentFile(const OpenedSession& session, const Overview& overview);

struct ImportState {
  ingest::ImportProgress progress;
  std::uint64_t spansPerSecond = 0;
  std::optional<std::chrono::seconds> timeLeft;
};

class TraceSession : public QObject {
  Q_OBJECT
 public:
  explicit TraceSession(QObject* parent = nullptr);
  ~TraceSession() override;

  // Opening replaces what is open once the new one is known to be readable; a running import is cancelled.
  void openDefault();
  void openFiles(const QStringList& paths);
  void openText(const QString& text);
  void openSample();
  void cancelImport();
  /// Others have committed to the current session: receivers of this process, that is.
  void refresh() {
    if (m_current) refreshSoon();
  }
  /// More may come into the current session at any time; until another one is opened.
  void setLive(bool isLive);
  [[nodiscard]] bool isLive() const { return m_isLive; }
  /// What sessions of opened files may take, in bytes, from the next import on; 0: anything.
  void setCacheLimit(std::uint64_t bytes) { m_cacheLimit = bytes; }

  /// Null before the first opened().
  [[nodiscard]] const OpenedSession* current() const { return m_current ? &*m_current : nullptr; }
  /// Null until the first snapshotChanged() of the current session.
  [[nodiscard]] const std::shared_ptr<const store::Snapshot>& snapshot() const { return m_snapshot; }
  [[nodiscard]] const Overview& overview() const { return m_overview; }
  [[nodiscard]] bool isImporting() const { return m_importing; }
  /// Opening or importing, or the counts of the last state are still on their way.
  [[nodiscard]] bool isBusy() const {
    return m_working || m_snapshotAsked || m_overviewAsked || m_refreshWanted;
  }

  /// Runs `question(reader, snapshot, stop)` on the pool with the current snapshot and calls `callback` with
  /// what it returned (a Result) on the UI thread. A newer question of the same receiver and kind cancels the
  /// older one, as do the end of the receiver and the opening of another session; a cancelled one is never
  /// answered. `kind` must be a literal. Without a snapshot nothing happens.
  template <typename Question, typename Callback>
  void ask(std::string_view kind, Question question, QObject* receiver, Callback callback) {
    using Answer = std::invoke_result_t<Question&, store::Reader&, const store::Snapshot&, std::stop_token>;
    if (!m_snapshot) return;
    const std::stop_source stop = renewTicket(kind, receiver);
    m_pool.submit(
        m_current->path, stop,
        [this, snapshot = m_snapshot, question = std::move(question), callback = std::move(callback)](
            const Result<store::Reader*>& reader, std::stop_token token) mutable {
          auto answer = std::make_shared<Answer>(reader ? question(**reader, *snapshot, token)
                                                        : Answer(unexpected<Error>(reader.error())));
          if (token.stop_requested()) return;
          m_mailbox.post([token, answer, callback = std::move(callback)]() mutable {
            if (!token.stop_requested()) callback(std::move(*answer));
          });
        });
  }
  void cancel(std::string_view kind, QObject* receiver);

 signals:
  void opened();           ///< Another session is current; there is no snapshot of it yet.
  void snapshotChanged();  ///< More (or less) to see; at most ten times a second.
  void overviewChanged();
  void liveChanged(bool isLive);
  void importProgressed(const spanloupe::session::ImportState& state);
  /// Also when it was cancelled or stopped early; see the report.
  void importFinished(const std::shared_ptr<const spanloupe::ingest::ImportReport>& report);
  /// There was no default session to open.
  void nothingToOpen();
  /// Opening is over and overview() is up to date: once per opening that did not fail.
  void loaded();
  /// Opening failed (what was open stays), or reading the open session did.
  void failed(const spanloupe::Error& error);

 private:
  using Opening = std::function<Result<ImportOutcome>(const OpeningCallbacks&, std::stop_token)>;
  void open(Opening opening);
  void finishOpening(const Result<ImportOutcome>& outcome);
  void setCurrent(OpenedSession opened);
  void refreshSoon();
  void askSnapshot();
  void askOverview();
  void announceWhenLoaded();
  [[nodiscard]] std::stop_source renewTicket(std::string_view kind, QObject* receiver);
  void cancelAll();

  UntidySessions m_untidy;  // Before what reads them: tidied when nothing does any more.
  Mailbox m_mailbox;        // First of the rest: pool and worker post to it until they are gone.
  std::optional<OpenedSession> m_current;
  std::shared_ptr<const store::Snapshot> m_snapshot;
  Overview m_overview;
  ImportRate m_rate;
  QTimer m_refreshTimer;
  std::uint64_t m_cacheLimit = ingest::kDefaultCacheLimit;
  std::uint64_t m_opening = 0;  ///< Number of the newest wish; letters of older ones are dropped.
  bool m_working = false;
  bool m_importing = false;
  bool m_isLive = false;
  bool m_refreshWanted = false;
  bool m_snapshotAsked = false;
  bool m_overviewAsked = false;
  bool m_overviewStale = false;
  bool m_loadedPending = false;
  std::map<std::pair<const QObject*, std::string_view>, std::stop_source> m_tickets;
  QueryPool m_pool;
  SessionWorker m_worker;
};

}  // namespace spanloupe::session
