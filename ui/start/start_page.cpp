// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/start_page.h"

#include <QBoxLayout>

#include "core/formats/registry.h"
#include "ui/common/controls.h"
#include "ui/start/drop_area.h"
#include "ui/start/recent_list.h"
#include "ui/start/reference_table.h"
#include "ui/start/sample_card.h"

namespace spanloupe::start {
namespace {

constexpr double kColumn = 520;
constexpr double kColumnGap = 56;
constexpr double kTop = 44;
constexpr double kSectionGap = 26;
constexpr double kEdge = 24;

QWidget* title(const ui::Look& look, const QString& text, QWidget* atRight = nullptr) {
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(new ui::TextLabel(look, &ui::Fonts::pageTitle, &ui::Theme::text1, text));
  layout->addStretch();
  if (atRight) layout->addWidget(atRight);
  row->setFixedHeight(look.measures().control());
  return row;
}

std::vector<ReferenceTable::Row> formatRows() {
  std::vector<ReferenceTable::Row> rows;
  for (const formats::Format* format : formats::allFormats()) {
    const formats::FormatInfo& info = format->info();
    if (!info.reads) continue;
    QStringList suffixes;
    for (const std::string_view suffix : info.suffixes)
      suffixes << QString::fromUtf8(suffix.data(), static_cast<qsizetype>(suffix.size()));
    rows.push_back({{},
                    QString::fromUtf8(info.title.data(), static_cast<qsizetype>(info.title.size())),
                    StartPage::tr("for example %1").arg(suffixes.join(QStringLiteral(", ")))});
  }
  rows.push_back({{}, StartPage::tr("Sessions"), StartPage::tr("stored by Spanloupe, .spanloupe")});
  return rows;
}

}  // namespace

StartPage::StartPage(const ui::Look& look, session::RecentFiles& recent, QWidget* parent)
    : QScrollArea(parent), m_look(look), m_content(new QWidget) {
  setObjectName(QStringLiteral("startPage"));
  setFrameShape(NoFrame);
  setWidgetResizable(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_content->setBackgroundRole(QPalette::Base);
  m_content->setAutoFillBackground(true);
  m_columns = new QBoxLayout(QBoxLayout::LeftToRight, m_content);
  m_columns->addWidget(openColumn(recent), 0, Qt::AlignTop);
  m_columns->addWidget(referenceColumn(), 0, Qt::AlignTop);
  setWidget(m_content);
  connect(&recent, &session::RecentFiles::changed, this, [this, &recent] { showRecent(recent); });
  connect(&look, &ui::Look::changed, this, &StartPage::place);
  showRecent(recent);
  place();
}

QWidget* StartPage::openColumn(session::RecentFiles& recent) {
  auto* column = new QWidget;
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(title(m_look, tr("Open")));
  layout->addSpacing(8);
  m_drop = new DropArea(m_look);
  layout->addWidget(m_drop);
  layout->addSpacing(8);
  layout->addWidget(
      new ui::TextLabel(m_look, &ui::Fonts::small, &ui::Theme::text3,
                        tr("Plain, gzip, zstd, zip or tar. Recognised by content, never by name.")));
  layout->addSpacing(18);
  auto* sample = new SampleCard(m_look);
  layout->addWidget(sample);

  auto* clear = new ui::Button(m_look, ui::Icon::None, tr("Clear list"), ui::ButtonKind::Link);
  clear->setSmall(true);
  connect(clear, &QAbstractButton::clicked, &recent, &session::RecentFiles::clear);
  auto* recentColumn = new QWidget;
  auto* recentLayout = new QVBoxLayout(recentColumn);
  recentLayout->setContentsMargins(0, m_look.measures().px(kSectionGap), 0, 0);
  recentLayout->setSpacing(0);
  recentLayout->addWidget(title(m_look, tr("Recent"), clear));
  m_recentList = new RecentList(m_look, recent);
  recentLayout->addWidget(m_recentList);
  m_recentTitle = recentColumn;
  layout->addWidget(recentColumn);
  layout->addStretch();

  connect(m_drop, &DropArea::openFileRequested, this, &StartPage::openFileRequested);
  connect(m_drop, &DropArea::openFolderRequested, this, &StartPage::openFolderRequested);
  connect(m_drop, &DropArea::pasteRequested, this, &StartPage::pasteRequested);
  connect(sample, &SampleCard::loadRequested, this, &StartPage::sampleRequested);
  connect(m_recentList, &RecentList::openRequested, this, &StartPage::openRequested);
  return column;
}

QWidget* StartPage::referenceColumn() {
  auto* column = new QWidget;
  auto* layout = new QVBoxLayout(column);
  m_reference = layout;
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(title(m_look, tr("What it opens")));
  layout->addSpacing(8);
  layout->addWidget(new ReferenceTable(m_look, formatRows(), 132));
  layout->addSpacing(m_look.measures().px(kSectionGap));
  layout->addWidget(title(m_look, tr("Keys")));
  layout->addSpacing(8);
  const auto ctrl = QStringLiteral("Ctrl");
  const auto shift = QStringLiteral("Shift");
  layout->addWidget(new ReferenceTable(
      m_look,
      {{{ctrl, QStringLiteral("O")}, {}, tr("Open file")},
       {{ctrl, shift, QStringLiteral("O")}, {}, tr("Open folder")},
       {{ctrl, QStringLiteral("V")}, {}, tr("Open what is on the clipboard, or go to its trace id")},
       {{QStringLiteral("Enter")}, {}, tr("Open the selected trace")},
       {{ctrl, QStringLiteral("Tab")}, {}, tr("Next tab")},
       {{ctrl, QStringLiteral("W")}, {}, tr("Close tab")}},
      132));
  layout->addStretch();
  return column;
}

void StartPage::setListenPanel(QWidget* panel) {
  m_reference->insertWidget(0, panel);
  m_reference->insertSpacing(1, m_look.measures().px(kSectionGap));
}

void StartPage::showRecent(const session::RecentFiles& recent) {
  m_recentTitle->setVisible(!recent.files().empty());
}

void StartPage::setDropActive(bool active) { m_drop->setActive(active); }

void StartPage::resizeEvent(QResizeEvent* event) {
  QScrollArea::resizeEvent(event);
  place();
}

// Two columns of their full width side by side, or one below the other where they do not fit.
void StartPage::place() {
  const ui::Measures& measures = m_look.measures();
  const int column = measures.px(kColumn);
  const int gap = measures.px(kColumnGap);
  const int edge = measures.px(kEdge);
  const int available = viewport()->width() - 2 * edge;
  const bool sideBySide = available >= 2 * measures.px(400) + gap;
  const int width = sideBySide ? std::min(column, (available - gap) / 2) : std::min(column, available);
  m_columns->setDirection(sideBySide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
  m_columns->setSpacing(sideBySide ? gap : measures.px(kSectionGap));
  for (int i = 0; i < m_columns->count(); ++i)
    m_columns->itemAt(i)->widget()->setFixedWidth(std::max(width, 200));
  const int used = sideBySide ? 2 * width + gap : width;
  const int side = std::max(edge, (viewport()->width() - used) / 2);
  m_columns->setContentsMargins(side, measures.px(kTop), side, edge);
}

}  // namespace spanloupe::start
