// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/endpoint_rows.h"

#include <QHBoxLayout>
#include <QPainter>
#include <algorithm>

#include "core/receive/http_access.h"
#include "ui/common/controls.h"
#include "ui/common/paint.h"
#include "ui/common/wrapped_label.h"
#include "ui/endpoints/endpoint_texts.h"

namespace spanloupe::endpoints {
namespace {

using Phase = receive::EndpointState::Phase;

constexpr int kRow = 30;
constexpr int kName = 96;
constexpr int kDot = 8;

/// Filled while it listens, hollow while it does not; failed ones have a disc with a mark, those that have a
/// warning its triangle.
class StateDot : public QWidget {
 public:
  StateDot(const ui::Look& look, Phase phase, bool isWarning)
      : m_look(look), m_phase(phase), m_isWarning(isWarning) {
    const int size = look.measures().iconRow();
    setFixedSize(size, size);
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    const ui::Theme& theme = m_look.theme();
    if (m_phase == Phase::PortTaken || m_phase == Phase::Failed) {
      ui::paintIcon(painter, ui::Icon::Error, rect(), theme.error);
      return;
    }
    if (m_isWarning) return ui::paintIcon(painter, ui::Icon::Warning, rect(), theme.warn);
    const double size = m_look.measures().real(kDot);
    const QRectF dot((width() - size) / 2, (height() - size) / 2, size, size);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = m_phase == Phase::Listening ? theme.ok : theme.text3;
    painter.setPen(QPen(color, 1.5));
    if (m_phase == Phase::Listening) painter.setBrush(color);
    painter.drawEllipse(dot.adjusted(0.75, 0.75, -0.75, -0.75));
  }

 private:
  const ui::Look& m_look;
  Phase m_phase;
  bool m_isWarning;
};

ui::Button* link(const ui::Look& look, const QString& text, const QString& spoken) {
  auto* button = new ui::Button(look, ui::Icon::None, text, ui::ButtonKind::Link);
  button->setSmall(true);
  button->setAccessibleName(spoken);
  return button;
}

}  // namespace

EndpointRows::EndpointRows(const ui::Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_column(new QVBoxLayout(this)) {
  setObjectName(QStringLiteral("endpointRows"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  m_column->setContentsMargins(0, 0, 0, 0);
  m_column->setSpacing(0);
}

void EndpointRows::setEndpoints(const std::vector<receive::EndpointState>& endpoints,
                                const std::vector<std::string>& allowed) {
  QStringList shown;
  for (const std::string& origin : allowed) shown << QString::fromStdString(origin);
  for (const receive::EndpointState& endpoint : endpoints)
    shown << phaseText(endpoint) << addressText(endpoint) << noteText(endpoint) << otherPortText(endpoint)
          << refusalTexts(endpoint);
  if (shown == m_shown) return;
  m_shown = shown;
  m_allowed = allowed;
  while (QLayoutItem* item = m_column->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    m_column->addWidget(new ui::HairlineWidget(m_look, Qt::Horizontal, false));
    m_column->addWidget(row(i, endpoints[i]));
    addNotes(*m_column, i, endpoints[i]);
  }
  m_column->addWidget(new ui::HairlineWidget(m_look, Qt::Horizontal, false));
  updateGeometry();
}

QWidget* EndpointRows::row(std::size_t number, const receive::EndpointState& endpoint) {
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(6);
  const QString name = QString::fromStdString(receive::nameOf(endpoint.protocol));
  auto* title = new ui::TextLabel(m_look, &ui::Fonts::body, &ui::Theme::text1, name);
  title->setFixedWidth(m_look.measures().px(kName));
  auto* address = new ui::TextLabel(m_look, &ui::Fonts::mono, &ui::Theme::text1, addressText(endpoint));
  address->setElided(true);
  const bool listens = endpoint.phase == Phase::Listening;
  auto* button = listens ? link(m_look, tr("Stop"), tr("Stop %1").arg(name))
                         : link(m_look, tr("Start"), tr("Start %1").arg(name));
  connect(button, &QAbstractButton::clicked, this,
          [this, number, listens] { listens ? emit stopRequested(number) : emit startRequested(number); });
  layout->addWidget(new StateDot(m_look, endpoint.phase, listens && !noteText(endpoint).isEmpty()));
  layout->addWidget(title);
  layout->addWidget(address, 1);
  layout->addWidget(new ui::TextLabel(m_look, &ui::Fonts::small, &ui::Theme::text2, phaseText(endpoint)));
  layout->addWidget(button);
  row->setFixedHeight(m_look.measures().px(kRow));
  row->setToolTip(noteText(endpoint));
  row->setAccessibleName(name + QStringLiteral(", ") + addressText(endpoint) + QStringLiteral(", ") +
                         phaseText(endpoint));
  return row;
}

void EndpointRows::addNote(QVBoxLayout& column, const QString& text, QWidget* atEnd) {
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(m_look.measures().iconRow() + 6, 0, 0, 4);
  layout->setSpacing(6);
  auto* label = new ui::WrappedLabel(m_look, &ui::Fonts::small, &ui::Theme::text2, text);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  layout->addWidget(label, 1);
  if (atEnd != nullptr) {
    layout->addWidget(atEnd, 0, Qt::AlignTop);
    // Beside the first line.
    label->setContentsMargins(
        0, std::max(0, (atEnd->sizeHint().height() - label->fontMetrics().height()) / 2), 0, 0);
  }
  column.addWidget(row);
}

/// Null for pages without a name of their own ("null"): they cannot be told from each other.
QWidget* EndpointRows::allowing(const QString& origin) {
  const std::string name = origin.toStdString();
  if (receive::isAllowedOrigin(name, m_allowed))
    return new ui::TextLabel(m_look, &ui::Fonts::small, &ui::Theme::text2, tr("allowed now"));
  if (!receive::isAllowedOrigin(name, {name})) return nullptr;
  ui::Button* allow = link(m_look, tr("Allow"), tr("Allow %1").arg(origin));
  connect(allow, &QAbstractButton::clicked, this, [this, origin] { emit originAllowed(origin); });
  return allow;
}

QWidget* EndpointRows::moving(std::size_t number, std::uint16_t port) {
  const QString words = tr("Use %1").arg(port);
  ui::Button* move = link(m_look, words, words);
  connect(move, &QAbstractButton::clicked, this, [this, number, port] { emit moveRequested(number, port); });
  return move;
}

void EndpointRows::addNotes(QVBoxLayout& column, std::size_t number, const receive::EndpointState& endpoint) {
  // The strip says what is open to others, for all endpoints at once.
  const bool isSaid = endpoint.phase == Phase::Listening && receive::isOpenToOthers(endpoint);
  if (const QString text = isSaid ? QString() : noteText(endpoint); !text.isEmpty()) {
    const bool canMove = endpoint.phase == Phase::PortTaken && endpoint.nextFree != 0;
    addNote(column, text, canMove ? moving(number, endpoint.nextFree) : nullptr);
  }
  if (const QString text = otherPortText(endpoint); !text.isEmpty())
    addNote(column, text, moving(number, usualPort(endpoint.protocol)));
  const QString origin = refusedOrigin(endpoint);
  for (const QString& text : refusalTexts(endpoint))
    addNote(column, text, !origin.isEmpty() && text.contains(origin) ? allowing(origin) : nullptr);
}

}  // namespace spanloupe::endpoints
