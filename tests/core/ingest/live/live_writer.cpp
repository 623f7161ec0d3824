// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stores what three senders send as fast as they can, until it is killed, and prints a line for each request
// that was acknowledged: "s FIRST COUNT" for spans, "l NUMBER" for a log.
//   live_writer SESSION ROUND
#include <unistd.h>

#include <cstdio>
#include <string>
#include <thread>

#include "live_support.h"

using namespace spanloupe;
using namespace spanloupe::test;

namespace {

constexpr std::uint64_t kSpans = 100;

/// One write, so that a line is there wholly or not at all.
void print(const std::string& line) {
  if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) ::_exit(1);
}

void sendForEver(ingest::LiveSession& live, std::int64_t source, std::uint64_t first) {
  for (std::uint64_t id = first;; id += kSpans) {
    const bool isLog = id / kSpans % 16 == 0;
    const std::string body =
        isLog ? requestOf(std::vector<SentLog>{{std::to_string(id)}}) : manySpans(id, kSpans);
    if (send(live, source, body).outcome != ingest::Receipt::Outcome::Stored) continue;
    print(isLog ? "l " + std::to_string(id) + "\n"
                : "s " + std::to_string(id) + " " + std::to_string(kSpans) + "\n");
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const auto live = openLive(argv[1]);
  const std::int64_t source = sourceOf(*live);
  print("ready\n");
  const std::uint64_t round = std::stoull(argv[2]) * 100'000'000;
  std::vector<std::jthread> senders;
  for (std::uint64_t sender = 1; sender <= 3; ++sender)
    senders.emplace_back([&, sender] { sendForEver(*live, source, round + sender * 10'000'000); });
}
