// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Starts the program itself: command line, pictures, second start.
#include <QImage>
#include <QProcess>

#include "tests/ui/session/session_fixture.h"
#include "ui/shell/second_start.h"

using namespace spanloupe;

class ProgramTest : public QObject {
  Q_OBJECT
 private slots:
  void tellsItsVersionAndHelp();
  void refusesWrongUsage_data();
  void refusesWrongUsage();
  void failsWhenAFileCannotBeRead();
  void rendersTheListAndATraceWithoutADisplay();
  void failsToRenderATraceThatIsNotThere();
  void aSecondStartHandsItsFilesOverAndEnds();
};

namespace {

struct Outcome {
  int status = -1;
  QString out;
  QString err;
};

QProcessEnvironment environment(bool withPlatform) {
  QProcessEnvironment result = QProcessEnvironment::systemEnvironment();
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) result.remove(name);
  if (withPlatform) {
    result.insert("QT_QPA_PLATFORM", "offscreen");
  } else {
    result.remove("XDG_RUNTIME_DIR");  // as in a bare container, where Qt complains of it
  }
  return result;
}

Outcome run(const QStringList& arguments, bool withPlatform = false) {
  QProcess process;
  process.setProcessEnvironment(environment(withPlatform));
  process.start(SPANLOUPE_PROGRAM, arguments);
  if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit) return {};
  return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
          QString::fromUtf8(process.readAllStandardError())};
}

/// How many colours a picture has: a blank one has one.
int coloursOf(const QImage& image) {
  QSet<QRgb> colours;
  for (int y = 0; y < image.height(); y += 3)
    for (int x = 0; x < image.width(); x += 3) colours.insert(image.pixel(x, y));
  return static_cast<int>(colours.size());
}

}  // namespace

void ProgramTest::tellsItsVersionAndHelp() {
  const test::Home home;
  const Outcome version = run({"--version"});
  QCOMPARE(version.status, 0);
  QVERIFY(version.out.startsWith("spanloupe ") && version.out.contains("\nQt 6") &&
          version.out.contains("\nSQLite 3"));
  const Outcome help = run({"--help"});
  QCOMPARE(help.status, 0);
  QVERIFY(help.out.contains("\nUsage: spanloupe"));
}

void ProgramTest::refusesWrongUsage_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<QString>("message");
  QTest::newRow("unknown") << QStringList{"--frobnicate"} << "Unknown option '--frobnicate'";
  QTest::newRow("no value") << QStringList{"--theme"} << "--theme needs a value";
  QTest::newRow("theme") << QStringList{"--theme=blue"} << "light, dark or system";
  QTest::newRow("size") << QStringList{"--size", "big"} << "--size takes";
  QTest::newRow("view") << QStringList{"--view", "kitchen"} << "There is no view 'kitchen'; there is traces";
  QTest::newRow("trace") << QStringList{"--trace", "xyz"} << "'xyz' is not a trace id";
  QTest::newRow("span alone") << QStringList{"--span", "00f067aa0ba902b7"} << "--span needs --trace";
}

void ProgramTest::refusesWrongUsage() {
  QFETCH(QStringList, arguments);
  QFETCH(QString, message);
  const test::Home home;
  const Outcome outcome = run(arguments);
  QCOMPARE(outcome.status, 2);
  QVERIFY2(outcome.err.contains(message), qPrintable(outcome.err));
}

void ProgramTest::failsWhenAFileCannotBeRead() {
  const test::Home home;
  const Outcome missing = run({"--render", home.path("x.png"), home.path("missing.json")});
  QCOMPARE(missing.status, 1);
  QVERIFY(missing.err.contains("missing.json"));
  const Outcome other = run({"--render", home.path("x.png"), home.write("a.txt", "hello")});
  QCOMPARE(other.status, 1);
  QVERIFY(other.err.contains("a.txt") && other.err.contains("at byte 0"));
  QVERIFY(!QFile::exists(home.path("x.png")));
}

void ProgramTest::rendersTheListAndATraceWithoutADisplay() {
  const test::Home home;
  const QString file = home.write("a.json", test::otlpJson({{.spans = 5, .errors = 1}, {}}));
  const Outcome list = run({"--render", home.path("list.png"), "--size", "1000x500", file});
  QCOMPARE(list.err, QString());
  QCOMPARE(list.status, 0);
  const QImage listPicture(home.path("list.png"));
  QCOMPARE(listPicture.size(), QSize(1000, 500));
  QVERIFY(coloursOf(listPicture) > 20);
  const QStringList arguments{"--trace", test::traceHex(0), "--span", test::spanHex(0, 2), "--theme", "dark",
                              file};
  const Outcome trace =
      run(QStringList{"--render", home.path("trace.png"), "--size", "1000x500"} + arguments);
  QCOMPARE(trace.err, QString());
  QCOMPARE(trace.status, 0);
  const QImage tracePicture(home.path("trace.png"));
  QVERIFY(coloursOf(tracePicture) > 20);
  QVERIFY(qGray(tracePicture.pixel(500, 490)) < 60);
  QVERIFY(qGray(listPicture.pixel(500, 490)) > 200);
}

void ProgramTest::failsToRenderATraceThatIsNotThere() {
  const test::Home home;
  const QString file = home.write("a.json", test::otlpJson({{}}));
  const Outcome outcome = run({"--render", home.path("x.png"), "--trace", test::traceHex(77), file});
  QCOMPARE(outcome.status, 1);
  QVERIFY(outcome.err.contains(test::traceHex(77)));
}

void ProgramTest::aSecondStartHandsItsFilesOverAndEnds() {
  const test::Home home;
  const QString file = home.write("a.json", test::otlpJson({{}}));
  QProcess first;
  first.setProcessEnvironment(environment(true));
  first.start(SPANLOUPE_PROGRAM, QStringList());
  const QString socket = home.path("spanloupe-.socket");
  QTRY_VERIFY_WITH_TIMEOUT(shell::handOver(socket, {}), 10000);
  const Outcome second = run({file}, true);
  QCOMPARE(second.status, 0);
  QVERIFY(first.state() == QProcess::Running);
  // What was opened is remembered by the process that opened it, for its user only.
  const QString settings = home.path("spanloupe/spanloupe.ini");
  const auto remembered = [&] {
    QFile ini(settings);
    return ini.open(QIODevice::ReadOnly) && ini.readAll().contains("a.json");
  };
  QTRY_VERIFY_WITH_TIMEOUT(remembered(), 10000);
  QVERIFY(!(QFile::permissions(settings) & (QFile::ReadGroup | QFile::ReadOther)));
  first.kill();
  QVERIFY(first.waitForFinished());
  // Its socket file is still there; the next start takes its place.
  QProcess third;
  third.setProcessEnvironment(environment(true));
  third.start(SPANLOUPE_PROGRAM, {file});
  QTRY_VERIFY_WITH_TIMEOUT(shell::handOver(socket, {}), 10000);
  QVERIFY(third.state() == QProcess::Running);
  third.kill();
  QVERIFY(third.waitForFinished());
}

QTEST_GUILESS_MAIN(ProgramTest)
#include "program_test.moc"
