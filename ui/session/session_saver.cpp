// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_saver.h"

#include <chrono>

namespace spanloupe::session {
namespace {

constexpr std::chrono::milliseconds kReportInterval{100};

}  // namespace

SessionSaver::SessionSaver(QObject* parent) : QObject(parent) {}
SessionSaver::~SessionSaver() = default;

void SessionSaver::save(std::shared_ptr<const std::string> session, const QString& target,
                        store::Overwrite overwrite) {
  if (m_saving) return;
  m_saving = true;
  emit started(target);
  m_thread = std::jthread([this, session = std::move(session), target, overwrite](std::stop_token stop) {
    auto reported = std::chrono::steady_clock::now();
    const auto report = [&](double share) {
      const auto now = std::chrono::steady_clock::now();
      if (now - reported < kReportInterval) return;
      reported = now;
      m_mailbox.post([this, share] { emit progressed(share); });
    };
    auto copied = store::copySession(*session, target.toStdString(), overwrite, report, std::move(stop));
    m_mailbox.post([this, target, copied = std::move(copied)] {
      m_saving = false;
      if (copied) {
        emit finished(target);
      } else if (copied.error().kind != ErrorKind::Cancelled) {
        emit failed(copied.error());
      }
    });
  });
}

}  // namespace spanloupe::session
