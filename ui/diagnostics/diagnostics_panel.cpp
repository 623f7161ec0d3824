// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnostics/diagnostics_panel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include "ui/common/controls.h"
#include "ui/common/states.h"
#include "ui/diagnostics/diagnostics_delegate.h"
#include "ui/diagnostics/raw_bytes_card.h"

namespace spanloupe::diagnostics {
namespace {

constexpr double kPanelHeight = 240;
constexpr double kMarkWidth = 46;
constexpr double kKindWidth = 200;
constexpr double kSourceWidth = 300;
constexpr double kOffsetWidth = 130;
constexpr double kCountWidth = 64;

}  // namespace

void DiagnosticsTree::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) {
    emit copyRequested();
  } else {
    QTreeView::keyPressEvent(event);
  }
}

void DiagnosticsTree::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const {
  if (!index.parent().isValid() && model()->rowCount(index) > 0) {
    const double size = fontMetrics().height() * 0.75;
    const QRectF chevron(rect.left() + 6, rect.center().y() - size / 2, size, size);
    ui::paintIcon(*painter, isExpanded(index) ? ui::Icon::ChevronDown : ui::Icon::ChevronRight, chevron,
                  palette().color(QPalette::PlaceholderText));
  }
}

DiagnosticsPanel::DiagnosticsPanel(const ui::Look& look, session::TraceSession& session, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_session(session),
      m_model(new DiagnosticsModel(this)),
      m_tree(new DiagnosticsTree(this)),
      m_error(new ui::ErrorStrip(look, this)),
      m_empty(new ui::EmptyState(look, this)) {
  setObjectName(QStringLiteral("diagnosticsPanel"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(makeHeader());
  layout->addWidget(new ui::HairlineWidget(look, Qt::Horizontal, false));
  layout->addWidget(m_error);
  layout->addWidget(m_tree, 1);
  layout->addWidget(m_empty, 1);
  setUpTree();
  setList(std::make_shared<const DiagnosticList>());
  connect(&session, &session::TraceSession::overviewChanged, this, [this] {
    std::uint64_t total = 0;
    for (const store::SourceRow& source : m_session.overview().sources) total += source.diagnosticTotal;
    // What is there and selected stays as it is while nothing is added.
    if (isVisible() && total != m_model->list().total) refresh();
  });
  connect(&session, &session::TraceSession::loaded, this, [this] {
    if (isVisible()) refresh();
  });
  connect(&session, &session::TraceSession::opened, this, [this] {
    m_error->clear();
    setList(std::make_shared<const DiagnosticList>());
  });
}

QSize DiagnosticsPanel::sizeHint() const {
  return {m_look.measures().px(600), m_look.measures().px(kPanelHeight)};
}

QWidget* DiagnosticsPanel::makeHeader() {
  auto* header = new QWidget;
  header->setFixedHeight(m_look.measures().dockHeader());
  header->setBackgroundRole(QPalette::AlternateBase);
  header->setAutoFillBackground(true);
  m_summary = new ui::TextLabel(m_look, &ui::Fonts::small, &ui::Theme::text2);
  m_copyRow = new ui::Button(m_look, ui::Icon::Copy, tr("Copy row"), ui::ButtonKind::Quiet);
  m_copyAll = new ui::Button(m_look, ui::Icon::Copy, tr("Copy all"), ui::ButtonKind::Quiet);
  m_showBytes = new ui::Button(m_look, ui::Icon::File, tr("Show raw bytes"), ui::ButtonKind::Quiet);
  auto* close = new ui::Button(m_look, ui::Icon::Close, tr("Close"), true);
  for (ui::Button* button : {m_copyRow, m_copyAll, m_showBytes}) button->setSmall(true);
  m_copyRow->setObjectName(QStringLiteral("copyRow"));
  m_copyAll->setObjectName(QStringLiteral("copyAll"));
  m_showBytes->setObjectName(QStringLiteral("showBytes"));
  connect(m_showBytes, &QAbstractButton::clicked, this, &DiagnosticsPanel::showBytes);
  connect(m_copyRow, &QAbstractButton::clicked, this, &DiagnosticsPanel::copyRow);
  connect(m_copyAll, &QAbstractButton::clicked, this,
          [this] { QGuiApplication::clipboard()->setText(m_model->copyAllText()); });
  connect(close, &QAbstractButton::clicked, this, &DiagnosticsPanel::closeRequested);
  auto* layout = new QHBoxLayout(header);
  layout->setContentsMargins(ui::Measures::kPanelPadding, 0, 4, 0);
  layout->setSpacing(4);
  layout->addWidget(new ui::TextLabel(m_look, &ui::Fonts::bodyStrong, &ui::Theme::text1, tr("Diagnostics")));
  layout->addSpacing(8);
  layout->addWidget(m_summary);
  layout->addStretch();
  for (ui::Button* button : {m_copyRow, m_copyAll, m_showBytes, close}) layout->addWidget(button);
  return header;
}

void DiagnosticsPanel::setUpTree() {
  m_tree->setObjectName(QStringLiteral("diagnosticsTree"));
  m_tree->setAccessibleName(tr("Diagnostics"));
  m_tree->setModel(m_model);
  m_tree->setItemDelegate(new DiagnosticsDelegate(m_look, *m_model, m_tree));
  m_tree->setFrameShape(QFrame::NoFrame);
  m_tree->setUniformRowHeights(true);
  m_tree->setAllColumnsShowFocus(true);
  m_tree->setIndentation(0);
  m_tree->setMouseTracking(true);
  m_tree->setExpandsOnDoubleClick(true);
  QHeaderView* header = m_tree->header();
  const ui::Measures& measures = m_look.measures();
  header->setStretchLastSection(false);
  header->setSectionsMovable(false);
  header->setMinimumSectionSize(measures.px(28));
  header->resizeSection(DiagnosticsModel::Mark, measures.px(kMarkWidth));
  header->resizeSection(DiagnosticsModel::Kind, measures.px(kKindWidth));
  header->resizeSection(DiagnosticsModel::Source, measures.px(kSourceWidth));
  header->resizeSection(DiagnosticsModel::Offset, measures.px(kOffsetWidth));
  header->resizeSection(DiagnosticsModel::Count, measures.px(kCountWidth));
  header->setSectionResizeMode(DiagnosticsModel::What, QHeaderView::Stretch);
  connect(m_tree, &DiagnosticsTree::copyRequested, this, &DiagnosticsPanel::copyRow);
  connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
          [this](const QModelIndex& current) {
            m_copyRow->setEnabled(current.isValid());
            m_showBytes->setEnabled(current.isValid());
          });
  connect(m_tree, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
    const QModelIndex group = index.siblingAtColumn(0);
    if (index.column() == DiagnosticsModel::Mark) m_tree->setExpanded(group, !m_tree->isExpanded(group));
  });
}

void DiagnosticsPanel::showEvent(QShowEvent*) { refresh(); }

void DiagnosticsPanel::refresh() {
  m_session.ask(
      "diagnostics",
      [](store::Reader& reader, const store::Snapshot&, std::stop_token stop) {
        return readDiagnostics(reader, std::move(stop));
      },
      this,
      [this](Result<DiagnosticList> list) {
        if (list) {
          setList(std::make_shared<const DiagnosticList>(std::move(*list)));
        } else {
          m_error->show(tr("The diagnostics cannot be read."), list.error());
        }
      });
}

void DiagnosticsPanel::setList(std::shared_ptr<const DiagnosticList> list) {
  QString summary = tr("%1 in all").arg(ui::formatCount(list->total));
  if (list->kept < list->total)
    summary += tr(" · %1 kept, the others only counted").arg(ui::formatCount(list->kept));
  const bool any = !list->groups.empty();
  m_summary->setText(any ? summary : QString());
  m_model->setList(std::move(list));
  m_copyAll->setEnabled(any);
  m_copyRow->setEnabled(false);
  m_showBytes->setEnabled(false);
  m_tree->setVisible(any);
  m_empty->setVisible(!any);
  if (any) return;
  m_empty->setContent(m_session.isBusy() ? tr("Nothing to report so far.")
                                         : tr("Everything was read: there is nothing to report."));
}

void DiagnosticsPanel::copyRow() {
  const QModelIndex current = m_tree->currentIndex();
  if (current.isValid()) QGuiApplication::clipboard()->setText(m_model->copyText(current));
}

void DiagnosticsPanel::showBytes() {
  const QModelIndex current = m_tree->currentIndex();
  if (!current.isValid()) return;
  const QString title = current.siblingAtColumn(DiagnosticsModel::Kind).data().toString() +
                        QStringLiteral(" · ") +
                        current.siblingAtColumn(DiagnosticsModel::Source).data().toString();
  (new RawBytesCard(m_look, m_model->place(current), title, this))->open();
}

}  // namespace spanloupe::diagnostics
