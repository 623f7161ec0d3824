// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a live session takes without a network before it: requests cut from OTLP protobuf files (with
// lengths), from four threads that wait for each answer.
//   bench_live SESSION BYTES-A-REQUEST MEGABYTES-KEPT|0 SPANS-A-SECOND|0 FILE…
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <string_view>
#include <vector>

#include "core/formats/registry.h"
#include "core/ingest/live/live_session.h"
#include "core/store/reader.h"
#include "core/store/snapshot.h"
#include "tests/bench/measure.h"

using namespace spanloupe;
using namespace spanloupe::bench;

namespace {

std::string_view mapped(const char* path) {
  const int descriptor = ::open(path, O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0) giveUp(std::string("cannot read ") + path);
  const auto size = static_cast<std::size_t>(status.st_size);
  void* const bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (bytes == MAP_FAILED) giveUp(std::string("cannot map ") + path);
  return {static_cast<const char*>(bytes), size};
}

/// Cut where a resource begins: messages that follow one another are one message.
class Requests {
 public:
  Requests(int count, char** paths, std::size_t most)
      : m_most(most), m_mutex(std::make_unique<std::mutex>()) {
    for (int i = 0; i < count; ++i) m_files.push_back(mapped(paths[i]));
  }
  /// Empty at the end.
  std::string next() {
    const std::lock_guard lock(*m_mutex);
    std::string request;
    while (request.size() < m_most && m_file < m_files.size()) {
      std::string_view& left = m_files[m_file];
      if (left.empty()) {
        ++m_file;
        continue;
      }
      if (m_message == 0) {
        for (int i = 0; i < 4; ++i) m_message = m_message << 8 | static_cast<unsigned char>(left[i]);
        left.remove_prefix(4);
      }
      // Field 1 of the message: a tag, the length, the resource.
      std::size_t at = 1;
      std::size_t size = 0;
      for (int shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(left[at++]);
        size |= std::size_t{byte & 127U} << shift;
        if (byte < 128) break;
      }
      request.append(left.substr(0, at + size));
      left.remove_prefix(at + size);
      m_message -= at + size;
    }
    return request;
  }

 private:
  std::size_t m_most;
  std::unique_ptr<std::mutex> m_mutex;
  std::vector<std::string_view> m_files;
  std::size_t m_file = 0;
  std::size_t m_message = 0;  ///< Bytes left of the message with its length before it.
};

/// 64 MiB of requests that a crash left pending: until the session is open, and until all are in segments.
void replay(const std::string& path, Requests requests) {
  for (const char* const suffix : {"", "-wal", "-shm", ".lock"}) ::unlink((path + suffix).c_str());
  {
    auto session = store::Session::openForWriting(path);
    auto log = (*require(session))->live().openPendingLog();
    std::uint64_t id = 0;
    for (std::size_t bytes = 0; bytes < (64U << 20);) {
      const std::string body = requests.next();
      bytes += body.size();
      auto packed = store::packPending(body);
      store::PendingRequest row{0, 1, "otlp-proto", *require(packed), {++id, 0}};
      store::PendingRequest* const one = &row;
      const auto added = (*require(log))->add({&one, 1});
      if (!added) giveUp(added.error().text());
    }
  }
  const Stopwatch watch;
  auto live = ingest::LiveSession::open(path, {}, {});
  print("replay_open_s", (require(live), watch.seconds()));
  while (!(*live)->state().replay.done) std::this_thread::yield();
  print("replay_done_s", watch.seconds());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 6) return 2;
  const std::string path = argv[1];
  const double rate = std::stod(argv[4]);
  for (const char* const suffix : {"", "-wal", "-shm", ".lock"}) ::unlink((path + suffix).c_str());
  ingest::LiveOptions options;
  if (std::stoull(argv[3]) != 0) options.retention.bytes = std::stoull(argv[3]) << 20;
  PeakMemory memory;
  auto live = ingest::LiveSession::open(path, options, {});
  const auto added = (*require(live))->addSource("bench", "otlp-proto");
  const std::int64_t source = *require(added);
  Requests requests(argc - 5, argv + 5, std::stoul(argv[2]));
  const Stopwatch watch;
  const auto begin = std::chrono::steady_clock::now();
  std::atomic<std::uint64_t> stored{0}, refused{0};
  std::mutex mutex;
  std::vector<double> latencies;
  std::uint64_t largestLog = 0, largestFile = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      std::vector<double> own;
      for (std::string body; !(body = requests.next()).empty();) {
        const Stopwatch answered;
        std::promise<ingest::Receipt> promise;
        (*live)->take({source, formats::formatNamed("otlp-proto"), std::move(body)},
                      [&](ingest::Receipt receipt) { promise.set_value(std::move(receipt)); });
        const ingest::Receipt receipt = promise.get_future().get();
        if (receipt.outcome != ingest::Receipt::Outcome::Stored) ++refused;
        own.push_back(answered.seconds() * 1000);
        stored += receipt.spans;
        if (rate != 0)
          std::this_thread::sleep_until(
              begin + std::chrono::duration_cast<std::chrono::nanoseconds>(
                          std::chrono::duration<double>(static_cast<double>(stored.load()) / rate)));
      }
      const std::lock_guard lock(mutex);
      latencies.insert(latencies.end(), own.begin(), own.end());
    });
  std::jthread sizes([&](const std::stop_token& stop) {
    std::error_code error;
    std::mutex own;
    std::condition_variable_any ended;
    std::unique_lock lock(own);
    while (
        !ended.wait_for(lock, stop, std::chrono::milliseconds(20), [&] { return stop.stop_requested(); })) {
      const auto log = std::filesystem::file_size(path + "-wal", error);
      if (!error) largestLog = std::max(largestLog, log);
      const auto file = std::filesystem::file_size(path, error);
      if (!error) largestFile = std::max(largestFile, file);
    }
  });
  threads.clear();
  const double acknowledged = watch.seconds();
  const auto reader = store::Reader::open(path);
  const ingest::LiveCounts counts = (*live)->counts();
  // Everything is in segments when the newest span can be seen.
  while ((*live)->state().waitingBytes != 0) std::this_thread::yield();
  print("visible_s", watch.seconds());
  (*live)->stop();
  sizes = {};
  std::sort(latencies.begin(), latencies.end());
  print("spans", static_cast<double>(stored));
  print("refused_requests", static_cast<double>(refused));
  print("acknowledged_s", acknowledged);
  print("sealed_s", watch.seconds());
  print("spans_per_s", static_cast<double>(stored) / acknowledged);
  print("latency_p50_ms", latencies[latencies.size() / 2]);
  print("latency_p99_ms", latencies[latencies.size() * 99 / 100]);
  print("latency_max_ms", latencies.back());
  print("peak_memory_mb", memory.megabytes());
  print("memory_mb", static_cast<double>(anonymousKilobytes()) / 1000);
  print("largest_log_mb", static_cast<double>(largestLog) / 1e6);
  print("largest_file_mb", static_cast<double>(largestFile) / 1e6);
  print("evicted_spans", static_cast<double>(counts.evicted.spans));
  const Stopwatch opening;
  live->reset();
  print("closing_s", opening.seconds());
  const Stopwatch again;
  auto reopened = ingest::LiveSession::open(path, options, {});
  print("reopening_s", (require(reopened), again.seconds()));
  replay(path + ".replay", Requests(1, argv + 5, std::stoul(argv[2])));
}
