// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/services_popup.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScreen>
#include <QScrollArea>
#include <QStyleOption>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/common/controls.h"
#include "ui/common/format.h"
#include "ui/common/look.h"
#include "ui/common/paint.h"
#include "ui/waterfall/waterfall_view.h"

namespace spanloupe::waterfall {

namespace {

constexpr std::size_t kMostServices = 300;
constexpr int kSide = 10;
constexpr int kGap = 6;
constexpr int kColumnGap = 18;

/// The widths of the columns, the same in every row.
struct Columns {
  int name = 0;
  int spans = 0;
  int self = 0;
};

class ServiceRow final : public QAbstractButton {
 public:
  ServiceRow(const ui::Look& look, const Columns& columns, QString name, QString spans, QString self,
             QWidget* parent)
      : QAbstractButton(parent),
        m_look(look),
        m_columns(columns),
        m_name(std::move(name)),
        m_spans(std::move(spans)),
        m_self(std::move(self)) {
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(m_name);
    setAccessibleDescription(m_spans + QStringLiteral(", ") + m_self);
    setToolTip(m_name + QLatin1Char('\n') +
               ServicesPopup::tr("Click to hide or show its spans, Alt and click to show no others"));
  }

  QSize sizeHint() const override {
    const ui::Measures& m = m_look.measures();
    return {2 * kSide + box() + m.tile() + 2 * kGap + m_columns.name + m_columns.spans + m_columns.self +
                2 * kColumnGap,
            m.row()};
  }

 protected:
  void enterEvent(QEnterEvent*) override { setFocus(); }
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    const ui::Theme& theme = m_look.theme();
    const ui::Measures& m = m_look.measures();
    if (hasFocus()) painter.fillRect(rect(), theme.selection);
    QStyleOptionButton option;
    option.initFrom(this);
    option.state.setFlag(QStyle::State_HasFocus, false);
    option.state |= isChecked() ? QStyle::State_On : QStyle::State_Off;
    option.rect = QRect(kSide, (height() - box()) / 2, box(), box());
    style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &option, &painter, this);
    int x = kSide + box() + kGap;
    painter.setRenderHint(QPainter::Antialiasing);
    ui::paintTile(painter, QRectF(x, (height() - m.tile()) / 2.0, m.tile(), m.tile()),
                  m_look.services().mark(m_name), theme, m_look.fonts());
    x += m.tile() + kGap;
    const QFontMetricsF metrics(m_look.fonts().body);
    const double baseline = ui::centredBaseline(rect(), metrics);
    painter.setFont(m_look.fonts().body);
    painter.setPen(isChecked() ? theme.text1 : theme.text3);
    painter.drawText(QPointF(x, baseline), metrics.elidedText(m_name, Qt::ElideRight, m_columns.name));
    painter.setPen(theme.text2);
    const int right = width() - kSide;
    const auto drawRight = [&](int end, const QString& text) {
      painter.drawText(QPointF(end - metrics.horizontalAdvance(text), baseline), text);
    };
    drawRight(right, m_self);
    drawRight(right - m_columns.self - kColumnGap, m_spans);
  }

 private:
  int box() const { return style()->pixelMetric(QStyle::PM_IndicatorWidth); }

  const ui::Look& m_look;
  const Columns m_columns;
  QString m_name;
  QString m_spans;
  QString m_self;
};

QString spansText(const ServiceFigures& figures) {
  return ui::formatCounted(figures.spans, ServicesPopup::tr("span"), ServicesPopup::tr("spans"));
}

/// One unit for the column.
QString selfText(const ServiceFigures& figures, const ui::DurationFormat& format) {
  return ServicesPopup::tr("%1 self").arg(format.text(figures.self));
}

std::vector<std::size_t> bySelfTime(const TraceDocument& doc) {
  std::vector<std::size_t> order(doc.services.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return doc.serviceFigures[a].self > doc.serviceFigures[b].self;
  });
  if (order.size() > kMostServices) order.resize(kMostServices);
  return order;
}

}  // namespace

ServicesPopup::ServicesPopup(const ui::Look& look, WaterfallView& view, QWidget* parent)
    : QWidget(parent, Qt::Popup),
      m_look(look),
      m_view(view),
      m_area(new QScrollArea(this)),
      m_all(new ui::Button(look, ui::Icon::Eye, tr("Show all services"), ui::ButtonKind::Quiet, this)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setAccessibleName(tr("Services of the trace"));
  const TraceDocument& doc = view.model().document();
  const std::vector<std::size_t> order = bySelfTime(doc);
  const auto format =
      ui::DurationFormat::forColumn(order.empty() ? Duration{} : doc.serviceFigures[order[0]].self);
  const QFontMetricsF metrics(look.fonts().body);
  const auto widthOf = [&](const QString& text) {
    return static_cast<int>(std::ceil(metrics.horizontalAdvance(text)));
  };
  Columns columns;
  for (const std::size_t i : order) {
    const int name = widthOf(QString::fromStdString(doc.text(doc.services[i])).left(200));
    columns.name = std::max(columns.name, std::min(name, look.measures().px(280)));
    columns.spans = std::max(columns.spans, widthOf(spansText(doc.serviceFigures[i])));
    columns.self = std::max(columns.self, widthOf(selfText(doc.serviceFigures[i], format)));
  }
  auto* list = new QWidget;
  auto* rows = new QVBoxLayout(list);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(0);
  for (const std::size_t i : order) {
    const StringIndex service = doc.services[i];
    auto* row =
        new ServiceRow(look, columns, QString::fromStdString(doc.text(service)).left(200),
                       spansText(doc.serviceFigures[i]), selfText(doc.serviceFigures[i], format), list);
    row->installEventFilter(this);
    connect(row, &QAbstractButton::clicked, this, [this, service](bool isShown) {
      Visibility visibility = m_view.model().visibility();
      visibility.setHidden(service, !isShown);
      m_view.setVisibility(std::move(visibility));
    });
    rows->addWidget(row);
    m_rows.push_back({row, service});
  }
  if (doc.services.size() > order.size()) {
    const QString rest = tr("and %1 more").arg(doc.services.size() - order.size());
    rows->addWidget(new ui::TextLabel(look, &ui::Fonts::small, &ui::Theme::text3, rest, list));
  }
  m_area->setWidget(list);
  m_area->setWidgetResizable(true);
  m_area->setFrameShape(QFrame::NoFrame);
  m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_area->setFocusPolicy(Qt::NoFocus);
  QPalette palette = m_area->palette();
  palette.setColor(QPalette::Window, look.theme().raised);
  m_area->setPalette(palette);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(1, 4, 1, 4);
  column->setSpacing(2);
  column->addWidget(m_all, 0, Qt::AlignLeft);
  column->addWidget(m_area, 1);
  m_all->installEventFilter(this);
  static_cast<ui::Button*>(m_all)->setSmall(true);
  connect(m_all, &QAbstractButton::clicked, this, [this] {
    Visibility visibility = m_view.model().visibility();
    visibility.hiddenServices.clear();
    m_view.setVisibility(std::move(visibility));
  });
  connect(&view, &WaterfallView::visibilityChanged, this, &ServicesPopup::follow);
  follow();
}

void ServicesPopup::popUp(QPoint globalPosition) {
  const QSize list = m_area->widget()->sizeHint();
  const QRect screen = QGuiApplication::screenAt(globalPosition) != nullptr
                           ? QGuiApplication::screenAt(globalPosition)->availableGeometry()
                           : this->screen()->availableGeometry();
  const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent);
  const int height = std::min(list.height() + m_all->sizeHint().height() + 10, screen.height() * 2 / 3);
  resize(list.width() + bar, height);
  move(std::clamp(globalPosition.x(), screen.left(), std::max(screen.left(), screen.right() - width())),
       std::clamp(globalPosition.y(), screen.top(), std::max(screen.top(), screen.bottom() - height)));
  show();
  if (!m_rows.empty()) m_rows.front().button->setFocus();
}

void ServicesPopup::follow() {
  if (m_view.model().isEmpty()) return;
  const Visibility& visibility = m_view.model().visibility();
  for (const Row& row : m_rows) row.button->setChecked(!visibility.hides(row.service));
  m_all->setEnabled(!visibility.hiddenServices.empty());
}

void ServicesPopup::showOnly(StringIndex service) {
  Visibility visibility = m_view.model().visibility();
  visibility.hideAllBut(service, m_view.model().document());
  m_view.setVisibility(std::move(visibility));
}

bool ServicesPopup::eventFilter(QObject* watched, QEvent* event) {
  const auto at =
      std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.button == watched; });
  if (event->type() == QEvent::MouseButtonRelease && at != m_rows.end()) {
    if (!static_cast<QMouseEvent*>(event)->modifiers().testFlag(Qt::AltModifier)) return false;
    at->button->setDown(false);
    showOnly(at->service);
    return true;
  }
  if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
  const int key = static_cast<QKeyEvent*>(event)->key();
  const auto step = [&](std::ptrdiff_t by) {
    const std::ptrdiff_t now = at == m_rows.end() ? -1 : at - m_rows.begin();
    const std::ptrdiff_t next = std::clamp<std::ptrdiff_t>(now + by, -1, std::ssize(m_rows) - 1);
    QAbstractButton* target = next < 0 ? m_all : m_rows[static_cast<std::size_t>(next)].button;
    target->setFocus(Qt::TabFocusReason);
    if (next >= 0) m_area->ensureWidgetVisible(target, 0, 0);
  };
  switch (key) {
    case Qt::Key_Down: step(1); return true;
    case Qt::Key_Up: step(-1); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: static_cast<QAbstractButton*>(watched)->click(); return true;
    default: return QWidget::eventFilter(watched, event);
  }
}

void ServicesPopup::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_look.theme().raised);
  ui::hairlineFrame(painter, rect(), m_look.theme().line);
}

}  // namespace spanloupe::waterfall
