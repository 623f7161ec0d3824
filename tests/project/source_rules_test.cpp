// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What every source file must look like: licence header, size, no marks of unfinished work, colours in one
// place.
#include <QRegularExpression>
#include <QTest>

#include "tests/project/source_files.h"

namespace spanloupe::test {

class SourceRulesTest : public QObject {
  Q_OBJECT

 private slots:
  void everyFileHasTheLicenceHeader();
  void noFileIsTooLong();
  void noFileHasMarksOfUnfinishedWork();
  void coloursStandOnlyInTheTheme();
  void testsDoNotSleep();
};

namespace {

const QStringList kEverywhere{"core", "ui", "app", "tests", "packaging"};
const QStringList kCode{"*.h", "*.cpp"};

QString place(const QString& path, qsizetype index) {
  return QStringLiteral("%1:%2").arg(path).arg(index + 1);
}

/// Places where `pattern` occurs, each with its line.
QString occurrences(const QStringList& files, const QRegularExpression& pattern) {
  QStringList found;
  for (const QString& path : files) {
    const QStringList lines = linesOf(path);
    for (qsizetype i = 0; i < lines.size(); ++i) {
      if (pattern.match(lines[i]).hasMatch()) found.append(place(path, i) + ": " + lines[i].trimmed());
    }
  }
  return found.join(QLatin1Char('\n'));
}

/// A table of values alone in its file may be as long as it has to be.
bool isTable(const QString& path) { return path.contains(QLatin1String("_table.")); }

}  // namespace

void SourceRulesTest::everyFileHasTheLicenceHeader() {
  const QStringList files =
      filesBelow(kEverywhere, {"*.h", "*.cpp", "CMakeLists.txt", "*.cmake", "*.sh", "*.py"}) +
      filesBelow({".ci"}, {"run"});
  QVERIFY(files.size() > 20);
  for (const QString& path : files) {
    const QString head = linesOf(path).mid(0, 4).join(QLatin1Char('\n'));
    QVERIFY2(head.contains(QLatin1String("SPDX-FileCopyrightText: The Spanloupe authors")), qPrintable(path));
    QVERIFY2(head.contains(QLatin1String("SPDX-License-Identifier: GPL-3.0-or-later")), qPrintable(path));
  }
}

void SourceRulesTest::noFileIsTooLong() {
  for (const QString& path : filesBelow(kEverywhere, kCode)) {
    if (isTable(path)) continue;
    const qsizetype limit = path.startsWith(QLatin1String("tests/")) ? 400
                            : path.endsWith(QLatin1String(".h"))     ? 200
                                                                     : 600;
    const qsizetype size = linesOf(path).size();
    QVERIFY2(size <= limit,
             qPrintable(QStringLiteral("%1 has %2 lines, more than %3").arg(path).arg(size).arg(limit)));
  }
}

void SourceRulesTest::noFileHasMarksOfUnfinishedWork() {
  // Written apart, so that this file does not find itself.
  static const QRegularExpression marks(
      QStringLiteral("\\b(TO"
                     "DO|FIX"
                     "ME|XX"
                     "X|HA"
                     "CK)\\b"));
  const QString found =
      occurrences(filesBelow(kEverywhere, {"*.h", "*.cpp", "CMakeLists.txt", "*.cmake", "*.sh"}), marks);
  QVERIFY2(found.isEmpty(), qPrintable(found));
}

void SourceRulesTest::coloursStandOnlyInTheTheme() {
  QStringList files;
  for (const QString& path : filesBelow({"ui", "app"}, kCode)) {
    if (!path.startsWith(QLatin1String("ui/common/"))) files.append(path);
  }
  static const QRegularExpression literal(QStringLiteral(
      R"(QColor\s*[({]\s*["0-9Q]|\bqRgba?\s*\(\s*[0-9]|"#[0-9a-fA-F]{3,8}"|\bQt::(white|black|red|darkRed|green|darkGreen|blue|darkBlue|cyan|magenta|yellow|gray|darkGray|lightGray)\b)"));
  QVERIFY(literal.match("QColor(12, 3, 4)").hasMatch());
  QVERIFY(literal.match("setColor(\"#ff8800\")").hasMatch());
  QVERIFY(!literal.match("QColor(theme.accent)").hasMatch());
  const QString found = occurrences(files, literal);
  QVERIFY2(found.isEmpty(), qPrintable(found));
}

void SourceRulesTest::testsDoNotSleep() {
  static const QRegularExpression sleeps(
      QStringLiteral(R"(QTest::q(Wait|Sleep)\(|sleep_for\(|QThread::[mu]?sleep\()"));
  QStringList files = filesBelow({"tests"}, kCode);
  files.removeAll(QStringLiteral("tests/project/source_rules_test.cpp"));
  const QString found = occurrences(files, sleeps);
  QVERIFY2(found.isEmpty(), qPrintable(found));
}

}  // namespace spanloupe::test

QTEST_APPLESS_MAIN(spanloupe::test::SourceRulesTest)
#include "source_rules_test.moc"
