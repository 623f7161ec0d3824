// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/commands/command_palette.h"

#include <QAction>
#include <QKeyEvent>
#include <QMenuBar>
#include <QPainter>
#include <QSettings>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/common/controls.h"
#include "ui/common/paint.h"
#include "ui/common/search_field.h"

namespace spanloupe::commands {
namespace {

constexpr int kWidth = 560;
constexpr int kMostRows = 12;
constexpr int kEdge = 6;
constexpr qsizetype kRemembered = 6;
constexpr auto kRecentKey = "palette/recent";

}  // namespace

void PaletteModel::setCommands(std::vector<Command> commands, QStringList recent) {
  beginResetModel();
  m_commands = std::move(commands);
  m_recent = std::move(recent);
  m_order = ranked(m_commands, {}, m_recent);
  endResetModel();
}

void PaletteModel::setWords(const QString& words) {
  beginResetModel();
  m_order = ranked(m_commands, words, m_recent);
  endResetModel();
}

int PaletteModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const Command& shown = command(index.row());
  if (role == Qt::DisplayRole) return shown.title;
  if (role == Qt::AccessibleTextRole) return keyOf(shown);
  if (role == Qt::AccessibleDescriptionRole) return shown.keys;
  return {};
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return {};
  const QAction* action = command(index.row()).action;
  const bool canRun = action != nullptr && action->isEnabled();
  return Qt::ItemIsSelectable | Qt::ItemNeverHasChildren | (canRun ? Qt::ItemIsEnabled : Qt::NoItemFlags);
}

PaletteDelegate::PaletteDelegate(const ui::Look& look, const PaletteModel& model, QObject* parent)
    : QStyledItemDelegate(parent), m_look(look), m_model(model) {}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  return {40, m_look.measures().row() + 2};
}

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
  const ui::Theme& theme = m_look.theme();
  const QRectF row = option.rect;
  const bool selected = option.state.testFlag(QStyle::State_Selected);
  const bool enabled = option.state.testFlag(QStyle::State_Enabled);
  const ui::RowState state{selected, option.state.testFlag(QStyle::State_MouseOver), selected};
  // On a raised surface a row that is neither selected nor hovered has no colour of its own.
  if (selected || state.isHovered) ui::paintRowBackground(*painter, row, state, theme);
  const Command& command = m_model.command(index.row());
  const ui::Fonts& fonts = m_look.fonts();
  const double baseline = ui::centredBaseline(row, QFontMetricsF(fonts.body));
  painter->setLayoutDirection(Qt::LayoutDirectionAuto);
  const bool mirrored = option.direction == Qt::RightToLeft;
  // Where what begins `x` from the leading edge and is so wide stands.
  const auto from = [&](double x, double width) {
    return mirrored ? row.right() - x - width : row.left() + x;
  };
  const auto draw = [&](double x, const QFont& font, const QString& text, const QColor& color) {
    painter->setFont(font);
    painter->setPen(enabled ? color : theme.disabled);
    const double width = QFontMetricsF(font).horizontalAdvance(text);
    painter->drawText(QPointF(from(x, width), baseline), text);
    return width;
  };
  double end = row.width() - ui::Measures::kPanelPadding;
  if (!command.keys.isEmpty()) {
    end -= QFontMetricsF(fonts.small).horizontalAdvance(command.keys);
    draw(end, fonts.small, command.keys, theme.text2);
    end -= ui::Measures::kGroupGap;
  }
  double x = ui::Measures::kPanelPadding;
  const double mark = m_look.measures().iconRow();
  if (command.action != nullptr && command.action->isChecked())
    ui::paintIcon(*painter, ui::Icon::Check, QRectF(from(x, mark), row.center().y() - mark / 2, mark, mark),
                  theme.text2);
  x += mark + ui::Measures::kIconGap;
  const QFontMetricsF body(fonts.body);
  x += draw(x, fonts.body, body.elidedText(command.title, Qt::ElideMiddle, std::max(0.0, end - x)),
            theme.text1);
  x += 10;
  draw(x, fonts.body, body.elidedText(command.path, Qt::ElideRight, std::max(0.0, end - x)), theme.text3);
}

CommandPalette::CommandPalette(const ui::Look& look, const QMenuBar& menus, QSettings& settings,
                               QWidget* window)
    : QWidget(window, Qt::Popup | Qt::FramelessWindowHint),
      m_look(look),
      m_menus(menus),
      m_settings(settings),
      m_field(new ui::SearchField(look, tr("Do what?"), this)),
      m_model(new PaletteModel(this)),
      m_list(new QListView(this)) {
  setAccessibleName(tr("Commands"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kEdge, kEdge, kEdge, kEdge);
  column->setSpacing(kEdge);
  column->addWidget(m_field);
  column->addWidget(m_list);
  m_list->setModel(m_model);
  m_list->setItemDelegate(new PaletteDelegate(look, *m_model, m_list));
  m_list->setUniformItemSizes(true);
  m_list->setMouseTracking(true);
  m_list->setFocusPolicy(Qt::NoFocus);
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_list->setAccessibleName(tr("Matching commands"));
  m_list->viewport()->setBackgroundRole(QPalette::Button);
  m_list->viewport()->installEventFilter(this);
  m_field->edit().installEventFilter(this);
  connect(m_field, &ui::SearchField::textEdited, this, [this](const QString& words) {
    m_model->setWords(words);
    m_list->viewport()->update();
    m_list->setAccessibleDescription(nothingFound());
    step(0);
  });
  connect(m_field, &ui::SearchField::submitted, this, [this] { run(m_list->currentIndex()); });
  connect(m_list, &QListView::clicked, this, &CommandPalette::run);
}

void CommandPalette::open() {
  m_field->setText({});
  m_model->setCommands(commandsOf(m_menus), m_settings.value(QLatin1String(kRecentKey)).toStringList());
  fit();
  step(0);
  show();
  m_field->setFocus();
}

void CommandPalette::fit() {
  const QWidget* window = parentWidget();
  const int rowHeight = m_look.measures().row() + 2;
  // As many as there are without words: while somebody types, nothing changes its place.
  m_list->setFixedHeight(std::clamp(m_model->rowCount(), 1, kMostRows) * rowHeight);
  const int width = std::min(m_look.measures().px(kWidth), window->width() - 2 * kEdge);
  setFixedWidth(width);
  // Not adjustSize(), for which no window is less than a hundred high.
  layout()->activate();
  resize(width, layout()->totalSizeHint().height());
  move(window->mapToGlobal(QPoint((window->width() - width) / 2, m_look.measures().px(64))));
}

// To the next command that can be run; 0 = the first.
void CommandPalette::step(int rows) {
  const int count = m_model->rowCount();
  const int direction = rows < 0 ? -1 : 1;
  int row = rows == 0 ? 0 : m_list->currentIndex().row() + rows;
  row = std::clamp(row, 0, std::max(0, count - 1));
  while (row >= 0 && row < count && !m_model->index(row).flags().testFlag(Qt::ItemIsEnabled))
    row += direction;
  if (row >= 0 && row < count) m_list->setCurrentIndex(m_model->index(row));
}

void CommandPalette::run(const QModelIndex& index) {
  if (!index.isValid() || !index.flags().testFlag(Qt::ItemIsEnabled)) return;
  const Command command = m_model->command(index.row());
  QStringList recent = m_settings.value(QLatin1String(kRecentKey)).toStringList();
  recent.removeAll(keyOf(command));
  recent.prepend(keyOf(command));
  m_settings.setValue(QLatin1String(kRecentKey), recent.mid(0, kRemembered));
  close();
  // After the keyboard has gone back to where it was: Copy acts on what has the focus.
  if (command.action) QTimer::singleShot(0, command.action, &QAction::trigger);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
  if (watched == m_list->viewport()) {
    if (event->type() != QEvent::Paint || m_model->rowCount() > 0) return false;
    paintNothingFound();
    return true;
  }
  if (event->type() == QEvent::KeyPress) {
    switch (static_cast<QKeyEvent*>(event)->key()) {
      case Qt::Key_Down: step(1); return true;
      case Qt::Key_Up: step(-1); return true;
      case Qt::Key_PageDown: step(kMostRows); return true;
      case Qt::Key_PageUp: step(-kMostRows); return true;
      case Qt::Key_Escape: close(); return true;
      default: break;
    }
  }
  return QWidget::eventFilter(watched, event);
}

void CommandPalette::paintNothingFound() {
  QPainter painter(m_list->viewport());
  const ui::Fonts& fonts = m_look.fonts();
  const QRectF row(0, 0, m_list->viewport()->width(), m_look.measures().row() + 2);
  painter.setFont(fonts.body);
  painter.setPen(m_look.theme().text3);
  painter.drawText(QPointF(ui::Measures::kPanelPadding, ui::centredBaseline(row, QFontMetricsF(fonts.body))),
                   nothingFound());
}

QString CommandPalette::nothingFound() const {
  return m_model->rowCount() == 0 ? tr("Nothing found") : QString();
}

void CommandPalette::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_look.theme().raised);
  ui::hairlineFrame(painter, rect(), m_look.theme().line);
}

}  // namespace spanloupe::commands
