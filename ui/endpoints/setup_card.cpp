// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/setup_card.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QTabBar>
#include <algorithm>
#include <utility>

#include "ui/common/controls.h"
#include "ui/common/paint.h"
#include "ui/common/wrapped_label.h"

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
      m_where(new ui::WrappedLabel(look, &ui::Fonts::small, &ui::Theme::text2)),
      m_copyAll(new ui::Button(look, ui::Icon::Copy, tr("Copy all"))) {
  setObjectName(QStringLiteral("setupCard"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  // Commands run from left to right in every language.
  setLayoutDirection(Qt::LeftToRight);
  m_tabs->setDrawBase(false);
  m_tabs->setExpanding(false);
  m_tabs->setUsesScrollButtons(true);
  m_tabs->setElideMode(Qt::ElideNone);
  m_tabs->setAccessibleName(tr("Kinds of programs"));
  m_copyAll->setSmall(true);
  m_copyAll->setObjectName(QStringLiteral("copyAllLines"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(1, 1, 1, 1);
  column->setSpacing(0);
  column->addWidget(m_tabs);
  column->addWidget(new ui::HairlineWidget(look, Qt::Horizontal, true));
  column->addSpacing(4);
  m_variantRow = new QHBoxLayout;
  m_variantRow->setContentsMargins(ui::Measures::kPanelPadding, 0, 6, 0);
  column->addLayout(m_variantRow);
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
  connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) { showTab(tab); });
  connect(m_copyAll, &QAbstractButton::clicked, this, [this] {
    if (const receive::SetupLines* setup = shown())
      copy(QString::fromStdString(setup->text()),
           tr("Copied the lines for %1").arg(QString::fromStdString(setup->title())));
  });
  connect(&look, &ui::Look::changed, this, [this] {
    readLook();
    if (const receive::SetupLines* setup = shown()) showTab(m_tabs->currentIndex(), setup->id);
  });
  readLook();
}

const receive::SetupLines* SetupCard::shown() const {
  return m_shown < m_setups.size() ? &m_setups[m_shown] : nullptr;
}

void SetupCard::readLook() {
  m_tabs->setFont(m_look.fonts().small);
  m_where->setMinimumHeight(m_look.measures().controlSmall());
}

void SetupCard::setLines(std::vector<receive::SetupLines> setups) {
  const auto same = [](const receive::SetupLines& a, const receive::SetupLines& b) {
    return a.id == b.id && a.lines == b.lines && a.where == b.where;
  };
  if (std::equal(setups.begin(), setups.end(), m_setups.begin(), m_setups.end(), same)) return;
  const std::string id = shown() != nullptr ? shown()->id : std::string();
  m_setups = std::move(setups);
  m_tabBegins.clear();
  int tab = 0;
  {
    const QSignalBlocker blocker(m_tabs);
    while (m_tabs->count() > 0) m_tabs->removeTab(0);
    for (std::size_t i = 0; i < m_setups.size(); ++i) {
      const receive::SetupLines& setup = m_setups[i];
      if (i == 0 || setup.kind != m_setups[i - 1].kind) {
        m_tabs->addTab(QString::fromStdString(setup.kind));
        m_tabBegins.push_back(i);
      }
      if (setup.id == id) tab = m_tabs->count() - 1;
    }
    m_tabBegins.push_back(m_setups.size());
    m_tabs->setCurrentIndex(tab);
  }
  showTab(tab, id);
}

void SetupCard::showTab(int tab, const std::string& id) {
  delete std::exchange(m_variants, nullptr);
  const auto index = static_cast<std::size_t>(tab);
  if (index + 1 >= m_tabBegins.size()) return;
  const std::size_t begin = m_tabBegins[index];
  std::vector<ui::SegmentedControl::Segment> variants;
  int current = 0;
  for (std::size_t i = begin; i < m_tabBegins[index + 1]; ++i) {
    if (m_setups[i].id == id) current = static_cast<int>(i - begin);
    variants.push_back({QString::fromStdString(m_setups[i].variant), ui::Icon::None});
  }
  if (variants.size() > 1) {
    m_variants = new ui::SegmentedControl(m_look, std::move(variants));
    m_variants->setSmall(true);
    m_variants->setAccessibleName(tr("Ways to do it"));
    m_variants->setCurrent(current);
    m_variantRow->addWidget(m_variants, 0, Qt::AlignLeft);
    connect(m_variants, &ui::SegmentedControl::chosen, this,
            [this, begin](int variant) { showSetup(begin + static_cast<std::size_t>(variant)); });
  }
  // Air above and below the choice, none where there is none to make.
  const int air = m_variants != nullptr ? 4 : 0;
  m_variantRow->setContentsMargins(ui::Measures::kPanelPadding, air, 6, air);
  showSetup(begin + static_cast<std::size_t>(current));
}

void SetupCard::showSetup(std::size_t setup) {
  m_shown = setup;
  while (QLayoutItem* item = m_rows->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  for (const std::string& line : m_setups[setup].lines) {
    const QString text = QString::fromStdString(line);
    m_rows->addWidget(
        lineRow(m_look, text, [this, text] { copy(text + QLatin1Char('\n'), tr("Copied one line")); }));
  }
  m_where->setText(QString::fromStdString(m_setups[setup].where));
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
