// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/trace_session.h"

#include "core/store/sqlite.h"
#include "tests/ui/session/session_fixture.h"

using namespace spanloupe;
using session::TraceSession;

class TraceSessionTest : public QObject {
  Q_OBJECT
 private slots:
  void countsAFileThatWasOpened();
  void opensTheSameFileAgainWithoutImporting();
  void keepsWhatIsOpenWhenAFileIsNoTrace();
  void answersOnTheUiThread();
  void newerQuestionReplacesTheOlderOfItsKind();
  void neverAnswersAReceiverThatIsGone();
  void opensText();
  void opensTheSample();
  void importsSeveralFilesTogether();
  void cancellingLeavesAReadableSession();
  void roomOfReplacedSegmentsIsGivenBackAtTheEnd();
};

void TraceSessionTest::countsAFileThatWasOpened() {
  const test::Home home;
  TraceSession session;
  QSignalSpy opened(&session, &TraceSession::opened);
  QVERIFY(
      test::load(session, {home.write("a.json", test::otlpJson({{.spans = 3, .errors = 1}, {.spans = 2}}))}));
  QCOMPARE(opened.count(), 1);
  QCOMPARE(session.overview().statistics.spans, 5ULL);
  QCOMPARE(session.overview().statistics.traces, 2ULL);
  QCOMPARE(session.overview().statistics.errors, 1ULL);
  QVERIFY(!session.isBusy());
}

void TraceSessionTest::opensTheSameFileAgainWithoutImporting() {
  const test::Home home;
  const QString file = home.write("a.json", test::otlpJson({{}}));
  {
    TraceSession session;
    QVERIFY(test::load(session, {file}));
  }
  TraceSession session;
  QSignalSpy imported(&session, &TraceSession::importFinished);
  QVERIFY(test::load(session, {file}));
  QCOMPARE(imported.count(), 0);
  QCOMPARE(session.overview().statistics.traces, 1ULL);
}

void TraceSessionTest::keepsWhatIsOpenWhenAFileIsNoTrace() {
  const test::Home home;
  TraceSession session;
  QVERIFY(test::load(session, {home.write("a.json", test::otlpJson({{}}))}));
  QSignalSpy failed(&session, &TraceSession::failed);
  QSignalSpy opened(&session, &TraceSession::opened);
  session.openFiles({home.write("b.txt", "hello")});
  QVERIFY(failed.wait());
  const auto error = failed[0][0].value<Error>();
  QVERIFY(error.file.ends_with("b.txt"));
  QCOMPARE(error.offset.value(), 0ULL);
  QCOMPARE(opened.count(), 0);
  QCOMPARE(session.overview().statistics.traces, 1ULL);
}

void TraceSessionTest::answersOnTheUiThread() {
  const test::Home home;
  TraceSession session;
  QVERIFY(test::load(session, {home.write("a.json", test::otlpJson({{}, {}}))}));
  std::thread::id asked;
  std::thread::id answered;
  std::uint64_t traces = 0;
  session.ask(
      "test",
      [&asked](store::Reader& reader, const store::Snapshot& snapshot, std::stop_token) {
        asked = std::this_thread::get_id();
        return reader.statistics(snapshot);
      },
      this,
      [&](const Result<store::Statistics>& statistics) {
        answered = std::this_thread::get_id();
        traces = statistics->traces;
      });
  QTRY_COMPARE(traces, 2ULL);
  QVERIFY(asked != answered);
  QVERIFY(answered == std::this_thread::get_id());
}

void TraceSessionTest::newerQuestionReplacesTheOlderOfItsKind() {
  const test::Home home;
  TraceSession session;
  QVERIFY(test::load(session, {home.write("a.json", test::otlpJson({{}}))}));
  QStringList answers;
  const auto waitForStop = [](store::Reader&, const store::Snapshot&, std::stop_token stop) -> Result<int> {
    while (!stop.stop_requested()) std::this_thread::yield();
    return 1;
  };
  const auto quick = [](store::Reader&, const store::Snapshot&, std::stop_token) -> Result<int> { return 2; };
  session.ask("kind", waitForStop, this, [&](const Result<int>&) { answers << "older"; });
  session.ask("other kind", quick, this, [&](const Result<int>&) { answers << "other"; });
  session.ask("kind", quick, this, [&](const Result<int>&) { answers << "newer"; });
  QTRY_COMPARE(answers.size(), 2);
  QCoreApplication::processEvents();
  answers.sort();
  QCOMPARE(answers, (QStringList{"newer", "other"}));
}

void TraceSessionTest::neverAnswersAReceiverThatIsGone() {
  const test::Home home;
  TraceSession session;
  QVERIFY(test::load(session, {home.write("a.json", test::otlpJson({{}}))}));
  bool answered = false;
  bool second = false;
  auto receiver = std::make_unique<QObject>();
  const auto quick = [](store::Reader&, const store::Snapshot&, std::stop_token) -> Result<int> { return 2; };
  session.ask("kind", quick, receiver.get(), [&](const Result<int>&) { answered = true; });
  receiver.reset();
  session.ask("kind", quick, this, [&](const Result<int>&) { second = true; });
  QTRY_VERIFY(second);
  QVERIFY(!answered);
}

void TraceSessionTest::opensText() {
  const test::Home home;
  TraceSession session;
  QSignalSpy loaded(&session, &TraceSession::loaded);
  session.openText(QString::fromUtf8(test::otlpJson({{}, {}, {}})));
  QVERIFY(loaded.wait());
  QCOMPARE(session.overview().statistics.traces, 3ULL);
  QCOMPARE(session.current()->kind, session::SessionKind::Clipboard);
}

void TraceSessionTest::opensTheSample() {
  const test::Home home;
  TraceSession session;
  QSignalSpy loaded(&session, &TraceSession::loaded);
  session.openSample();
  QVERIFY(loaded.wait(30000));
  QVERIFY(session.overview().statistics.spans >= session::kSampleSpans);
  QVERIFY(session.overview().statistics.errors > 0);
}

void TraceSessionTest::importsSeveralFilesTogether() {
  const test::Home home;
  TraceSession session;
  const QString a = home.write("a.json", test::otlpJson({{}}));
  const QString b = home.write("b.json", test::otlpJson({{}, {}}));
  QSignalSpy finished(&session, &TraceSession::importFinished);
  QVERIFY(test::load(session, {a, b, home.write("c.json", "no trace")}));
  const auto report = finished[0][0].value<std::shared_ptr<const ingest::ImportReport>>();
  QCOMPARE(report->files.size(), std::size_t{3});
  QCOMPARE(std::count_if(report->files.begin(), report->files.end(),
                         [](const auto& file) { return file.error.has_value(); }),
           1);
  // The first trace is in both files: kept once.
  QCOMPARE(session.overview().statistics.traces, 2ULL);
}

void TraceSessionTest::cancellingLeavesAReadableSession() {
  const test::Home home;
  TraceSession session;
  const QByteArray line = test::otlpJson({{.spans = 200}}) + '\n';
  QByteArray many;
  for (int i = 0; i < 1500; ++i) many += line;
  QSignalSpy finished(&session, &TraceSession::importFinished);
  connect(&session, &TraceSession::importProgressed, &session, &TraceSession::cancelImport);
  QVERIFY(test::load(session, {home.write("many.jsonl", many)}));
  QCOMPARE(finished.count(), 1);
  const auto report = finished[0][0].value<std::shared_ptr<const ingest::ImportReport>>();
  if (!report->cancelled) QSKIP("The import was faster than its first progress");
  QVERIFY(session.snapshot());
}

void TraceSessionTest::roomOfReplacedSegmentsIsGivenBackAtTheEnd() {
  const test::Home home;
  // Every trace twice, its two spans far from each other: more than the first segment lies between them.
  QByteArray lines;
  constexpr int kTraces = 7000;
  for (int span = 0; span < 2; ++span)
    for (int trace = 0; trace < kTraces; ++trace)
      lines += "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" +
               test::spanJson(trace, span, {}).toUtf8() + "]}]}]}\n";
  const auto replaced = [](const std::string& path) {
    const auto connection = store::Connection::open(path, store::Access::ReadOnly);
    return *connection->integer("SELECT count(*) FROM segment WHERE state = 2");
  };
  std::string path;
  {
    TraceSession session;
    QVERIFY(test::load(session, {home.write("scattered.jsonl", lines)}));
    path = *session.current()->path;
    QCOMPARE(session.overview().statistics.traces, std::uint64_t{kTraces});
    QVERIFY(replaced(path) > 1);  // Questions about what was there before are still answered.
  }
  QCOMPARE(replaced(path), std::int64_t{0});
}

QTEST_GUILESS_MAIN(TraceSessionTest)
#include "trace_session_test.moc"
