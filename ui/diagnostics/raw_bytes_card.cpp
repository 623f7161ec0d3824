// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnostics/raw_bytes_card.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>
#include <cmath>

#include "ui/common/controls.h"
#include "ui/common/paint.h"

namespace spanloupe::diagnostics {
namespace {

constexpr int kPadding = 10;
constexpr int kLines = static_cast<int>(RawBytesCard::kBytes) / kBytesPerLine;
constexpr int kGapCells = 2;

/// Whole lines, and the byte that is meant in the middle of them.
std::uint64_t firstByte(std::uint64_t offset) {
  const std::uint64_t before = RawBytesCard::kBytes / 2;
  return offset < before ? 0 : (offset - before) / kBytesPerLine * kBytesPerLine;
}

}  // namespace

HexView::HexView(const ui::Look& look, std::uint64_t largestOffset, QWidget* parent)
    : QWidget(parent), m_look(look), m_offsetCells(static_cast<int>(ui::formatCount(largestOffset).size())) {
  setAccessibleName(tr("Bytes"));
  connect(&look, &ui::Look::changed, this, qOverload<>(&QWidget::update));
}

void HexView::setLines(std::vector<HexLine> lines, int marked) {
  m_lines = std::move(lines);
  m_marked = marked;
  m_message.clear();
  setAccessibleDescription(hexText(m_lines));
  update();
}

void HexView::setMessage(const QString& message) {
  m_lines.clear();
  m_message = message;
  setAccessibleDescription(message);
  update();
}

QSize HexView::sizeHint() const {
  const double cell = QFontMetricsF(m_look.fonts().mono).horizontalAdvance(QLatin1Char('0'));
  const int cells = m_offsetCells + kGapCells + hexColumn(kBytesPerLine) + kGapCells + kBytesPerLine;
  return {static_cast<int>(std::ceil(cells * cell)) + 2 * kPadding,
          kLines * (m_look.measures().H + 2) + 2 * kPadding};
}

void HexView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  ui::roundedBox(painter, rect(), ui::Measures::kRadiusBadge, theme.surface, theme.line);
  if (!m_message.isEmpty()) {
    painter.setFont(m_look.fonts().body);
    painter.setPen(theme.text1);
    painter.drawText(rect().adjusted(2 * kPadding, kPadding, -2 * kPadding, -kPadding),
                     Qt::AlignCenter | Qt::TextWordWrap, m_message);
    return;
  }
  const QFontMetricsF metrics(m_look.fonts().mono);
  const double cell = metrics.horizontalAdvance(QLatin1Char('0'));
  const double line = m_look.measures().H + 2;
  const double hex = kPadding + (m_offsetCells + kGapCells) * cell;
  const double text = hex + (hexColumn(kBytesPerLine) + kGapCells) * cell;
  painter.setFont(m_look.fonts().mono);
  for (std::size_t i = 0; i < m_lines.size(); ++i) {
    const QRectF row(0, kPadding + static_cast<double>(i) * line, width(), line);
    const double baseline = ui::centredBaseline(row, metrics);
    if (m_marked >= 0 && static_cast<std::size_t>(m_marked) / kBytesPerLine == i) {
      const int column = m_marked % kBytesPerLine;
      painter.fillRect(QRectF(hex + hexColumn(column) * cell - 2, row.top(), 2 * cell + 4, line),
                       theme.match);
      painter.fillRect(QRectF(text + column * cell, row.top(), cell, line), theme.match);
    }
    painter.setPen(theme.text3);
    painter.drawText(
        QPointF(kPadding + m_offsetCells * cell - metrics.horizontalAdvance(m_lines[i].offset), baseline),
        m_lines[i].offset);
    painter.setPen(theme.text1);
    painter.drawText(QPointF(hex, baseline), m_lines[i].hex);
    painter.setPen(theme.text2);
    painter.drawText(QPointF(text, baseline), m_lines[i].text);
  }
}

RawBytesCard::RawBytesCard(const ui::Look& look, const session::BytePlace& place, const QString& title,
                           QWidget* parent)
    : QDialog(parent),
      m_offset(place.offset),
      m_view(new HexView(look, place.offset + kBytes)),
      m_note(new ui::TextLabel(look, &ui::Fonts::small, &ui::Theme::text2)),
      m_copy(new ui::Button(look, ui::Icon::Copy, tr("Copy"))),
      m_peek(new session::FilePeek(this)) {
  setObjectName(QStringLiteral("rawBytes"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Raw bytes"));
  const int edge = look.measures().px(16);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(edge, edge, edge, edge);
  layout->setSpacing(look.measures().px(8));
  layout->setSizeConstraint(QLayout::SetFixedSize);
  auto* heading = new ui::TextLabel(look, &ui::Fonts::bodyStrong, &ui::Theme::text1, title);
  heading->setElided(true);
  heading->setToolTip(title);
  m_note->setText(tr("Byte %1 is marked.").arg(ui::formatCount(place.offset)));
  auto* close = new ui::Button(look, ui::Icon::None, tr("Close"), ui::ButtonKind::Primary);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(8);
  buttons->addWidget(m_note);
  buttons->addStretch();
  buttons->addWidget(m_copy);
  buttons->addWidget(close);
  layout->addWidget(heading);
  layout->addWidget(m_view);
  layout->addLayout(buttons);
  m_copy->setObjectName(QStringLiteral("copyBytes"));
  m_copy->setEnabled(false);
  connect(m_copy, &QAbstractButton::clicked, this,
          [this] { QGuiApplication::clipboard()->setText(hexText(m_view->lines())); });
  connect(close, &QAbstractButton::clicked, this, &QDialog::accept);
  connect(m_peek, &session::FilePeek::done, this, &RawBytesCard::fill);
  connect(m_peek, &session::FilePeek::failed, this, [this](const Error& error) {
    m_view->setMessage(QString::fromStdString(error.text()));
    m_note->setText({});
  });
  m_view->setMessage(tr("Reading…"));
  session::BytePlace from = place;
  from.offset = firstByte(place.offset);
  m_peek->read(from, kBytes);
}

void RawBytesCard::fill(const formats::RawBytes& raw) {
  const std::uint64_t marked = m_offset - raw.offset;
  m_view->setLines(hexLines(raw.bytes, raw.offset),
                   marked < raw.bytes.size() ? static_cast<int>(marked) : -1);
  m_copy->setEnabled(true);
  const QString offset = ui::formatCount(m_offset);
  if (marked >= raw.bytes.size()) {
    m_note->setText(tr("The input ends at byte %1.").arg(ui::formatCount(raw.offset + raw.bytes.size())));
  } else if (raw.undone) {
    m_note->setText(tr("Byte %1 is marked, counted after unpacking.").arg(offset));
  }
}

}  // namespace spanloupe::diagnostics
