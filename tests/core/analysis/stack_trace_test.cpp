// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stack traces of every runtime as text files, and what they are taken for; hostile and real ones survive.
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QTest>

#include "core/analysis/stack_trace.h"
#include "tests/source_dir.h"

namespace spanloupe::analysis {
namespace {

const QString kCases = QStringLiteral(SPANLOUPE_SOURCE_DIR "/tests/golden/stack-traces");

QString text(std::string_view view) {
  return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QByteArray contents(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const char* nameOf(StackRelation relation) {
  switch (relation) {
    case StackRelation::Reported: return "reported";
    case StackRelation::CausedBy: return "caused by";
    case StackRelation::Suppressed: return "suppressed";
    case StackRelation::During: return "during";
    case StackRelation::Other: return "other";
  }
  return "?";
}

QString printed(const StackFrame& frame) {
  if (frame.kind == StackFrame::Kind::Omitted) return QStringLiteral("  %1 more").arg(frame.line);
  if (frame.kind == StackFrame::Kind::Text) return QStringLiteral("  text: ") + text(frame.raw).trimmed();
  QString out = frame.isOwn ? QStringLiteral("  own ") : QStringLiteral("  of %1 ").arg(text(frame.package));
  out += text(frame.name) + QStringLiteral(" | ") + text(baseName(frame.file));
  if (frame.line != 0) out += QStringLiteral(":%1").arg(frame.line);
  if (frame.column != 0) out += QStringLiteral(":%1").arg(frame.column);
  return out;
}

QString printed(const StackTrace& trace) {
  QStringList lines{QString::fromUtf8(nameOf(trace.language))};
  for (const StackException& exception : trace.exceptions) {
    lines += QStringLiteral("%1: [%2] %3")
                 .arg(QString::fromUtf8(nameOf(exception.relation)), text(exception.type),
                      text(exception.message).replace(QLatin1Char('\n'), QStringLiteral("\\n")));
    for (const StackFrame& frame : exception.frames) lines += printed(frame);
  }
  return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

bool liesIn(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

}  // namespace

class StackTraceTest : public QObject {
  Q_OBJECT

 private slots:
  void isTakenApart_data();
  void isTakenApart();
  void everyPrefixSurvivesAndStaysInsideTheText();
  void windowsLineEndsChangeNothing();
  void proseIsNoStackTrace();
  void hostileTextsAreLinear_data();
  void hostileTextsAreLinear();
  void tooManyCallsAreCut();
  void tracesOfTheCorpusAreUnderstood();
};

void StackTraceTest::isTakenApart_data() {
  QTest::addColumn<QString>("folder");
  for (const QString& name : QDir(kCases).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
    QTest::newRow(qPrintable(name)) << kCases + QLatin1Char('/') + name;
}

// With SPANLOUPE_WRITE_EXPECTED set, expected.txt is written instead, to be checked by reading the
// difference.
void StackTraceTest::isTakenApart() {
  QFETCH(QString, folder);
  const QByteArray input = contents(folder + QStringLiteral("/input.txt"));
  QVERIFY(!input.isEmpty());
  const QString actual = printed(parseStackTrace({input.data(), static_cast<std::size_t>(input.size())}));
  const QString path = folder + QStringLiteral("/expected.txt");
  if (qEnvironmentVariableIsSet("SPANLOUPE_WRITE_EXPECTED")) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(actual.toUtf8());
    QSKIP("written, not compared");
  }
  QCOMPARE(actual, QString::fromUtf8(contents(path)));
}

void StackTraceTest::everyPrefixSurvivesAndStaysInsideTheText() {
  for (const QString& name : QDir(kCases).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
    const QByteArray input = contents(kCases + QLatin1Char('/') + name + QStringLiteral("/input.txt"));
    for (qsizetype size = 0; size <= input.size(); ++size) {
      const std::string_view part(input.data(), static_cast<std::size_t>(size));
      const StackTrace trace = parseStackTrace(part);
      for (const StackException& exception : trace.exceptions) {
        QVERIFY(liesIn(exception.message, part));
        for (const StackFrame& frame : exception.frames) {
          QVERIFY(liesIn(frame.raw, part) && liesIn(frame.function, part) && liesIn(frame.name, part));
          QVERIFY(liesIn(frame.file, part));
        }
      }
    }
  }
}

void StackTraceTest::windowsLineEndsChangeNothing() {
  const QByteArray unixText = contents(kCases + QStringLiteral("/dotnet/input.txt"));
  QByteArray windowsText = unixText;
  windowsText.replace("\n", "\r\n");
  const auto parse = [](const QByteArray& bytes) {
    return printed(parseStackTrace({bytes.data(), static_cast<std::size_t>(bytes.size())}))
        .replace(QLatin1Char('\r'), QString());
  };
  QCOMPARE(parse(windowsText), parse(unixText));
}

void StackTraceTest::proseIsNoStackTrace() {
  for (const char* prose : {"", "\n\n", "connection refused", "at the end: of the day",
                            "see https://a.example:80 at 12:30", "SELECT 1\n  FROM t", "1: one\n2: two"}) {
    const StackTrace trace = parseStackTrace(prose);
    QCOMPARE(trace.language, StackLanguage::Unknown);
    QVERIFY(trace.exceptions.empty());
  }
}

void StackTraceTest::hostileTextsAreLinear_data() {
  QTest::addColumn<QByteArray>("unit");
  QTest::newRow("brackets") << QByteArray("\tat a.b(((((((((((((((\n");
  QTest::newRow("one line") << QByteArray("at ((((((((");
  QTest::newRow("arrows") << QByteArray("A: a ---> B: b\n   at A.B()\n");
  QTest::newRow("causes") << QByteArray("Caused by: a.B: c\n\tat a.B.c(B.java:1)\n");
  QTest::newRow("colons") << QByteArray("\tat :1:1:1:1:1:1:1(:1:1)\n");
  QTest::newRow("gems") << QByteArray("from /gems/gems/gems/:1:in `'\n");
  QTest::newRow("tracebacks") << QByteArray(
      "Traceback (most recent call last):\n  File \"x\", line 1\nE: m\n");
}

void StackTraceTest::hostileTextsAreLinear() {
  QFETCH(QByteArray, unit);
  const QByteArray input = unit.repeated(5'000'000 / unit.size());
  QElapsedTimer timer;
  timer.start();
  static_cast<void>(parseStackTrace({input.data(), static_cast<std::size_t>(input.size())}));
  QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
}

void StackTraceTest::tooManyCallsAreCut() {
  const QByteArray input = QByteArray("\tat a.B.c(B.java:1)\n").repeated(20'000);
  const StackTrace trace = parseStackTrace({input.data(), static_cast<std::size_t>(input.size())});
  QVERIFY(trace.isCut);
  QCOMPARE(trace.exceptions.front().frames.size(), StackTrace::kMaxFrames - 1);
}

void StackTraceTest::tracesOfTheCorpusAreUnderstood() {
  const QString corpus = QStringLiteral(SPANLOUPE_SOURCE_DIR "/../shared/corpus/otlp-json");
  if (!QDir(corpus).exists()) QSKIP("no corpus beside the project");
  int found = 0;
  QDirIterator files(corpus, {QStringLiteral("*.json")}, QDir::Files);
  while (files.hasNext()) {
    const QString all = QString::fromUtf8(contents(files.next()));
    const QString mark = QStringLiteral("\"exception.stacktrace\"");
    for (qsizetype at = all.indexOf(mark); at >= 0; at = all.indexOf(mark, at + 1)) {
      const qsizetype key = all.indexOf(QStringLiteral("\"stringValue\""), at);
      const qsizetype open = all.indexOf(QLatin1Char('"'), key + 13) + 1;
      qsizetype close = open;
      while (close < all.size() && all[close] != QLatin1Char('"'))
        close += all[close] == QLatin1Char('\\') ? 2 : 1;
      QString stack = all.mid(open, close - open);
      stack.replace(QStringLiteral("\\n"), QStringLiteral("\n"))
          .replace(QStringLiteral("\\t"), QStringLiteral("\t"))
          .replace(QStringLiteral("\\\""), QStringLiteral("\""));
      const QByteArray bytes = stack.toUtf8();
      const StackTrace trace = parseStackTrace({bytes.data(), static_cast<std::size_t>(bytes.size())});
      QVERIFY2(trace.language != StackLanguage::Unknown && trace.hasCalls(), bytes.left(300).constData());
      ++found;
    }
  }
  QVERIFY(found > 5);
}

}  // namespace spanloupe::analysis

QTEST_APPLESS_MAIN(spanloupe::analysis::StackTraceTest)
#include "stack_trace_test.moc"
