// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the JSON view on the first trace of the file argv[1]: making the document, folding, painting
// frames of 1920 × 1080 while scrolling, searching. Prints figures, judges none.
#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <algorithm>
#include <cstdio>
#include <fstream>

#include "core/store/snapshot.h"
#include "tests/ui/session/session_fixture.h"
#include "ui/common/look.h"
#include "ui/json/json_copy.h"
#include "ui/json/json_reading.h"
#include "ui/json/json_search.h"
#include "ui/json/json_texts.h"
#include "ui/json/json_view.h"

namespace {

using namespace spanloupe;

constexpr int kFrames = 300;

double since(const QElapsedTimer& timer) { return static_cast<double>(timer.nsecsElapsed()) / 1e6; }

double anonymousMegabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("RssAnon:")) return std::stod(line.substr(8)) / 1000;
  return 0;
}

template <typename Answer, typename Question>
Answer wait(session::TraceSession& session, Question question) {
  std::optional<Answer> answer;
  session.ask("bench", question, qApp, [&](Answer came) { answer = std::move(came); });
  while (!answer) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  return std::move(*answer);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  QApplication application(argc, argv);
  ui::Look look;
  look.install(application);
  const test::Home home;
  session::TraceSession session;
  if (!test::load(session, {QString::fromLocal8Bit(argv[1])})) return 1;
  const auto trace = wait<Result<std::shared_ptr<const Trace>>>(
      session, [](store::Reader& reader, const store::Snapshot& snapshot, std::stop_token stop) {
        return reader.traceAt(snapshot, snapshot.positions().front(), stop);
      });
  const double before = anonymousMegabytes();
  QElapsedTimer timer;
  timer.start();
  const auto document = wait<Result<std::shared_ptr<const json::JsonDocument>>>(
      session, [source = json::JsonSource{session.snapshot(), *trace}](
                   store::Reader& reader, const store::Snapshot&, std::stop_token stop) {
        return json::readDocument(reader, source, std::nullopt, stop);
      });
  if (!document) return 1;
  std::printf("document: %.0f ms, %llu lines, %.1f MB of text, %.1f MB of memory\n", since(timer),
              static_cast<unsigned long long>((*document)->lineCount()),
              static_cast<double>((*document)->bytes()) / 1e6, anonymousMegabytes() - before);

  json::JsonTexts texts(session, nullptr);
  json::JsonView view(look, texts);
  view.resize(1920, 1080);
  view.show();
  texts.setDocument(*document);
  timer.restart();
  view.setDocument(*document, true);
  std::printf("shown folded: %.2f ms\n", since(timer));
  timer.restart();
  view.setAllFolded(false);
  std::printf("unfold all: %.2f ms\n", since(timer));
  const json::DocLine middle = (*document)->firstLine((*document)->parts().size() / 2);
  const auto fold = *json::foldAt(**document, middle, nullptr);
  timer.restart();
  view.setFolded(fold, true);
  std::printf("fold one: %.2f ms\n", since(timer));

  QPixmap frame(view.viewport()->size());
  std::vector<double> times;
  for (int i = 0; i < kFrames; ++i) {
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() + 37);
    timer.restart();
    view.viewport()->render(&frame);
    times.push_back(since(timer));
    QCoreApplication::processEvents();
  }
  std::sort(times.begin(), times.end());
  std::printf("frame while scrolling: median %.2f ms, p99 %.2f ms, longest %.2f ms\n",
              times[times.size() / 2], times[times.size() * 99 / 100], times.back());
  timer.restart();
  const auto found = wait<Result<json::FoundLines>>(
      session, [document = *document](store::Reader& reader, const store::Snapshot&, std::stop_token stop) {
        return json::LineSearch(document, "sku-4361").search(reader, 0, std::chrono::hours(1), stop);
      });
  std::printf("search: %.0f ms, %zu lines\n", since(timer), found->lines.size());
  timer.restart();
  const json::DocLine some = std::min<json::DocLine>((*document)->lineCount() - 1, 500'000);
  const auto text = wait<Result<std::string>>(
      session,
      [document = *document, some](store::Reader& reader, const store::Snapshot&, std::stop_token stop) {
        return json::copyText(reader, *document, 0, some, json::CopyForm::Lines, stop);
      });
  std::printf("copy %llu lines: %.0f ms, %.1f MB\n", static_cast<unsigned long long>(some), since(timer),
              text ? static_cast<double>(text->size()) / 1e6 : 0.0);
  std::printf("memory in all: %.1f MB more than before\n", anonymousMegabytes() - before);
  return 0;
}
