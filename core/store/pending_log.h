// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Requests of senders that have been acknowledged but are in no segment yet. What add() has returned for
// survives a crash of the program and a loss of power. Rows go when LiveStore::append() commits the segments
// that hold their spans; a hash of the body stays for a while, so that a request that is sent again because
// its answer got lost is recognised, also after a crash.
//
// A PendingLog has a connection of its own, so that acknowledging need not wait while the writer thread
// encodes. One thread at a time; the write turn keeps it and the Session from waiting for each other's locks
// in steps of milliseconds.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace spanloupe::store {

class Checkpointer;

/// Held while a transaction of one of the two connections that write a session is open.
using WriteTurn = std::shared_ptr<std::mutex>;

/// Of the bytes of a request's body; 128 bits.
struct RequestHash {
  std::uint64_t high = 0, low = 0;
  friend auto operator<=>(const RequestHash&, const RequestHash&) = default;
};

/// A request of which the spans are stored.
struct TakenRequest {
  std::int64_t id = 0;
  RequestHash hash;
};

struct PendingRequest {
  std::int64_t id = 0;  ///< Given by add(); ascending.
  std::int64_t source = 0;
  std::string format;  ///< Name of the format that decodes the body.
  std::string body;    ///< As packPending() made it.
  RequestHash hash;    ///< Of the body before it was packed.
};

/// For any thread. Io when there is no memory for it.
[[nodiscard]] Result<std::string> packPending(std::string_view body);
/// Corrupt when `packed` is none, or unpacks to more than `limit` bytes.
[[nodiscard]] Result<std::string> unpackPending(std::string_view packed, std::size_t limit);

class PendingLog {
 public:
  /// Hashes that are kept, of the newest requests.
  static constexpr std::int64_t kRemembered = 65'536;

  /// Of the session that is open for writing; it must outlive this.
  [[nodiscard]] static Result<std::unique_ptr<PendingLog>> open(const std::string& path, WriteTurn turn,
                                                                std::shared_ptr<Checkpointer> checkpointer);
  ~PendingLog();

  /// Id of the newest request that was ever added, as far as is known.
  [[nodiscard]] std::int64_t last() const;
  /// The newest requests, oldest first.
  [[nodiscard]] Result<std::vector<TakenRequest>> remembered();
  /// One commit for all of them, and through to the disk. Gives them their ids; on an Error none is kept.
  [[nodiscard]] Result<void> add(std::span<PendingRequest* const> requests);
  /// Whether something can be written now.
  [[nodiscard]] Result<void> probe();

 private:
  struct Impl;
  explicit PendingLog(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> m_impl;
};

}  // namespace spanloupe::store
