// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What others have named is shown as it is, also where it looks like HTML.
#include "ui/common/tool_tip.h"

#include <QTest>
#include <QTextDocument>

using namespace spanloupe;

class ToolTipTest : public QObject {
  Q_OBJECT
 private slots:
  void plainTextStaysAsItIs() { QCOMPARE(ui::plainToolTip("a < b\nc & d"), QString("a < b\nc & d")); }
  void tagsAreShownAndDoNothing() {
    const QString body = "<b>paid</b> <img src=\"file:///x.png\"> a  b\nnext";
    QTextDocument document;
    document.setHtml(ui::plainToolTip(body));
    QCOMPARE(document.toPlainText(), body);
  }
};

QTEST_MAIN(ToolTipTest)
#include "tool_tip_test.moc"
