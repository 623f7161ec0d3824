// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <zstd.h>

#include <QTest>
#include <algorithm>

#include "core/base/zstd_frame.h"

using namespace spanloupe;

class ZstdFrameTest : public QObject {
  Q_OBJECT
 private slots:
  void anyBytesComeBack_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a byte") << QByteArray(1, 'x');
    QTest::newRow("what repeats") << QByteArray("span").repeated(100'000);
    QByteArray noise(70'000, '\0');
    std::uint32_t state = 1;
    for (char& byte : noise) byte = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    QTest::newRow("what cannot be made smaller") << noise;
  }
  void anyBytesComeBack() {
    QFETCH(QByteArray, bytes);
    const auto frame = zstdFrame(bytes.toStdString());
    QVERIFY(frame);
    // Waiting requests are held by the thousand.
    QVERIFY(frame->capacity() <= std::max<std::size_t>(frame->size(), std::string().capacity()));
    std::string back(static_cast<std::size_t>(bytes.size()), '\0');
    QCOMPARE(ZSTD_decompress(back.data(), back.size(), frame->data(), frame->size()), back.size());
    QCOMPARE(back, bytes.toStdString());
  }
};

QTEST_MAIN(ZstdFrameTest)
#include "zstd_frame_test.moc"
