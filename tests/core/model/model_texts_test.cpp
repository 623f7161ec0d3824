// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Escape sequences are found to their end and nothing else is lost; diagnostics forget a kind as if it had
// not been.
#include <QTest>

#include "core/model/diagnostics.h"
#include "core/model/terminal_codes.h"

namespace spanloupe {

class ModelTextsTest : public QObject {
  Q_OBJECT
 private slots:
  void terminalCodesGo_data();
  void terminalCodesGo();
  void aForgottenKindIsAsIfItHadNotBeen();
};

void ModelTextsTest::terminalCodesGo_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QByteArray>("plain");
  QTest::newRow("none") << QByteArray("[32m größe") << QByteArray("[32m größe");
  QTest::newRow("colours") << QByteArray("a\x1b[1;38;5;12mb\x1b[0mc\x1b[Kd") << QByteArray("abcd");
  QTest::newRow("private") << QByteArray("\x1b[?25lx\x1b[2 qy") << QByteArray("xy");
  QTest::newRow("title ended by a bell") << QByteArray("\x1b]0;shop\x07ready") << QByteArray("ready");
  QTest::newRow("link ended by a string terminator")
      << QByteArray("\x1b]8;;http://a\x1b\\docs\x1b]8;;\x1b\\!") << QByteArray("docs!");
  QTest::newRow("character set") << QByteArray("\x1b(Bx\x1b=y") << QByteArray("xy");
  QTest::newRow("unfinished") << QByteArray("x\x1b[31") << QByteArray("x");
  QTest::newRow("alone at the end") << QByteArray("x\x1b") << QByteArray("x");
  QTest::newRow("interrupted") << QByteArray("x\x1b[3\nline") << QByteArray("x\nline");
  QTest::newRow("string without an end keeps its text")
      << QByteArray("\x1b]0;shop\nready") << QByteArray("0;shop\nready");
  QTest::newRow("before other scripts") << QByteArray("\x1bé") << QByteArray("é");
}

void ModelTextsTest::terminalCodesGo() {
  QFETCH(QByteArray, text);
  QFETCH(QByteArray, plain);
  const std::string_view given(text.data(), static_cast<std::size_t>(text.size()));
  QCOMPARE(QByteArray::fromStdString(withoutTerminalCodes(given)), plain);
  QCOMPARE(hasTerminalCodes(given), text.contains('\x1b'));
}

void ModelTextsTest::aForgottenKindIsAsIfItHadNotBeen() {
  Diagnostics diagnostics;
  diagnostics.error("damaged span", 7, "cut short");
  for (std::size_t i = 0; i < 2 * Diagnostics::kKeptPerKind; ++i)
    diagnostics.note(Severity::Note, "metrics", i, "counted");
  diagnostics.forget("metrics");
  diagnostics.forget("never noted");
  QCOMPARE(diagnostics.total(), std::uint64_t{1});
  QCOMPARE(diagnostics.entries().size(), std::size_t{1});
  QVERIFY(diagnostics.hasErrors());
  diagnostics.note(Severity::Note, "metrics", 0, "counted");
  QCOMPARE(diagnostics.entries().size(), std::size_t{2});
  diagnostics.forget("damaged span");
  QVERIFY(!diagnostics.hasErrors());
}

}  // namespace spanloupe

QTEST_GUILESS_MAIN(spanloupe::ModelTextsTest)
#include "model_texts_test.moc"
