// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a live session takes without a network before it: requests cut from an OTLP protobuf file, from four
// threads that wait for each answer. Prints key=value pairs.
//   bench_live FILE.binpb SESSION [BYTES-A-REQUEST]
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <future>
#include <thread>
#include <vector>

#include "core/formats/registry.h"
#include "core/ingest/live/live_session.h"
#include "tests/bench/measure.h"

using namespace spanloupe;

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::size_t most = argc > 3 ? std::stoul(argv[3]) : 200'000;
  std::string bytes;
  if (std::FILE* file = std::fopen(argv[1], "rb")) {
    char block[1 << 16];
    for (std::size_t n; (n = std::fread(block, 1, sizeof block, file)) != 0;) bytes.append(block, n);
    std::fclose(file);
  }
  // Messages that follow one another are one message.
  std::vector<std::string> requests(1);
  for (std::size_t at = 0; at + 4 <= bytes.size();) {
    std::size_t size = 0;
    for (int i = 0; i < 4; ++i) size = size << 8 | static_cast<unsigned char>(bytes[at++]);
    if (requests.back().size() >= most) requests.emplace_back();
    requests.back().append(bytes, at, size);
    at += size;
  }
  bytes.clear();
  bytes.shrink_to_fit();
  ::unlink(argv[2]);
  const auto live = ingest::LiveSession::open(argv[2], {}, {});
  if (!live) return std::puts(live.error().message.c_str()), 1;
  const auto start = std::chrono::steady_clock::now();
  std::atomic<std::size_t> next{0};
  std::atomic<std::uint64_t> stored{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (std::size_t at; (at = next++) < requests.size();) {
        std::promise<ingest::Receipt> promise;
        (*live)->take({1, formats::formatNamed("otlp-proto"), std::move(requests[at])},
                      [&](ingest::Receipt receipt) { promise.set_value(std::move(receipt)); });
        stored += promise.get_future().get().spans;
      }
    });
  threads.clear();
  const double acknowledged = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  (*live)->stop();
  const double sealed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("requests=%zu spans=%llu acknowledged_s=%.3f sealed_s=%.3f spans_per_s=%.0f\n", requests.size(),
              static_cast<unsigned long long>(stored), acknowledged, sealed,
              static_cast<double>(stored) / acknowledged);
}
