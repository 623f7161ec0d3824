// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pixels that must be right at every scale: hairlines, icons, digits, textures.
#include <malloc.h>

#include <QImage>
#include <QTest>

#include "ui/common/look.h"
#include "ui/common/paint.h"
#include "ui/common/text_cache.h"

namespace spanloupe::ui {

class DrawingTest : public QObject {
  Q_OBJECT

 private slots:
  void hairlinesAreOneDevicePixel_data();
  void hairlinesAreOneDevicePixel();
  void everyIconDrawsSomething();
  void iconsAreTintedAndSharp();
  void digitsGetEqualWidths();
  void texturesDifferFromSolid();
  void texturesShowInLines_data();
  void texturesShowInLines();
  void specksStayPlain();
  void measuresGrowWithTheFont();
  void smallTextIsNeverUnderEightPoints();
  void elidedTextFits();
  void newTextsWithoutEndTakeNoMore();
};

namespace {

QImage canvas(int width, int height, double ratio) {
  QImage image(qRound(width * ratio), qRound(height * ratio), QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(ratio);
  image.fill(Qt::transparent);
  return image;
}

int paintedPixels(const QImage& image) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y).alpha() > 0 ? 1 : 0;
  }
  return count;
}

}  // namespace

void DrawingTest::hairlinesAreOneDevicePixel_data() {
  QTest::addColumn<double>("ratio");
  for (const double ratio : {1.0, 1.25, 1.5, 2.0, 3.0}) QTest::addRow("%g", ratio) << ratio;
}

void DrawingTest::hairlinesAreOneDevicePixel() {
  QFETCH(double, ratio);
  for (const double at : {3.0, 3.3, 4.5, 7.9}) {
    QImage image = canvas(20, 20, ratio);
    QPainter painter(&image);
    hairlineV(painter, at, 0, 20, Theme::light().ink);
    painter.end();
    int full = 0;
    for (int x = 0; x < image.width(); ++x) {
      const int alpha = image.pixelColor(x, image.height() / 2).alpha();
      QVERIFY(alpha == 0 || alpha == 255);
      full += alpha == 255 ? 1 : 0;
    }
    QCOMPARE(full, 1);
  }
}

void DrawingTest::everyIconDrawsSomething() {
  for (int i = 1; i < static_cast<int>(Icon::Count); ++i) {
    const QPixmap pixmap = iconPixmap(static_cast<Icon>(i), 16, Theme::light().text1, 1.0);
    QVERIFY2(paintedPixels(pixmap.toImage()) > 4, qPrintable(QString::number(i)));
  }
}

void DrawingTest::iconsAreTintedAndSharp() {
  const QPixmap pixmap = iconPixmap(Icon::Server, 16, Theme::light().accent, 2.0);
  QCOMPARE(pixmap.size(), QSize(32, 32));
  QCOMPARE(pixmap.devicePixelRatio(), 2.0);
  const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
  bool found = false;
  for (int y = 0; y < 32 && !found; ++y) {
    for (int x = 0; x < 32 && !found; ++x) {
      if (image.pixelColor(x, y).alpha() == 255) {
        QCOMPARE(image.pixelColor(x, y), Theme::light().accent);
        found = true;
      }
    }
  }
  QVERIFY(found);
}

void DrawingTest::digitsGetEqualWidths() {
  TextCache cache(QFont(), true);
  const double one = cache.width(QStringLiteral("111"));
  for (char digit = '0'; digit <= '9'; ++digit) {
    QVERIFY(std::abs(cache.width(QString(3, QLatin1Char(digit))) - one) < 0.1);
  }
}

void DrawingTest::texturesDifferFromSolid() {
  QImage solid = canvas(40, 20, 1);
  QImage lined = canvas(40, 20, 1);
  QImage dotted = canvas(40, 20, 1);
  for (auto& [image, texture] : {std::pair<QImage*, Texture>{&solid, Texture::None},
                                 {&lined, Texture::Lines},
                                 {&dotted, Texture::Dots}}) {
    QPainter painter(image);
    fillService(painter, QRectF(0, 0, 40, 20), {3, texture, {}}, Theme::light());
  }
  QVERIFY(solid != lined);
  QVERIFY(lined != dotted);
  QCOMPARE(solid.pixelColor(5, 5), Theme::light().services[3].solid);
}

void DrawingTest::texturesShowInLines_data() {
  QTest::addColumn<QRectF>("rect");
  // Wherever it stands, dots must not fall beside it.
  for (int y = 0; y < 5; ++y) QTest::addRow("line at %d", y) << QRectF(0, y, 40, 3);
  for (int x = 0; x < 5; ++x) QTest::addRow("strip at %d", x) << QRectF(x, 0, 3, 16);
  QTest::newRow("small swatch") << QRectF(2, 2, 8, 8);
}

void DrawingTest::texturesShowInLines() {
  QFETCH(QRectF, rect);
  for (const Texture texture : {Texture::Lines, Texture::Dots}) {
    QImage image = canvas(40, 20, 1);
    QPainter painter(&image);
    fillService(painter, rect, {3, texture, {}}, Theme::light());
    painter.end();
    const QColor plain = Theme::light().services[3].solid;
    int inked = 0;
    int outside = 0;
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) {
        const QColor pixel = image.pixelColor(x, y);
        if (!rect.contains(QPointF(x + 0.5, y + 0.5))) {
          outside += pixel.alpha() > 0 ? 1 : 0;
        } else if (pixel != plain) {
          ++inked;
        }
      }
    }
    QVERIFY(inked >= 4);
    QCOMPARE(outside, 0);
  }
}

void DrawingTest::specksStayPlain() {
  QImage image = canvas(10, 10, 1);
  QPainter painter(&image);
  fillService(painter, QRectF(0, 0, 3, 3), {3, Texture::Dots, {}}, Theme::light());
  painter.end();
  QCOMPARE(image.pixelColor(1, 1), Theme::light().services[3].solid);
}

void DrawingTest::measuresGrowWithTheFont() {
  Measures small;
  small.H = 16;
  Measures large;
  large.H = 32;
  QCOMPARE(small.row(), 24);
  QCOMPARE(large.row(), 40);
  QCOMPARE(small.px(14), 14);
  QCOMPARE(large.px(14), 28);
}

void DrawingTest::smallTextIsNeverUnderEightPoints() {
  QFont body;
  body.setPointSizeF(8.5);
  QVERIFY(Fonts::from(body, body).small.pointSizeF() >= 8.0);
  body.setPointSizeF(20);
  QVERIFY(std::abs(Fonts::from(body, body).small.pointSizeF() - 17.7) < 0.01);
}

void DrawingTest::elidedTextFits() {
  TextCache cache{QFont()};
  const QString text = QStringLiteral("a rather long name of an operation");
  for (double width = 0; width < 200; width += 7)
    QVERIFY(cache.width(cache.elided(text, width)) <= width + 0.5);
  QCOMPARE(cache.elided(text, 10'000), text);
}

void DrawingTest::newTextsWithoutEndTakeNoMore() {
  if (::mallinfo2().uordblks == 0) QSKIP("the allocator here does not tell what is in use");
  TextCache cache{QFont()};
  int count = 0;
  const auto lay = [&](int texts, qsizetype length) {
    for (int i = 0; i < texts; ++i) (void)cache.width(QString::number(++count).rightJustified(length, u'x'));
    return static_cast<double>(::mallinfo2().uordblks) / 1e6;
  };
  // A count that grows for ten minutes, and a list of very long names.
  const double counts = lay(2'100, 8);
  QVERIFY(lay(6'000, 8) < counts + 0.5);
  const double names = lay(200, 4'000);
  QVERIFY(lay(500, 4'000) < names + 2);
  QVERIFY(names < counts + 40);
}

}  // namespace spanloupe::ui

QTEST_MAIN(spanloupe::ui::DrawingTest)
#include "drawing_test.moc"
