// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of what is received, for a forwarder that can be exchanged, taken away and brought back while
// requests come: none that is taken between two forwarders is lost to the second. What receivers call is for
// any thread; change() and stop() for one at a time, since they wait for a forwarder to end.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <vector>

#include "core/forward/forwarder.h"

namespace spanloupe::forward {

class Tee {
 public:
  Tee() = default;
  Tee(const Tee&) = delete;
  Tee& operator=(const Tee&) = delete;
  ~Tee();

  /// Hands requests on to `next`, and offers what was stored there to the forwarder of that moment. The tee
  /// must outlive the calls.
  [[nodiscard]] TakeRequest around(TakeRequest next);
  /// Another forwarder from now on, or none. What waits in the folder of the former stays there.
  [[nodiscard]] Result<void> change(std::optional<ForwardOptions> options);
  /// Of the forwarder; as it was in the end once it has stopped. Nothing when there was none.
  [[nodiscard]] std::optional<ForwardState> state() const;
  /// What waits has that long to be sent, the rest stays in the folder.
  void stop(std::chrono::milliseconds last);

 private:
  struct Held {
    Signal signal;
    Encoding encoding;
    std::shared_ptr<const std::string> body;
  };
  void offer(Signal signal, Encoding encoding, std::shared_ptr<const std::string> body);

  std::atomic<bool> m_isWanted = false;  ///< Requests are worth a copy.
  mutable std::shared_mutex m_mutex;     ///< Guards what follows.
  std::unique_ptr<Forwarder> m_forwarder;
  std::optional<ForwardState> m_last;
  std::vector<Held> m_held;  ///< While one forwarder is exchanged for the next.
  std::size_t m_heldBytes = 0;
  std::uint64_t m_notHeld = 0;  ///< There was no room for them.
};

}  // namespace spanloupe::forward
