// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/box_card.h"

#include <QHBoxLayout>
#include <QPainter>
#include <cmath>

#include "ui/common/controls.h"
#include "ui/common/format.h"
#include "ui/common/paint.h"

namespace spanloupe::charts {
namespace {

constexpr int kShadow = 10;  ///< Room around the card for its shadow.
constexpr int kPadding = 3;
constexpr int kTextPadding = 6;
constexpr int kDistance = 10;  ///< From the box.
constexpr int kAbove = 8;      ///< Its top over the top of the box.

}  // namespace

BoxCard::BoxCard(const ui::Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_one(tr("trace")),
      m_many(tr("traces")),
      m_text(new ui::TextLabel(look, &ui::Fonts::smallStrong, &ui::Theme::text1)),
      m_filter(new ui::Button(look, ui::Icon::None, tr("Filter to box"), ui::ButtonKind::Primary)),
      m_close(new ui::Button(look, ui::Icon::Close, tr("Take the box away"), true)) {
  setObjectName(QStringLiteral("boxCard"));
  m_filter->setSmall(true);
  m_filter->setObjectName(QStringLiteral("filterToBox"));
  m_close->setObjectName(QStringLiteral("closeBox"));
  setCursor(Qt::ArrowCursor);
  auto* layout = new QHBoxLayout(this);
  const int edge = kShadow + kPadding;
  layout->setContentsMargins(edge, edge, edge, edge);
  layout->setSpacing(2);
  layout->addSpacing(kTextPadding);
  layout->addWidget(m_text);
  layout->addSpacing(kTextPadding);
  layout->addWidget(m_filter);
  layout->addWidget(m_close);
  connect(m_filter, &QAbstractButton::clicked, this, &BoxCard::filterRequested);
  connect(m_close, &QAbstractButton::clicked, this, &BoxCard::closed);
  connect(&look, &ui::Look::changed, this, [this] { update(); });
  hide();
}

void BoxCard::setNouns(const QString& one, const QString& many) {
  m_one = one;
  m_many = many;
}

void BoxCard::setCount(const std::optional<BoxCount>& count) {
  m_filter->setEnabled(count && count->points > 0);
  if (!count) return;
  QString text = ui::formatCounted(count->points, m_one, m_many);
  if (count->failed > 0)
    text += QStringLiteral(", ") + ui::formatCounted(count->failed, tr("error"), tr("errors"));
  m_text->setText(text);
  setAccessibleName(text);
}

void BoxCard::placeBeside(const QRectF& box, const QRect& bounds) {
  const QSize size = sizeHint();
  // What shows is smaller than the widget by its shadow.
  int x = static_cast<int>(std::floor(box.left())) - kDistance - size.width() + kShadow;
  if (x + kShadow < bounds.left()) {
    const int right = static_cast<int>(std::ceil(box.right())) + kDistance - kShadow;
    x = right + size.width() - kShadow <= bounds.right() + 1
            ? right
            : static_cast<int>(box.center().x()) - size.width() / 2;
  }
  x = std::clamp(x, bounds.left() - kShadow,
                 std::max(bounds.left(), bounds.right() + 1 - size.width() + kShadow));
  const int y = std::clamp(static_cast<int>(box.top()) - kAbove - kShadow, bounds.top() - kShadow,
                           std::max(bounds.top(), bounds.bottom() + 1 - size.height() + kShadow));
  setGeometry(QRect(QPoint(x, y), size));
}

void BoxCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  const QRectF card = QRectF(rect()).adjusted(kShadow, kShadow, -kShadow, -kShadow);
  // A soft shadow, a little lower than the card: many faint outlines on top of each other.
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  constexpr int kLayers = 8;
  for (int i = kLayers; i > 0; --i) {
    const double out = i * (kShadow - 3.0) / kLayers;
    painter.setBrush(ui::withAlpha(theme.shadow, theme.shadow.alphaF() / (2.0 * kLayers)));
    painter.drawRoundedRect(card.adjusted(-out, -out + 2, out, out + 2), ui::Measures::kRadiusButton + out,
                            ui::Measures::kRadiusButton + out);
  }
  ui::roundedBox(painter, card, ui::Measures::kRadiusButton, theme.raised, theme.line);
}

}  // namespace spanloupe::charts
