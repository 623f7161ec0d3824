// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Words are found in attributes, which stay in the store: the first search reads them, a newer one wins.
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/session/session_fixture.h"
#include "tests/ui/session/trace_cells.h"
#include "ui/shell/trace_finder.h"

using namespace spanloupe;

class TraceFinderTest : public QObject {
  Q_OBJECT
 private slots:
  void findsWhatOnlyTheStoreHas();
  void comparisonsAreUnderstoodAsInTheTable();
  void onlyTheNewestSearchIsAnswered();
  void noWordsEndTheSearch();
  void anotherTraceIsSearchedWithTheSameWords();

 private:
  struct Fixture {
    test::Home home;
    session::TraceSession session;
    shell::TraceFinder finder{session};
    std::shared_ptr<const Trace> trace;

    bool show(int number) {
      bool done = false;
      session.ask(
          "test",
          [number](store::Reader& reader, const store::Snapshot& snapshot, std::stop_token stop) {
            return reader.trace(snapshot, *TraceId::fromHex(test::traceHex(number).toStdString()), stop);
          },
          &finder,
          [this, &done](Result<std::shared_ptr<const Trace>> read) {
            done = true;
            if (read) trace = *read;
          });
      if (!QTest::qWaitFor([&] { return done; })) return false;
      if (trace) finder.setTrace(session.snapshot(), test::cellsOf(trace));
      return trace != nullptr;
    }
    bool open() {
      QSignalSpy loaded(&session, &session::TraceSession::loaded);
      session.openFiles({home.write("shop.json", test::otlpJson({{.service = "front", .spans = 12},
                                                                 {.service = "back", .spans = 3}}))});
      return loaded.wait() && show(0);
    }
  };
};

void TraceFinderTest::findsWhatOnlyTheStoreHas() {
  Fixture f;
  QVERIFY(f.open());
  QSignalSpy found(&f.finder, &shell::TraceFinder::found);
  f.finder.find("span.number=7");
  QVERIFY(f.finder.isWaiting());
  QVERIFY(found.wait());
  const auto spans = found[0][1].value<std::vector<SpanIndex>>();
  QCOMPARE(spans.size(), std::size_t{1});
  QCOMPARE(QString::fromStdString(f.trace->strings[f.trace->name[spans[0]]]), QString("SELECT 7"));
  QVERIFY(!f.finder.isWaiting());
}

void TraceFinderTest::comparisonsAreUnderstoodAsInTheTable() {
  Fixture f;
  QVERIFY(f.open());
  QSignalSpy found(&f.finder, &shell::TraceFinder::found);
  const auto count = [&](const QString& words) {
    found.clear();
    f.finder.find(words);
    if (found.isEmpty() && !found.wait()) return std::size_t{999};
    return found[0][1].value<std::vector<SpanIndex>>().size();
  };
  QCOMPARE(count("span.number>=10"), std::size_t{2});
  QCOMPARE(count("span.number>=10 select 11"), std::size_t{1});
  QCOMPARE(count("duration>=0ns"), std::size_t{12});
  QCOMPARE(count("duration>=1h"), std::size_t{0});
  QCOMPARE(count("duration>soon"), std::size_t{0});
}

void TraceFinderTest::onlyTheNewestSearchIsAnswered() {
  Fixture f;
  QVERIFY(f.open());
  QSignalSpy found(&f.finder, &shell::TraceFinder::found);
  f.finder.find("select");
  f.finder.find("select 1");
  QTRY_VERIFY(!f.finder.isWaiting());
  QCOMPARE(found.count(), 1);
  QCOMPARE(found[0][0].toString(), QString("select 1"));
}

void TraceFinderTest::noWordsEndTheSearch() {
  Fixture f;
  QVERIFY(f.open());
  QSignalSpy found(&f.finder, &shell::TraceFinder::found);
  f.finder.find("select");
  f.finder.find("");
  QTRY_VERIFY(!f.finder.isWaiting());
  QCOMPARE(found.count(), 0);
}

void TraceFinderTest::anotherTraceIsSearchedWithTheSameWords() {
  Fixture f;
  QVERIFY(f.open());
  QSignalSpy found(&f.finder, &shell::TraceFinder::found);
  f.finder.find("select");
  QVERIFY(found.wait());
  QCOMPARE(found.takeFirst()[1].value<std::vector<SpanIndex>>().size(), std::size_t{11});
  QVERIFY(f.show(1));
  QVERIFY(found.count() > 0 || found.wait());
  QCOMPARE(found[0][1].value<std::vector<SpanIndex>>().size(), std::size_t{2});
}

QTEST_GUILESS_MAIN(TraceFinderTest)
#include "trace_finder_test.moc"
