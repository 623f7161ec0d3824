// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/recent_list.h"

#include <QDir>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

#include "ui/common/paint.h"
#include "ui/common/text_cache.h"

namespace spanloupe::start {
namespace {

constexpr double kSpansWidth = 118;
constexpr double kSizeWidth = 76;
constexpr double kWhenWidth = 100;
constexpr double kGap = 10;

QString shortened(const QString& folder) {
  const QString home = QDir::homePath();
  if (folder == home) return QStringLiteral("~");
  return folder.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + folder.mid(home.size()) : folder;
}

}  // namespace

QString whenText(const QDateTime& when, const QDateTime& now) {
  const qint64 seconds = when.secsTo(now);
  if (seconds < 60) return RecentList::tr("just now");
  if (seconds < 3600) return RecentList::tr("%1 min ago").arg(seconds / 60);
  if (when.date() == now.date())
    return RecentList::tr("today %1").arg(when.toString(QStringLiteral("HH:mm")));
  if (when.date().addDays(1) == now.date()) return RecentList::tr("yesterday");
  const QLocale locale = QLocale::c();
  return locale.toString(when.date(), when.date().year() == now.date().year() ? QStringLiteral("d MMM")
                                                                              : QStringLiteral("d MMM yyyy"));
}

RecentText recentText(const session::RecentFile& file) {
  RecentText text;
  const QFileInfo first(file.paths.value(0));
  text.name = first.fileName();
  if (file.paths.size() > 1)
    text.name = RecentList::tr("%1 and %2 more").arg(text.name).arg(file.paths.size() - 1);
  text.place = shortened(first.path());
  if (file.files > 1) {
    text.place += RecentList::tr(" · %1 files").arg(ui::formatCount(std::uint64_t{file.files}));
    text.icon = ui::Icon::Folder;
  } else if (first.suffix() == QLatin1String("spanloupe")) {
    text.icon = ui::Icon::Store;
  }
  return text;
}

RecentModel::RecentModel(session::RecentFiles& recent, QObject* parent)
    : QAbstractListModel(parent), m_recent(recent) {
  connect(&recent, &session::RecentFiles::changed, this, [this] {
    beginResetModel();
    endResetModel();
  });
}

int RecentModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_recent.files().size());
}

const session::RecentFile& RecentModel::file(int row) const {
  return m_recent.files()[static_cast<std::size_t>(row)];
}

QVariant RecentModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const session::RecentFile& recent = file(index.row());
  if (role == Qt::ToolTipRole) return recent.paths.join(QLatin1Char('\n'));
  if (role != Qt::DisplayRole) return {};
  const RecentText text = recentText(recent);
  return QStringList{
      text.name, text.place,
      ui::formatCount(std::uint64_t{recent.spans}) + QLatin1Char(' ') + RecentList::tr("spans"),
      ui::formatBytes(recent.bytes)}
      .join(QStringLiteral(", "));
}

RecentDelegate::RecentDelegate(const ui::Look& look, const RecentModel& model, QObject* parent)
    : QStyledItemDelegate(parent), m_look(look), m_model(model) {}

QSize RecentDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  return {100, m_look.measures().rowTwoLines()};
}

void RecentDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
  const ui::Theme& theme = m_look.theme();
  const ui::Measures& measures = m_look.measures();
  const session::RecentFile& file = m_model.file(index.row());
  const RecentText text = recentText(file);
  const QRectF row = option.rect;
  const bool focused = option.state.testFlag(QStyle::State_HasFocus);
  const ui::RowState state{focused, option.state.testFlag(QStyle::State_MouseOver), focused};
  ui::paintRowBackground(*painter, row, state, theme);
  ui::hairlineH(*painter, row.left(), row.right(), row.top(), theme.hairline);
  const double icon = measures.icon();
  ui::paintIcon(*painter, text.icon, {row.left() + 10, row.center().y() - icon / 2, icon, icon}, theme.text2);

  ui::TextCache body(m_look.fonts().body);
  ui::TextCache numbers(m_look.fonts().body, true);
  ui::TextCache small(m_look.fonts().small);
  const double baseline = ui::centredBaseline(row, body.metrics());
  double right = row.right() - 10;
  painter->setPen(theme.text2);
  numbers.drawRight(*painter, right, baseline, whenText(file.when, QDateTime::currentDateTime()));
  right -= measures.real(kWhenWidth) + kGap;
  numbers.drawRight(*painter, right, baseline, ui::formatBytes(file.bytes));
  right -= measures.real(kSizeWidth) + kGap;
  const QString unit = ui::kThinSpace + RecentList::tr("spans");
  painter->setPen(theme.text3);
  body.drawRight(*painter, right, baseline, unit);
  painter->setPen(theme.text1);
  numbers.drawRight(*painter, right - body.width(unit), baseline, ui::formatCount(std::uint64_t{file.spans}));

  const double left = row.left() + 10 + icon + kGap;
  const double width = right - measures.real(kSpansWidth) - left;
  const QRectF lines(left, row.top() + 4, width, row.height() - 8);
  body.draw(*painter,
            {left, ui::centredBaseline({left, lines.top(), width, lines.height() / 2}, body.metrics())},
            body.elided(text.name, width));
  painter->setPen(theme.text3);
  small.draw(
      *painter,
      {left, ui::centredBaseline({left, lines.center().y(), width, lines.height() / 2}, small.metrics())},
      small.elided(text.place, width));
}

RecentList::RecentList(const ui::Look& look, session::RecentFiles& recent, QWidget* parent)
    : QListView(parent), m_look(look), m_recent(recent), m_model(new RecentModel(recent, this)) {
  setObjectName(QStringLiteral("recentList"));
  setAccessibleName(tr("Recent files"));
  setModel(m_model);
  setItemDelegate(new RecentDelegate(look, *m_model, this));
  setFrameShape(QFrame::NoFrame);
  setMouseTracking(true);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setEditTriggers(NoEditTriggers);
  connect(this, &QAbstractItemView::clicked, this,
          [this](const QModelIndex& index) { emit openRequested(m_model->file(index.row()).paths); });
  connect(m_model, &QAbstractItemModel::modelReset, this, [this] { updateGeometry(); });
  connect(&look, &ui::Look::changed, this, [this] {
    scheduleDelayedItemsLayout();
    updateGeometry();
  });
}

QSize RecentList::sizeHint() const {
  return {m_look.measures().px(520), m_model->rowCount() * m_look.measures().rowTwoLines() + 1};
}

void RecentList::paintEvent(QPaintEvent* event) {
  QListView::paintEvent(event);
  QPainter painter(viewport());
  ui::hairlineH(painter, 0, viewport()->width(), viewport()->height() - ui::devicePixel(painter),
                m_look.theme().hairline);
}

void RecentList::keyPressEvent(QKeyEvent* event) {
  const QModelIndex current = currentIndex();
  if (current.isValid() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
    emit openRequested(QStringList(m_model->file(current.row()).paths));
  } else if (current.isValid() && event->key() == Qt::Key_Delete) {
    m_recent.remove(QStringList(m_model->file(current.row()).paths));
  } else {
    QListView::keyPressEvent(event);
  }
}

}  // namespace spanloupe::start
