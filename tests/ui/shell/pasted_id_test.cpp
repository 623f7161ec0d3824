// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pasted_id.h"

#include <QtTest>

#include "ui/shell/start_request.h"

using namespace spanloupe;
using namespace spanloupe::shell;

class PastedIdTest : public QObject {
  Q_OBJECT
 private slots:
  void knowsIds_data();
  void knowsIds();
  void leavesOtherTextAlone_data();
  void leavesOtherTextAlone();
  void requestsSurviveTheirJourney();
};

void PastedIdTest::knowsIds_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("trace");
  QTest::addColumn<QString>("span");
  QTest::newRow("plain") << " 4BF92F3577B34DA6A3CE929D0E0E4736\n"
                         << "4bf92f3577b34da6a3ce929d0e0e4736"
                         << "";
  QTest::newRow("traceparent") << "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
                               << "4bf92f3577b34da6a3ce929d0e0e4736"
                               << "00f067aa0ba902b7";
  QTest::newRow("header") << "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
                          << "4bf92f3577b34da6a3ce929d0e0e4736"
                          << "00f067aa0ba902b7";
  QTest::newRow("x-ray") << "1-58406520-a006649127e371903a2de979"
                         << "58406520a006649127e371903a2de979"
                         << "";
  QTest::newRow("row of a table") << "4bf92f3577b34da6a3ce929d0e0e4736\tfrontend\tGET /cart\n"
                                  << "4bf92f3577b34da6a3ce929d0e0e4736"
                                  << "";
  QTest::newRow("rows with titles") << "Trace id\tService\n4bf92f3577b34da6a3ce929d0e0e4736\tfrontend\n"
                                    << "4bf92f3577b34da6a3ce929d0e0e4736"
                                    << "";
  QTest::newRow("64 bit") << "a3ce929d0e0e4736"
                          << "0000000000000000a3ce929d0e0e4736"
                          << "";
}

void PastedIdTest::knowsIds() {
  QFETCH(QString, text);
  const auto id = pastedId(text);
  QVERIFY(id);
  QTEST(QString::fromStdString(id->trace.hex()), "trace");
  QTEST(id->span ? QString::fromStdString(id->span->hex()) : QString(), "span");
}

void PastedIdTest::leavesOtherTextAlone_data() {
  QTest::addColumn<QString>("text");
  QTest::newRow("nothing") << "";
  QTest::newRow("word") << "checkout";
  QTest::newRow("json") << "{\"resourceSpans\":[]}";
  QTest::newRow("zero") << QString(32, '0');
  QTest::newRow("no hex") << QString(32, 'g');
  QTest::newRow("too long") << QString(33, 'a');
}

void PastedIdTest::leavesOtherTextAlone() {
  QFETCH(QString, text);
  QVERIFY(!pastedId(text));
}

void PastedIdTest::requestsSurviveTheirJourney() {
  const StartRequest request{{"/tmp/ä b.json", "/tmp/\"q\".json"}, "aa", "bb", "traces"};
  const QByteArray line = encode(request);
  QCOMPARE(line.count('\n'), 1);
  QVERIFY(decodeRequest(line) == request);
  QVERIFY(!decodeRequest("nonsense\n"));
}

QTEST_GUILESS_MAIN(PastedIdTest)
#include "pasted_id_test.moc"
