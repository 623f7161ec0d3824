// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/commands/shortcut_sheet.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QScreen>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/common/controls.h"

namespace spanloupe::commands {
namespace {

constexpr std::size_t kColumns = 3;

std::size_t heightOf(const KeyGroup& group) { return group.lines.size() + 2; }

// Qt's name for Tab with Shift is on no keyboard.
QString textOf(const QKeySequence& keys) {
  return keys.toString(QKeySequence::NativeText).replace(QStringLiteral("Backtab"), QStringLiteral("Tab"));
}

QWidget* makeColumn(const ui::Look& look, const std::vector<KeyGroup>& groups) {
  auto* column = new QWidget;
  auto* grid = new QGridLayout(column);
  grid->setHorizontalSpacing(ui::Measures::kGroupGap);
  grid->setVerticalSpacing(0);
  int row = 0;
  for (const KeyGroup& group : groups) {
    if (row > 0) grid->setRowMinimumHeight(row++, look.measures().px(12));
    grid->addWidget(new ui::TextLabel(look, &ui::Fonts::bodyStrong, &ui::Theme::text1, group.title), row++, 0,
                    1, 2);
    for (const KeyLine& line : group.lines) {
      grid->setRowMinimumHeight(row, look.measures().rowCompact());
      grid->addWidget(new ui::TextLabel(look, &ui::Fonts::body, &ui::Theme::text1, line.what), row, 0);
      grid->addWidget(new ui::TextLabel(look, &ui::Fonts::body, &ui::Theme::text2, line.keys), row++, 1,
                      Qt::AlignRight);
    }
  }
  grid->setRowStretch(row, 1);
  return column;
}

}  // namespace

std::vector<KeyGroup> groupsOf(const std::vector<Command>& commands) {
  std::vector<KeyGroup> groups;
  for (const Command& command : commands) {
    if (command.keys.isEmpty()) continue;
    const QString title = command.path.section(QStringLiteral(" › "), 0, 0);
    if (groups.empty() || groups.back().title != title) groups.push_back({title, {}});
    QStringList keys;
    for (const QKeySequence& one : command.action->shortcuts()) keys << textOf(one);
    const QString said = command.action->whatsThis();
    groups.back().lines.push_back({keys.join(QStringLiteral(" · ")), said.isEmpty() ? command.title : said});
  }
  return groups;
}

std::vector<std::vector<KeyGroup>> inColumns(std::vector<KeyGroup> groups, std::size_t columns) {
  std::size_t left = 0;
  for (const KeyGroup& group : groups) left += heightOf(group);
  std::vector<std::vector<KeyGroup>> result(1);
  std::size_t height = 0;
  for (KeyGroup& group : groups) {
    const std::size_t own = heightOf(group);
    const std::size_t share = (left + height) / (columns - result.size() + 1);
    // Into the next column when more than half of it would stick out of this one.
    if (height > 0 && result.size() < columns && height + own / 2 > share) {
      result.emplace_back();
      height = 0;
    }
    height += own;
    left -= own;
    result.back().push_back(std::move(group));
  }
  return result;
}

QWidget* ShortcutSheet::makeColumns(const ui::Look& look, const std::vector<KeyGroup>& groups,
                                    std::size_t columns) {
  auto* all = new QWidget;
  auto* line = new QHBoxLayout(all);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(look.measures().px(36));
  for (const std::vector<KeyGroup>& column : inColumns(groups, columns))
    line->addWidget(makeColumn(look, column));
  return all;
}

ShortcutSheet::ShortcutSheet(const ui::Look& look, const std::vector<KeyGroup>& groups, QWidget* parent)
    : QDialog(parent) {
  setWindowTitle(tr("Keys and pointer"));
  const int edge = look.measures().px(20);
  const int between = look.measures().px(16);
  // Large text on a small screen: fewer columns, and what then sticks out is scrolled to.
  const QSize room = screen()->availableSize() - QSize(2 * edge, 2 * edge);
  QWidget* content = nullptr;
  for (std::size_t columns = kColumns; columns > 0; --columns) {
    delete content;
    content = makeColumns(look, groups, columns);
    if (content->sizeHint().width() + 2 * edge <= room.width()) break;
  }
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(edge, edge, edge, edge);
  layout->setSpacing(between);
  auto* scrolled = new QScrollArea(this);
  scrolled->setFrameShape(QFrame::NoFrame);
  scrolled->setWidgetResizable(true);
  scrolled->setWidget(content);
  // The colours of the dialog, not of a view.
  scrolled->viewport()->setAutoFillBackground(false);
  content->setAutoFillBackground(false);
  layout->addWidget(scrolled);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch();
  auto* close = new ui::Button(look, ui::Icon::None, tr("Close"), ui::ButtonKind::Primary);
  close->setObjectName(QStringLiteral("close"));
  connect(close, &QAbstractButton::clicked, this, &QDialog::accept);
  buttons->addWidget(close);
  layout->addLayout(buttons);
  const int around = 2 * edge + between + close->sizeHint().height();
  const QSize whole = content->sizeHint();
  const bool fits = whole.height() + around <= room.height();
  scrolled->setFocusPolicy(fits ? Qt::NoFocus : Qt::StrongFocus);
  const int bar = fits ? 0 : style()->pixelMetric(QStyle::PM_ScrollBarExtent) + 4;
  setFixedSize(std::min(whole.width() + 2 * edge + bar, room.width()),
               std::min(whole.height() + around, room.height()));
  close->setFocus();
}

}  // namespace spanloupe::commands
