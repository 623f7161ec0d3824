// experiment
#include <grpcpp/grpcpp.h>
#include <cstdio>
#include <csignal>
#include <unistd.h>
#include <chrono>
#include <thread>
#include "core/ingest/live/live_session.h"
#include "core/receive/otlp_grpc_receiver.h"
using namespace spanloupe;
int main(int, char** argv) {
  ::unlink(argv[1]);
  auto live = ingest::LiveSession::open(argv[1], {}, {});
  if (!live) return std::puts(live.error().message.c_str()), 1;
  auto receiver = receive::OtlpGrpcReceiver::start({.port = 4317, .source = 1}, [&](ingest::ReceivedRequest r, ingest::ReceiptHandler h) { (*live)->take(std::move(r), std::move(h)); });
  if (!receiver) return std::puts(receiver.error().message.c_str()), 1;
  sigset_t set; sigemptyset(&set); sigaddset(&set, SIGTERM); sigaddset(&set, SIGINT);
  sigprocmask(SIG_BLOCK, &set, nullptr); int sig; sigwait(&set, &sig);
  (*receiver)->stop(); (*live)->stop();
  const auto c = (*live)->counts();
  std::printf("spans=%lu requests=%lu refused=%lu\n", c.spans, c.requests, c.refusedRequests);
}
