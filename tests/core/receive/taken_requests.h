// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stands where a session would be: keeps what a receiver hands over and answers what the test wants, at once
// or when it says so. Every thread.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "core/formats/format.h"
#include "core/receive/receiver.h"

namespace spanloupe::test {

struct TakenRequest {
  std::int64_t source = 0;
  std::string format, body;
};

class TakenRequests {
 public:
  [[nodiscard]] receive::TakeRequest take() {
    return [this](ingest::ReceivedRequest request, ingest::ReceiptHandler handler) {
      {
        const std::lock_guard lock(m_mutex);
        m_taken.push_back(
            {request.source, std::string(request.format->info().name), std::move(request.body)});
        m_changed.notify_all();
        if (m_holds) return m_held.push_back(std::move(handler));
      }
      handler(receipt());
    };
  }
  /// What is answered from now on.
  void answerWith(ingest::Receipt receipt) {
    const std::lock_guard lock(m_mutex);
    m_receipt = std::move(receipt);
  }
  /// Answers wait for release() from now on.
  void hold() {
    const std::lock_guard lock(m_mutex);
    m_holds = true;
  }
  /// Answers what waits, on a thread that is not the receiver's.
  void release() {
    std::vector<ingest::ReceiptHandler> held;
    {
      const std::lock_guard lock(m_mutex);
      m_holds = false;
      held.swap(m_held);
    }
    for (const auto& handler : held) handler(receipt());
  }
  /// As new.
  void forget() {
    const std::lock_guard lock(m_mutex);
    m_taken.clear();
    m_held.clear();
    m_receipt = {};
    m_holds = false;
  }
  /// False when fewer than `count` come in time.
  [[nodiscard]] bool waitFor(std::size_t count) {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::seconds(20), [&] { return m_taken.size() >= count; });
  }
  [[nodiscard]] std::vector<TakenRequest> taken() const {
    const std::lock_guard lock(m_mutex);
    return m_taken;
  }

 private:
  [[nodiscard]] ingest::Receipt receipt() const {
    const std::lock_guard lock(m_mutex);
    return m_receipt;
  }

  mutable std::mutex m_mutex;  ///< Guards what follows.
  std::condition_variable m_changed;
  std::vector<TakenRequest> m_taken;
  std::vector<ingest::ReceiptHandler> m_held;
  ingest::Receipt m_receipt;
  bool m_holds = false;
};

}  // namespace spanloupe::test
