// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/traceless_strip.h"

#include <QHBoxLayout>
#include <QPainter>

#include "core/store/snapshot.h"
#include "ui/common/controls.h"
#include "ui/common/paint.h"

namespace spanloupe::traces {
namespace {

// The icon stands in the column of the marks, the words in that of the names.
constexpr double kMarkColumn = 28;

}  // namespace

TracelessStrip::TracelessStrip(const ui::Look& look, session::TraceSession& session, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_session(session),
      m_text(new ui::TextLabel(look, &ui::Fonts::small, &ui::Theme::text2)) {
  setObjectName(QStringLiteral("tracelessStrip"));
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  auto* show = new ui::Button(look, ui::Icon::None, tr("Show"), ui::ButtonKind::Link);
  show->setSmall(true);
  show->setObjectName(QStringLiteral("showTraceless"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(look.measures().px(kMarkColumn) + ui::Measures::kCellPadding, 0,
                             ui::Measures::kPanelPadding, 1);
  layout->setSpacing(4);
  layout->addWidget(m_text);
  layout->addWidget(show);
  layout->addStretch();
  connect(show, &QAbstractButton::clicked, this, &TracelessStrip::showRequested);
  connect(&session, &session::TraceSession::opened, this, &QWidget::hide);
  connect(&session, &session::TraceSession::loaded, this, &TracelessStrip::ask);
  connect(&look, &ui::Look::changed, this, qOverload<>(&QWidget::update));
  hide();
}

QString TracelessStrip::text() const { return m_text->text(); }

QSize TracelessStrip::sizeHint() const { return {200, m_look.measures().px(28)}; }

void TracelessStrip::ask() {
  m_session.ask(
      "traceless",
      [](store::Reader& reader, const store::Snapshot& snapshot, std::stop_token) -> Result<std::uint64_t> {
        const auto position = snapshot.withoutTrace();
        if (!position) return 0;
        auto rows = reader.traceRows(snapshot, std::span(&*position, 1));
        if (!rows) return unexpected(rows.error());
        return rows->front().spans;
      },
      this, [this](const Result<std::uint64_t>& spans) { setCount(spans.value_or(0)); });
}

void TracelessStrip::setCount(std::uint64_t spans) {
  m_text->setText(ui::formatCounted(spans, tr("span has no trace id and stands in no row."),
                                    tr("spans have no trace id and stand in no row.")));
  setAccessibleName(m_text->text());
  setVisible(spans > 0);
}

void TracelessStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  painter.fillRect(rect(), theme.panel);
  const double size = m_look.measures().iconRow();
  const double x = (m_look.measures().px(kMarkColumn) - size) / 2 + 2;
  ui::paintIcon(painter, ui::Icon::Warning, {x, (height() - size) / 2, size, size}, theme.warn);
  ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), theme.hairline);
}

}  // namespace spanloupe::traces
