// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sources/sources_page.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/common/controls.h"
#include "ui/common/states.h"
#include "ui/sources/sources_tree.h"

namespace spanloupe::sources {

SourcesPage::SourcesPage(const ui::Look& look, session::TraceSession& session, session::Listening& listening,
                         QSettings& settings, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_session(session),
      m_listening(listening),
      m_model(new SourcesModel(this)),
      m_tree(new SourcesTree(look, *m_model, settings, this)),
      m_error(new ui::ErrorStrip(look, this)),
      m_empty(new ui::EmptyState(look, this)) {
  setObjectName(QStringLiteral("sourcesPage"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(makeHeader());
  layout->addWidget(new ui::HairlineWidget(look, Qt::Horizontal, false));
  layout->addWidget(m_error);
  layout->addWidget(m_tree, 1);
  layout->addWidget(m_empty, 1);
  m_error->hide();
  m_empty->setFocusPolicy(Qt::StrongFocus);
  setFocusProxy(m_tree);
  m_due.setSingleShot(true);
  connect(&m_due, &QTimer::timeout, this, &SourcesPage::refresh);
  connect(m_tree, &SourcesTree::diagnosticsRequested, this, &SourcesPage::diagnosticsRequested);
  connect(m_tree, &SourcesTree::selectionMoved, this,
          [this] { m_copyRows->setEnabled(m_tree->hasSelection()); });
  connect(m_empty, &ui::EmptyState::actionTriggered, this, &SourcesPage::openFileRequested);
  connect(m_error, &ui::ErrorStrip::dismissed, m_error, &ui::ErrorStrip::clear);
  connect(&session, &session::TraceSession::opened, this, [this] {
    m_rates.clear();
    m_evicted.clear();
    m_error->clear();
    m_isAsked = false;
    m_model->setLines({});
    m_sinceShown.invalidate();
  });
  connect(&session, &session::TraceSession::overviewChanged, this, &SourcesPage::schedule);
  connect(&session, &session::TraceSession::loaded, this, &SourcesPage::schedule);
  connect(&session, &session::TraceSession::liveChanged, this, &SourcesPage::schedule);
  connect(&session, &session::TraceSession::failed, this, &SourcesPage::schedule);
  connect(&listening, &session::Listening::stateChanged, this, [this] {
    if (m_session.isLive()) schedule();
  });
  connect(&look, &ui::Look::changed, this, [this] {
    m_header->setFixedHeight(m_look.measures().toolRow());
    m_model->setZone(m_look.timeZone());
    schedule();
  });
  m_model->setZone(look.timeZone());
  showLines();
}

QWidget* SourcesPage::makeHeader() {
  QWidget* header = m_header = new QWidget;
  header->setFixedHeight(m_look.measures().toolRow());
  header->setBackgroundRole(QPalette::AlternateBase);
  header->setAutoFillBackground(true);
  m_summary = new ui::TextLabel(m_look, &ui::Fonts::small, &ui::Theme::text2);
  m_copyRows = new ui::Button(m_look, ui::Icon::Copy, tr("Copy rows"), ui::ButtonKind::Quiet);
  m_copyAll = new ui::Button(m_look, ui::Icon::Copy, tr("Copy all"), ui::ButtonKind::Quiet);
  m_copyRows->setObjectName(QStringLiteral("copySourceRows"));
  m_copyAll->setObjectName(QStringLiteral("copyAllSources"));
  m_copyRows->setEnabled(false);
  connect(m_copyRows, &QAbstractButton::clicked, m_tree, &SourcesTree::copy);
  connect(m_copyAll, &QAbstractButton::clicked, this,
          [this] { QApplication::clipboard()->setText(m_tree->allText()); });
  auto* layout = new QHBoxLayout(header);
  layout->setContentsMargins(ui::Measures::kPanelPadding, 0, ui::Measures::kPanelPadding, 0);
  layout->setSpacing(4);
  layout->addWidget(m_summary);
  layout->addStretch();
  for (ui::Button* button : {m_copyRows, m_copyAll}) {
    button->setSmall(true);
    layout->addWidget(button);
  }
  return header;
}

QString SourcesPage::summary() const { return m_summary->text(); }

void SourcesPage::fillMenu(QMenu& menu) const {
  QMenu* sort = menu.addMenu(tr("Sort sources by"));
  for (int i = 0; i < kColumnCount; ++i) {
    const auto column = static_cast<Column>(i);
    sort->addAction(columnTitle(column), m_tree, [tree = m_tree, column] { tree->sortBy(column); });
  }
}

void SourcesPage::showEvent(QShowEvent*) { schedule(); }

void SourcesPage::schedule() {
  if (!isVisible() || m_due.isActive()) return;
  const qint64 since = m_sinceShown.isValid() ? m_sinceShown.elapsed() : kShortestMs;
  m_due.start(static_cast<int>(std::clamp<qint64>(kShortestMs - since, 0, kShortestMs)));
}

void SourcesPage::refresh() {
  if (!isVisible()) return;
  m_sinceShown.start();
  askEvicted();
  showLines();
}

void SourcesPage::askEvicted() {
  if (!m_session.snapshot()) return;
  m_isAsked = true;
  m_session.ask(
      "evicted",
      [](store::Reader& reader, const store::Snapshot&, std::stop_token) { return reader.evicted(); }, this,
      [this](Result<std::vector<store::EvictedRow>> rows) {
        m_isAsked = false;
        if (!rows) return m_error->show(tr("What was dropped cannot be read."), rows.error());
        if (rows->empty() && m_evicted.empty()) return;
        m_evicted = std::move(*rows);
        showLines();
      });
}

void SourcesPage::showLines() {
  const session::ListeningState* listening = m_session.isLive() ? &m_listening.state() : nullptr;
  if (listening != nullptr) {
    m_rates.take(listening->senders, SenderRates::Clock::now());
  } else {
    m_rates.clear();
  }
  const session::Overview& overview = m_session.overview();
  m_model->setLines(sourceLines({overview.sources, m_evicted, listening, m_rates, m_look.timeZone()}));
  const bool any = m_model->rowCount() > 0;
  // While it is not known yet, the empty table is less of a claim than a sentence.
  const bool isKnown = any || !m_session.isBusy();
  // Hiding what has the focus would pass it on to whatever comes next in the window.
  const QWidget* const focused = QApplication::focusWidget();
  const bool hadFocus = focused != nullptr && isAncestorOf(focused);
  m_tree->setVisible(any || !isKnown);
  m_empty->setVisible(!any && isKnown);
  setFocusProxy(m_tree->isHidden() ? static_cast<QWidget*>(m_empty) : m_tree);
  m_copyAll->setEnabled(any);
  if (hadFocus && !focused->isVisibleTo(this)) setFocus();
  QStringList parts{
      ui::formatCounted(overview.sources.size(), tr("source"), tr("sources")),
      ui::formatCounted(overview.statistics.spans, tr("span held"), tr("spans held")),
  };
  if (overview.statistics.logs > 0)
    parts << ui::formatCounted(overview.statistics.logs, tr("log record"), tr("log records"));
  m_summary->setText(any ? parts.join(QStringLiteral(" · ")) : QString());
  if (any || !isKnown) return;
  const QString reason = m_session.isLive() ? tr("Nothing has been sent here yet.")
                                            : tr("Nothing has been opened or received yet.");
  // A button that is being pressed must not be replaced by its like.
  if (m_empty->accessibleName() != reason) m_empty->setContent(reason, {{tr("Open a file…"), {}, false}});
}

}  // namespace spanloupe::sources
