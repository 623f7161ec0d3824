// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/setup_card.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTabBar>
#include <algorithm>

#include "ui/common/controls.h"
#include "ui/common/paint.h"

namespace spanloupe::endpoints {
namespace {

constexpr int kLine = 28;

/// One line in the fixed font with its button.
QWidget* lineRow(const ui::Look& look, const QString& line, const std::function<void()>& copy) {
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(ui::Measures::kPanelPadding, 0, 6, 0);
  layout->setSpacing(6);
  auto* text = new ui::TextLabel(look, &ui::Fonts::mono, &ui::Theme::text1, line);
  text->setElided(true);
  text->setToolTip(line);
  auto* button = new ui::Button(look, ui::Icon::Copy, SetupCard::tr("Copy this line"), true);
  button->setAccessibleName(SetupCard::tr("Copy %1").arg(line));
  QObject::connect(button, &QAbstractButton::clicked, row, copy);
  layout->addWidget(text, 1);
  layout->addWidget(button);
  row->setFixedHeight(look.measures().px(kLine));
  return row;
}

}  // namespace

SetupCard::SetupCard(const ui::Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_tabs(new QTabBar),
      m_where(new QLabel),
      m_copyAll(new ui::Button(look, ui::Icon::Copy, tr("Copy all"))) {
  setObjectName(QStringLiteral("setupCard"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  // Commands run from left to right in every language.
  setLayoutDirection(Qt::LeftToRight);
  m_tabs->setDrawBase(false);
  m_tabs->setExpanding(false);
  m_tabs->setUsesScrollButtons(true);
  m_tabs->setElideMode(Qt::ElideNone);
  m_tabs->setAccessibleName(tr("Kinds of programs"));
  m_copyAll->setSmall(true);
  m_copyAll->setObjectName(QStringLiteral("copyAllLines"));
  m_where->setWordWrap(true);
  // Else it follows the role of the background, which on some pages is that of views.
  m_where->setForegroundRole(QPalette::WindowText);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(1, 1, 1, 1);
  column->setSpacing(0);
  column->addWidget(m_tabs);
  column->addWidget(new ui::HairlineWidget(look, Qt::Horizontal, true));
  column->addSpacing(4);
  m_rows = new QVBoxLayout;
  m_rows->setSpacing(0);
  column->addLayout(m_rows);
  column->addSpacing(4);
  column->addWidget(new ui::HairlineWidget(look, Qt::Horizontal, false));
  auto* foot = new QHBoxLayout;
  foot->setContentsMargins(ui::Measures::kPanelPadding, 4, 6, 4);
  foot->setSpacing(6);
  foot->addWidget(m_where, 1);
  foot->addWidget(m_copyAll, 0, Qt::AlignTop);
  column->addLayout(foot);
  connect(m_tabs, &QTabBar::currentChanged, this, &SetupCard::showTab);
  connect(m_copyAll, &QAbstractButton::clicked, this, [this] {
    const auto tab = static_cast<std::size_t>(m_tabs->currentIndex());
    if (tab < m_setups.size())
      copy(QString::fromStdString(m_setups[tab].text()),
           tr("Copied the lines for %1").arg(QString::fromStdString(m_setups[tab].title)));
  });
  connect(&look, &ui::Look::changed, this, [this] {
    readLook();
    showTab(m_tabs->currentIndex());
  });
  readLook();
}

void SetupCard::readLook() {
  m_where->setFont(m_look.fonts().small);
  m_where->setMinimumHeight(m_look.measures().controlSmall());
  QPalette palette = m_where->palette();
  palette.setColor(QPalette::WindowText, m_look.theme().text2);
  m_where->setPalette(palette);
}

void SetupCard::setLines(std::vector<receive::SetupLines> setups) {
  const auto same = [](const receive::SetupLines& a, const receive::SetupLines& b) {
    return a.id == b.id && a.lines == b.lines && a.where == b.where;
  };
  if (std::equal(setups.begin(), setups.end(), m_setups.begin(), m_setups.end(), same)) return;
  const auto open = static_cast<std::size_t>(m_tabs->currentIndex());
  const std::string id = open < m_setups.size() ? m_setups[open].id : std::string();
  m_setups = std::move(setups);
  int tab = 0;
  {
    const QSignalBlocker blocker(m_tabs);
    while (m_tabs->count() > 0) m_tabs->removeTab(0);
    for (const receive::SetupLines& setup : m_setups) {
      const int added = m_tabs->addTab(QString::fromStdString(setup.title));
      if (setup.id == id) tab = added;
    }
    m_tabs->setCurrentIndex(tab);
  }
  showTab(tab);
}

void SetupCard::showTab(int tab) {
  while (QLayoutItem* item = m_rows->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  const auto index = static_cast<std::size_t>(tab);
  if (index >= m_setups.size()) return;
  for (const std::string& line : m_setups[index].lines) {
    const QString text = QString::fromStdString(line);
    m_rows->addWidget(
        lineRow(m_look, text, [this, text] { copy(text + QLatin1Char('\n'), tr("Copied one line")); }));
  }
  m_where->setText(QString::fromStdString(m_setups[index].where));
  updateGeometry();
}

void SetupCard::copy(const QString& text, const QString& note) {
  QGuiApplication::clipboard()->setText(text);
  emit noted(note);
}

void SetupCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  ui::roundedBox(painter, rect(), ui::Measures::kRadiusPopup, m_look.theme().surface, m_look.theme().line);
}

}  // namespace spanloupe::endpoints
