// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/partial_strip.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QPainter>
#include <algorithm>

#include "ui/common/controls.h"
#include "ui/common/format.h"
#include "ui/common/paint.h"

namespace spanloupe::traces {
namespace {

// The icon stands in the column of the marks, the words in that of the names.
constexpr double kMarkColumn = 28;

}  // namespace

QString partialText(const std::vector<store::SourceRow>& sources) {
  const auto isCut = [](const store::SourceRow& row) { return row.state == store::SourceState::Incomplete; };
  const auto cut = std::count_if(sources.begin(), sources.end(), isCut);
  if (cut == 0) return {};
  if (cut > 1)
    return PartialStrip::tr("%1 of %2 files were not read to the end.")
        .arg(ui::formatCount(std::int64_t{cut}), ui::formatCount(std::uint64_t{sources.size()}));
  const QString name =
      QFileInfo(QString::fromStdString(std::find_if(sources.begin(), sources.end(), isCut)->name)).fileName();
  return PartialStrip::tr("%1 was not read to the end.").arg(name);
}

PartialStrip::PartialStrip(const ui::Look& look, session::TraceSession& session, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_session(session),
      m_text(new ui::TextLabel(look, &ui::Fonts::small, &ui::Theme::text2)),
      m_again(new ui::Button(look, ui::Icon::None, tr("Read again"), ui::ButtonKind::Link)) {
  setObjectName(QStringLiteral("partialStrip"));
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  m_text->setElided(true);
  m_again->setSmall(true);
  m_again->setObjectName(QStringLiteral("readAgain"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(look.measures().px(kMarkColumn) + ui::Measures::kCellPadding, 0,
                             ui::Measures::kPanelPadding, 1);
  layout->setSpacing(4);
  layout->addWidget(m_text);
  layout->addWidget(m_again);
  layout->addStretch();
  connect(m_again, &QAbstractButton::clicked, this, [this] {
    QStringList files;
    for (const std::string& file : m_session.current()->files) files << QString::fromStdString(file);
    m_session.openFiles(files);
  });
  connect(&session, &session::TraceSession::opened, this, &QWidget::hide);
  connect(&session, &session::TraceSession::importProgressed, this, &QWidget::hide);
  connect(&session, &session::TraceSession::loaded, this, &PartialStrip::refresh);
  connect(&session, &session::TraceSession::overviewChanged, this, &PartialStrip::refresh);
  connect(&look, &ui::Look::changed, this, qOverload<>(&QWidget::update));
  refresh();
}

QString PartialStrip::text() const { return m_text->text(); }

QSize PartialStrip::sizeHint() const { return {200, m_look.measures().px(28)}; }

void PartialStrip::refresh() {
  const bool isOver = m_session.current() && !m_session.isBusy();
  const QString text = isOver ? partialText(m_session.overview().sources) : QString();
  // Where nothing at all could be read, the page says so at its middle.
  const bool isShown = !text.isEmpty() && m_session.overview().statistics.traces > 0;
  if (isShown) {
    m_text->setText(text);
    setAccessibleName(text);
    m_again->setVisible(!m_session.current()->files.empty());
  }
  setVisible(isShown);
}

void PartialStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  painter.fillRect(rect(), theme.panel);
  const double size = m_look.measures().iconRow();
  const double x = (m_look.measures().px(kMarkColumn) - size) / 2 + 2;
  ui::paintIcon(painter, ui::Icon::Warning, {x, (height() - size) / 2, size, size}, theme.warn);
  ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), theme.hairline);
}

}  // namespace spanloupe::traces
