// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where `send` takes its requests from: the synthetic load, built beforehand so that sending costs little, or
// trace files, read while sending. next() is for any thread.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "core/base/bounded_queue.h"
#include "core/base/result.h"
#include "core/forward/otlp_client.h"
#include "core/forward/request_cutter.h"
#include "core/generate/generate.h"

namespace spanloupe::cli {

struct LoadRequest {
  forward::Signal signal = forward::Signal::Traces;
  forward::Encoding encoding = forward::Encoding::Protobuf;
  std::string body;
  std::uint64_t records = 0;
};

class LoadRequests {
 public:
  LoadRequests() = default;
  LoadRequests(const LoadRequests&) = delete;
  LoadRequests& operator=(const LoadRequests&) = delete;
  virtual ~LoadRequests() = default;
  /// Nothing after the last.
  [[nodiscard]] virtual std::optional<LoadRequest> next() = 0;
  /// Makes next() end; what waits for it returns.
  virtual void stop() = 0;
  /// What could not be read, of files. After next() gave nothing.
  [[nodiscard]] virtual std::vector<Error> errors() const { return {}; }
};

/// At most kPrepared spans are built; further ones are the same under other trace ids.
class GeneratedRequests final : public LoadRequests {
 public:
  static constexpr std::uint64_t kPrepared = 262'144;

  /// `spans` = how many at least; the last request is whole.
  [[nodiscard]] static Result<std::unique_ptr<GeneratedRequests>> create(const generate::Options& options,
                                                                         std::size_t perRequest,
                                                                         forward::Encoding encoding,
                                                                         const std::stop_token& stop);
  std::optional<LoadRequest> next() override;
  void stop() override { m_stopped = true; }

 private:
  GeneratedRequests() = default;

  std::vector<forward::CutRequest> m_requests;
  forward::Encoding m_encoding = forward::Encoding::Protobuf;
  std::uint64_t m_count = 0;  ///< How many to give out.
  std::atomic<std::uint64_t> m_next{0};
  std::atomic<bool> m_stopped{false};
};

/// Spans and logs of trace files in any format that can be read. Holds a few requests at a time.
class FileRequests final : public LoadRequests {
 public:
  FileRequests(std::vector<std::string> paths, std::size_t perRequest, forward::Encoding encoding);
  ~FileRequests() override;
  std::optional<LoadRequest> next() override { return m_queue.pop(); }
  void stop() override;
  [[nodiscard]] std::vector<Error> errors() const override { return m_errors; }

 private:
  void read(const std::stop_token& stop);

  std::vector<std::string> m_paths;
  std::size_t m_perRequest;
  forward::Encoding m_encoding;
  std::vector<Error> m_errors;  ///< Reading thread; others after the queue was closed.
  BoundedQueue<LoadRequest> m_queue{16};
  std::jthread m_reading;  // Last: it uses everything above.
};

}  // namespace spanloupe::cli
