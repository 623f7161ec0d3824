// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_listening CLI RATE SECONDS: the window listens, and `CLI send` sends RATE spans a second to it from
// another process: what listening costs while nothing comes, when an acknowledged trace is on screen, and how
// long frames and events of the UI thread take meanwhile.
// bench_listening --endure CLI MEGABYTES SECONDS: as many as are taken, with so much kept: whether memory and
// file grow. Uses $XDG_DATA_HOME; listen.sh sets it.
#include <QProcess>
#include <filesystem>
#include <numeric>

#include "core/forward/otlp_client.h"
#include "core/receive/test_trace.h"
#include "tests/bench/window_run.h"
#include "ui/settings/listen_settings.h"
#include "ui/shell/listen_ui.h"

namespace spanloupe::bench {
namespace {

using namespace std::chrono_literals;

class Run {
 public:
  Run(Application& application, Program& program) : m_application(application), m_program(program) {}

  void listen() {
    m_program.window.listenUi().start();
    m_application.until([this] { return listening().isOn() && m_program.session.isLive(); });
    m_application.until([this] { return m_program.window.isSettled(); });
    for (const auto& endpoint : listening().state().endpoints)
      if (endpoint.protocol == receive::Protocol::OtlpGrpc) m_port = endpoint.port;
    auto target = forward::parseTarget("grpc://127.0.0.1:" + std::to_string(m_port), {});
    auto client = forward::makeClient(*require(target));
    m_client = std::move(*require(client));
  }

  /// Percent of one processor, once the rate of the last seconds has come down to nothing.
  void idle() {
    show(1);
    passTime(std::chrono::seconds(session::Listening::kSeconds + 1));
    const double before = clockMs(CLOCK_PROCESS_CPUTIME_ID);
    passTime(20s);
    print("idle_percent", (clockMs(CLOCK_PROCESS_CPUTIME_ID) - before) / 20'000 * 100);
  }

  /// From the acknowledgement of a trace until the list with it is painted: the longest of several.
  void visible(const char* name) {
    double longest = 0;
    for (int i = 0; i < 20; ++i) longest = std::max(longest, show(1));
    print(name, longest);
  }

  void load(const QString& cli, const QString& rate, int seconds) {
    QProcess sender;
    send(sender, cli, seconds, {"--rate", rate});
    visible("visible_loaded_ms");
    finish(sender);
  }

  /// Memory and file in the last tenth of the time against those in the second.
  void endure(const QString& cli, int seconds) {
    QProcess sender;
    send(sender, cli, seconds, {});
    std::vector<double> memory;
    std::vector<double> file;
    for (const Stopwatch watch; watch.seconds() < seconds;) {
      passTime(1s);
      memory.push_back(static_cast<double>(anonymousKilobytes()) / 1000);
      file.push_back(megabytesOf(listening().path()));
    }
    const std::size_t tenth = memory.size() / 10;
    const auto mean = [&](const std::vector<double>& all, std::size_t part) {
      const auto begin = all.begin() + static_cast<std::ptrdiff_t>(part * tenth);
      return std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(tenth), 0.0) / double(tenth);
    };
    print("memory_early_mb", mean(memory, 1));
    print("memory_late_mb", mean(memory, 9));
    print("memory_growth_percent", (mean(memory, 9) / mean(memory, 1) - 1) * 100);
    print("file_most_mb", *std::max_element(file.begin(), file.end()));
    finish(sender);
    print("evicted_spans", static_cast<double>(listening().state().counts.evicted.spans));
  }

 private:
  [[nodiscard]] session::Listening& listening() const { return m_program.window.listenUi().listening(); }

  /// With what has not been moved into it yet.
  static double megabytesOf(const std::string& path) {
    std::uintmax_t bytes = 0;
    for (const char* const end : {"", "-wal"}) {
      std::error_code error;
      const std::uintmax_t size = std::filesystem::file_size(path + end, error);
      if (!error) bytes += size;
    }
    return static_cast<double>(bytes) / 1e6;
  }

  void send(QProcess& sender, const QString& cli, int seconds, const QStringList& options) {
    sender.start(cli, QStringList{"send", "--to", QString("grpc://127.0.0.1:%1").arg(m_port), "--for",
                                  QString("%1s").arg(seconds), "--output", "json"} +
                          options);
    const std::uint64_t before = listening().state().counts.spans;
    m_application.until([&] { return listening().state().counts.spans > before; });
    m_application.forget(m_program.table().viewport());
  }

  void finish(QProcess& sender) {
    m_application.until([&] { return sender.state() == QProcess::NotRunning; });
    if (sender.exitCode() != 0) giveUp("the sender failed: " + sender.readAllStandardError().toStdString());
    print("frame_p99_ms", m_application.paint99());
    print("longest_event_ms", m_application.longestCpu());
    print("longest_event_wall_ms", m_application.longestWall());
    std::fprintf(stderr, "longest: %s\n%s", m_application.slowest().constData(),
                 sender.readAllStandardOutput().constData());
    m_application.until([this] { return m_program.window.isSettled(); });
    print("spans", static_cast<double>(listening().state().counts.spans));
  }

  void passTime(std::chrono::milliseconds time) {
    bool passed = false;
    QTimer::singleShot(time, &m_program.window, [&passed] { passed = true; });
    m_application.until([&passed] { return passed; });
  }

  /// Sends traces later than all others, which therefore are the first rows of the list.
  double show(int traces) {
    TraceId last;
    for (int i = 0; i < traces; ++i) {
      ++m_shown;
      last = {0xbe, m_shown};
      const Timestamp now =
          std::chrono::time_point_cast<Timestamp::duration>(std::chrono::system_clock::now());
      const std::string body = receive::testTrace(last, now + 1h + std::chrono::seconds(m_shown));
      const auto reply = m_client->send({forward::Signal::Traces, forward::Encoding::Protobuf, body}, 5s, {});
      if (reply.outcome != forward::ExportReply::Outcome::Accepted) giveUp("a trace was not taken");
    }
    const Stopwatch watch;
    const auto& model = m_program.table().model();
    m_application.until(
        [&] { return model.rowCount() > 0 && model.traceRow(0) && model.traceRow(0)->id == last; });
    m_application.untilPainted(*m_program.table().viewport());
    return watch.seconds() * 1e3;
  }

  Application& m_application;
  Program& m_program;
  std::unique_ptr<forward::OtlpClient> m_client;
  std::uint16_t m_port = 0;
  std::uint64_t m_shown = 0;
};

}  // namespace
}  // namespace spanloupe::bench

int main(int argc, char** argv) {
  using namespace spanloupe;
  qputenv("QT_QPA_PLATFORM", "offscreen");
  bench::Application application(argc, argv);
  const bool endures = argc == 5 && std::string_view(argv[1]) == "--endure";
  if (argc != 4 && !endures)
    bench::giveUp("usage: bench_listening CLI RATE SECONDS | --endure CLI MEGABYTES SECONDS");
  bench::Program program(application);
  if (endures) program.settings.setValue(settings::kKeepMibKey, std::atoi(argv[3]));
  for (const char* const port : {"listen/port0", "listen/port1"}) program.settings.setValue(port, 0);
  application.untilPainted(program.window);
  bench::Run run(application, program);
  run.listen();
  if (endures) {
    run.endure(QString::fromLocal8Bit(argv[2]), std::atoi(argv[4]));
    return 0;
  }
  run.idle();
  run.visible("visible_ms");
  run.load(QString::fromLocal8Bit(argv[1]), QString::fromLocal8Bit(argv[2]), std::atoi(argv[3]));
  return 0;
}
