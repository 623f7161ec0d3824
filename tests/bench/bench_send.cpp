// experiment: gRPC load, N connections
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>
#include <condition_variable>
#include <mutex>
#include <algorithm>
int main(int argc, char** argv) {
  std::string bytes;
  if (std::FILE* file = std::fopen(argv[1], "rb")) {
    char block[1 << 16];
    for (std::size_t n; (n = std::fread(block, 1, sizeof block, file)) != 0;) bytes.append(block, n);
    std::fclose(file);
  }
  const size_t most = std::stoul(argv[2]);
  const int conns = argc > 3 ? std::stoi(argv[3]) : 4;
  std::vector<std::string> requests(1);
  for (std::size_t at = 0; at + 4 <= bytes.size();) {
    std::size_t size = 0;
    for (int i = 0; i < 4; ++i) size = size << 8 | static_cast<unsigned char>(bytes[at++]);
    if (requests.back().size() + size/2 >= most) requests.emplace_back();
    // a frame holds several resource groups; split at those
    size_t end = at + size;
    while (at < end) { size_t p = at + 1, s = 0; int sh = 0; for (;;) { unsigned char b = bytes[p++]; s |= size_t(b & 127) << sh; sh += 7; if (b < 128) break; }
      size_t len = p + s - at; if (requests.back().size() && requests.back().size() + len/2 >= most) requests.emplace_back(); requests.back().append(bytes, at, len); at = p + s; }
  }
  bytes.clear(); bytes.shrink_to_fit();
  std::atomic<size_t> next{0}, failed{0};
  auto start = std::chrono::steady_clock::now();
  std::vector<std::jthread> t; std::mutex lm; std::vector<double> lat;
  for (int c = 0; c < conns; ++c) t.emplace_back([&, c] {
    grpc::ChannelArguments a; a.SetInt("x" , c); a.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1); a.SetMaxReceiveMessageSize(-1);
    auto ch = grpc::CreateCustomChannel("127.0.0.1:4317", grpc::InsecureChannelCredentials(), a);
    grpc::GenericStub stub(ch);
    for (size_t i; (i = next++) < requests.size();) {
      grpc::ClientContext ctx; grpc::Slice s(requests[i]); grpc::ByteBuffer in(&s, 1), out; std::mutex m; std::condition_variable cv; bool done = false; grpc::Status st;
      auto b = std::chrono::steady_clock::now();
      stub.UnaryCall(&ctx, "/opentelemetry.proto.collector.trace.v1.TraceService/Export", {}, &in, &out, [&](grpc::Status x) { std::lock_guard l(m); st = x; done = true; cv.notify_one(); });
      std::unique_lock l(m); cv.wait(l, [&] { return done; });
      if (!st.ok()) { ++failed; std::puts(st.error_message().c_str()); }
      double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - b).count(); std::lock_guard g(lm); lat.push_back(ms);
    }
  });
  t.clear();
  double sec = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::sort(lat.begin(), lat.end());
  std::printf("requests=%zu failed=%zu s=%.2f p50=%.1f p99=%.1f ms\n", requests.size(), (size_t)failed, sec, lat[lat.size()/2], lat[lat.size()*99/100]);
}
