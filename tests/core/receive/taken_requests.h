// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A session that only remembers what it was given: answers as it was told to, at once or when it is told.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "core/receive/receiver.h"

namespace spanloupe::test {

class TakenRequests {
 public:
  /// To be given to a receiver, which this must outlive.
  [[nodiscard]] receive::TakeRequest take() {
    return [this](ingest::ReceivedRequest request, ingest::ReceiptHandler handler) {
      ingest::Receipt receipt;
      {
        const std::lock_guard lock(m_mutex);
        m_bytes += request.body.size();
        if (keepsBodies) m_bodies.push_back(std::move(request.body));
        ++m_count;
        if (m_isHolding) return m_waiting.push_back(std::move(handler));
        receipt = m_receipt;
      }
      handler(receipt);
    };
  }

  bool keepsBodies = true;  ///< Before the first request.

  void answerWith(ingest::Receipt receipt) {
    const std::lock_guard lock(m_mutex);
    m_receipt = std::move(receipt);
  }
  /// From now on, requests wait until release().
  void hold() {
    const std::lock_guard lock(m_mutex);
    m_isHolding = true;
  }
  void release() {
    std::vector<ingest::ReceiptHandler> waiting;
    ingest::Receipt receipt;
    {
      const std::lock_guard lock(m_mutex);
      m_isHolding = false;
      waiting.swap(m_waiting);
      receipt = m_receipt;
    }
    for (const auto& handler : waiting) handler(receipt);
  }

  [[nodiscard]] std::size_t count() const {
    const std::lock_guard lock(m_mutex);
    return m_count;
  }
  [[nodiscard]] std::size_t bytes() const {
    const std::lock_guard lock(m_mutex);
    return m_bytes;
  }
  [[nodiscard]] std::vector<std::string> bodies() const {
    const std::lock_guard lock(m_mutex);
    return m_bodies;
  }

 private:
  mutable std::mutex m_mutex;  ///< Guards what follows.
  ingest::Receipt m_receipt;
  bool m_isHolding = false;
  std::vector<ingest::ReceiptHandler> m_waiting;
  std::size_t m_count = 0, m_bytes = 0;
  std::vector<std::string> m_bodies;
};

}  // namespace spanloupe::test
