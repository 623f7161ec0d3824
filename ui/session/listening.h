// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The receivers of this window and the session they write to, which is the default session. What takes time
// (opening, binding, stopping) happens on a thread of its own; what comes of it returns as values. UI thread.
// What the window shows may be another session: receiving goes on behind it.
#pragma once

#include <QObject>
#include <QTimer>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "core/base/bounded_queue.h"
#include "ui/session/listening_state.h"
#include "ui/session/mailbox.h"
#include "ui/session/open_receivers.h"

namespace spanloupe::session {

class Listening : public QObject {
  Q_OBJECT
 public:
  static constexpr std::size_t kSeconds = 14;

  explicit Listening(QObject* parent = nullptr);
  /// Answers what is under way and seals the session.
  ~Listening() override;

  /// What start() would be given, so that it can be shown before; without effect while it listens.
  void propose(const std::vector<receive::ReceiverOptions>& endpoints);
  /// Opens the session and starts the endpoints: opened() or failed() comes, then stateChanged().
  void start(std::vector<receive::ReceiverOptions> endpoints, const ingest::Retention& retention);
  /// Until closed() comes, what is under way is answered and sealed.
  void stop();
  [[nodiscard]] const ListeningState& state() const { return m_state; }
  [[nodiscard]] bool isOn() const { return m_state.phase == ListeningState::Phase::On; }
  /// Of the session that is written to; empty while Off.
  [[nodiscard]] const std::string& path() const { return m_path; }

  void startEndpoint(std::size_t endpoint);
  void stopEndpoint(std::size_t endpoint);
  void moveEndpoint(std::size_t endpoint, std::uint16_t port);
  /// originAllowed() comes, so that somebody remembers it.
  void allowOrigin(const std::string& origin);
  void setAllowedOrigins(const std::vector<std::string>& origins);
  /// Of one request, in bytes; endpoints that listen are restarted where it differs.
  void setMessageLimit(std::size_t bytes);
  /// Before start(), or at any time: endpoints that listen are restarted where it makes a difference.
  void setReach(const Reach& reach);
  /// Likewise; nothing ends it. No request is lost to it when it changes while they come.
  void setForwarding(const std::optional<Forwarding>& forwarding);
  /// testTraceSent() or failed() comes.
  void sendTestTrace(std::size_t endpoint);
  /// Over the first endpoint that listens.
  void sendTestTraceToFirst();
  [[nodiscard]] bool canSendTestTrace() const { return isOn() && firstListening().has_value(); }
  void setRetention(const ingest::Retention& retention);
  /// pinnedChanged() or failed() comes.
  void setPinned(TraceId trace, bool isPinned);
  /// Hides everything received so far, until undoClear(), the next clear() or stop(). committed() comes, or
  /// failed().
  void clear();
  void undoClear();

 signals:
  void opened();
  void closed();
  /// Others see more of the session now; as often as segments are committed.
  void committed();
  /// Every second while anything comes in, and after each of the wishes above that made a difference.
  void stateChanged();
  void testTraceSent(spanloupe::TraceId trace);
  void originAllowed(const std::string& origin);
  /// Which traces the limits keep.
  void pinnedChanged();
  void failed(const spanloupe::Error& error);

 private:
  [[nodiscard]] std::optional<std::size_t> firstListening() const;
  struct Open;
  using Task = std::function<void(Open&)>;
  void post(Task task);
  /// Tells when it has failed; of any thread.
  [[nodiscard]] ingest::SegmentWriter::Done failing();
  void readState();
  void take(ListeningState state);
  [[nodiscard]] OpenReceivers::Callbacks callbacks();

  Mailbox m_mailbox;
  ListeningState m_state;
  std::string m_path;
  QTimer m_second;
  bool m_isReading = false;
  bool m_readAgain = false;  ///< What is being read may be older than what was wished.
  std::uint64_t m_lastSpans = 0;
  std::vector<std::uint64_t> m_rates;
  ForwardPace m_pace;
  std::atomic<bool> m_commitPosted = false;  ///< One letter about commits at a time.
  /// The UI thread must not wait for room: more than can be wished for at a time (100 traces to pin).
  BoundedQueue<Task> m_tasks{1024};
  std::jthread m_thread;  ///< Last: it uses what is above.
};

}  // namespace spanloupe::session
