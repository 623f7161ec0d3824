// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Requests that wait to be forwarded, in files of one folder that are only ever appended to. What was
// appended survives the end of the program, also by kill -9 (what was not appended yet does not: see
// forwarder.h); after a loss of power the last of it may be missing, and is in the session all the same. When
// it is full the oldest file goes, and its requests are counted as dropped. Any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/forward/otlp_client.h"

namespace spanloupe::forward {

struct WaitingRequest {
  Signal signal = Signal::Traces;
  Encoding encoding = Encoding::Protobuf;
  std::string body;
};

struct BacklogCounts {
  std::uint64_t requests = 0, bytes = 0;  ///< That wait; bytes on disk.
  std::uint64_t dropped = 0;              ///< Requests, since it was opened.
};

class Backlog {
 public:
  /// Makes the folder (0700) if need be and finds what was left in it. Busy when another process uses it.
  /// `limit` = bytes on disk.
  [[nodiscard]] static Result<std::unique_ptr<Backlog>> open(const std::string& folder, std::uint64_t limit);
  ~Backlog();
  Backlog(const Backlog&) = delete;
  Backlog& operator=(const Backlog&) = delete;

  [[nodiscard]] Result<void> append(Signal signal, Encoding encoding, std::string_view body);
  /// The oldest one, which stays; nothing when there is none. An error when it cannot be read now, which may
  /// pass: nothing is lost by it. What is damaged is dropped and counted.
  [[nodiscard]] Result<std::optional<WaitingRequest>> front();
  /// Done with what front() gave last.
  void pop();
  /// At once, also while the disk is slow.
  [[nodiscard]] BacklogCounts counts() const { return {m_requests, m_bytes, m_dropped}; }

 private:
  /// One file of the folder.
  struct File {
    std::uint64_t number = 0;
    std::uint64_t size = 0;      ///< Of whole records.
    std::uint64_t requests = 0;  ///< That wait in it.
  };

  Backlog(std::string folder, std::uint64_t limit);
  [[nodiscard]] Result<void> lock();
  [[nodiscard]] Result<void> recover();
  [[nodiscard]] Result<File> scan(std::uint64_t number, std::uint64_t from) const;
  [[nodiscard]] std::string pathOf(std::uint64_t number) const;
  [[nodiscard]] Result<void> openNewest();
  void makeRoom(std::uint64_t bytes);
  void removeOldest();
  void savePosition();
  [[nodiscard]] std::uint64_t waitingBytes() const;
  /// For counts(), at the end of what changes them. With the mutex.
  void count();

  std::string m_folder;
  std::uint64_t m_limit;
  int m_lock = -1;

  /// Copies of what the mutex guards: it is held while files are written and read.
  std::atomic<std::uint64_t> m_requests{0}, m_bytes{0};
  std::atomic<std::uint64_t> m_dropped{0};

  // The mutex guards these.
  std::mutex m_mutex;
  std::deque<File> m_files;       ///< Oldest first; the newest is appended to.
  std::uint64_t m_offset = 0;     ///< Of the first waiting record, in the oldest file.
  std::uint64_t m_frontSize = 0;  ///< Of the record that front() gave; 0: none, or its file was dropped.
  int m_newest = -1;              ///< Descriptors.
  int m_position = -1;
};

}  // namespace spanloupe::forward
