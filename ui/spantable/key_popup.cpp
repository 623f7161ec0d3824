// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/key_popup.h"

#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QScreen>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/common/format.h"
#include "ui/common/look.h"
#include "ui/common/paint.h"
#include "ui/common/search_field.h"

namespace spanloupe::spantable {
namespace {

constexpr double kWidth = 360;
constexpr int kRows = 14;
constexpr int kPadding = 6;

QString coverageText(const KeyEntry& entry) {
  return entry.coverage < 0 ? QString() : ui::formatPercent(entry.coverage);
}

/// Check mark, name, share.
class KeyDelegate final : public QStyledItemDelegate {
 public:
  KeyDelegate(const ui::Look& look, const KeyModel& model, QObject* parent)
      : QStyledItemDelegate(parent), m_look(look), m_model(model) {}

  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
    return {40, m_look.measures().row()};
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const ui::Theme& theme = m_look.theme();
    const KeyEntry& entry = m_model.entry(index);
    const QRectF cell = option.rect;
    const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    if (isCurrent || isHovered) painter->fillRect(cell, isCurrent ? theme.selection : theme.hover);
    if (isCurrent && option.state.testFlag(QStyle::State_HasFocus))
      painter->fillRect(QRectF(cell.left(), cell.top(), 2, cell.height()), theme.accent);
    const double baseline = ui::centredBaseline(cell, QFontMetricsF(m_look.fonts().body));
    double x = cell.left() + 8;
    if (m_model.isCheckable()) {
      const double size = m_look.measures().iconRow();
      const QRectF box(x, cell.center().y() - size / 2, size, size);
      ui::roundedBox(*painter, box, 3, entry.isOn ? theme.accent : theme.inset,
                     entry.isOn ? theme.accent : theme.control);
      if (entry.isOn) ui::paintIcon(*painter, ui::Icon::Check, box, theme.onAccent);
      x += size + 8;
    }
    painter->setFont(m_look.fonts().small);
    painter->setPen(theme.text3);
    const QString coverage = coverageText(entry);
    const double right = cell.right() - 8 - QFontMetricsF(m_look.fonts().small).horizontalAdvance(coverage);
    painter->drawText(QPointF(right, baseline), coverage);
    const QFont& font = entry.coverage < 0 ? m_look.fonts().body : m_look.fonts().mono;
    painter->setFont(font);
    painter->setPen(theme.text1);
    painter->drawText(QPointF(x, baseline),
                      QFontMetricsF(font).elidedText(entry.title, Qt::ElideMiddle, right - 10 - x));
  }

 private:
  const ui::Look& m_look;
  const KeyModel& m_model;
};

}  // namespace

void KeyModel::setEntries(std::vector<KeyEntry> entries) {
  beginResetModel();
  m_entries = std::move(entries);
  choose();
  endResetModel();
}

void KeyModel::setSearch(const QString& search) {
  beginResetModel();
  m_search = search.trimmed();
  choose();
  endResetModel();
}

void KeyModel::choose() {
  m_shown.clear();
  for (std::size_t i = 0; i < m_entries.size(); ++i)
    if (m_entries[i].title.contains(m_search, Qt::CaseInsensitive)) m_shown.push_back(i);
}

const KeyEntry& KeyModel::entry(const QModelIndex& index) const {
  return m_entries[m_shown[static_cast<std::size_t>(index.row())]];
}

int KeyModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant KeyModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const KeyEntry& one = entry(index);
  const QString coverage = coverageText(one);
  if (role == Qt::DisplayRole) return one.title;
  if (role == Qt::AccessibleTextRole)
    return coverage.isEmpty() ? one.title : tr("%1, %2 of the spans").arg(one.title, coverage);
  if (role == Qt::ToolTipRole) return one.title;
  if (role == Qt::CheckStateRole && m_isCheckable)
    return QVariant::fromValue(one.isOn ? Qt::Checked : Qt::Unchecked);
  return {};
}

bool KeyModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (!index.isValid() || role != Qt::CheckStateRole || !m_isCheckable) return false;
  m_entries[m_shown[static_cast<std::size_t>(index.row())]].isOn = value.toInt() == Qt::Checked;
  emit dataChanged(index, index, {Qt::CheckStateRole});
  return true;
}

Qt::ItemFlags KeyModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::NoItemFlags;
  const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
  return m_isCheckable ? flags | Qt::ItemIsUserCheckable : flags;
}

KeyPopup::KeyPopup(const ui::Look& look, bool isCheckable, const QString& searchText, QWidget* parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint),
      m_look(look),
      m_model(new KeyModel(isCheckable, this)),
      m_search(new ui::SearchField(look, searchText, this)),
      m_list(new QListView(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
  column->setSpacing(kPadding);
  column->addWidget(m_search);
  column->addWidget(m_list, 1);
  m_list->setModel(m_model);
  m_list->setItemDelegate(new KeyDelegate(look, *m_model, m_list));
  m_list->setFrameShape(QFrame::NoFrame);
  m_list->setUniformItemSizes(true);
  m_list->setMouseTracking(true);
  m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_list->setAccessibleName(searchText);
  m_list->installEventFilter(this);
  m_search->edit().installEventFilter(this);
  setFocusProxy(&m_search->edit());
  connect(m_search, &ui::SearchField::textEdited, this, [this](const QString& text) {
    m_model->setSearch(text);
    m_list->setCurrentIndex(m_model->index(0));
  });
  connect(m_search, &ui::SearchField::submitted, this,
          [this] { use(m_list->currentIndex().isValid() ? m_list->currentIndex() : m_model->index(0)); });
  connect(m_search, &ui::SearchField::escaped, this, &QWidget::close);
  connect(m_list, &QListView::clicked, this, &KeyPopup::use);
  connect(&look, &ui::Look::changed, this, &KeyPopup::readLook);
  readLook();
}

void KeyPopup::readLook() {
  QPalette colors = m_list->palette();
  colors.setColor(QPalette::Base, m_look.theme().raised);
  m_list->setPalette(colors);
  setFixedWidth(m_look.measures().px(kWidth));
}

void KeyPopup::setEntries(std::vector<KeyEntry> entries) {
  const int rows = std::clamp(static_cast<int>(entries.size()), 3, kRows);
  m_model->setEntries(std::move(entries));
  m_list->setFixedHeight(rows * m_look.measures().row());
  adjustSize();
}

void KeyPopup::showBelow(const QWidget& anchor) {
  const bool isRightToLeft = anchor.layoutDirection() == Qt::RightToLeft;
  QPoint place =
      anchor.mapToGlobal(QPoint(isRightToLeft ? 0 : anchor.width() - width(), anchor.height() + 2));
  const QRect screen = anchor.screen()->availableGeometry();
  place.setX(std::clamp(place.x(), screen.left(), std::max(screen.left(), screen.right() - width())));
  place.setY(std::clamp(place.y(), screen.top(), std::max(screen.top(), screen.bottom() - height())));
  move(place);
  show();
  m_search->edit().setFocus(Qt::PopupFocusReason);
}

void KeyPopup::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_look.theme().raised);
  ui::hairlineFrame(painter, rect(), m_look.theme().line);
}

bool KeyPopup::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
  const auto* press = static_cast<QKeyEvent*>(event);
  const bool isDown = press->key() == Qt::Key_Down;
  if (watched == &m_search->edit() && isDown) {
    m_list->setFocus();
    if (!m_list->currentIndex().isValid()) m_list->setCurrentIndex(m_model->index(0));
    return true;
  }
  if (watched != m_list) return QFrame::eventFilter(watched, event);
  switch (press->key()) {
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter: use(m_list->currentIndex()); return true;
    case Qt::Key_Escape: close(); return true;
    case Qt::Key_Up:
      if (m_list->currentIndex().row() > 0) return false;
      m_search->edit().setFocus();
      return true;
    default: return false;
  }
}

void KeyPopup::use(const QModelIndex& index) {
  if (!index.isValid()) return;
  const KeyEntry entry = m_model->entry(index);
  if (!m_model->isCheckable()) {
    close();
    emit picked(entry.column);
    return;
  }
  m_model->setData(index, entry.isOn ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
  emit toggled(entry.column, !entry.isOn);
}

}  // namespace spanloupe::spantable
