// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_page.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/common/controls.h"
#include "ui/common/find_field.h"
#include "ui/common/format.h"
#include "ui/common/job_strip.h"
#include "ui/common/look.h"
#include "ui/common/states.h"
#include "ui/common/tool_row.h"
#include "ui/json/json_find.h"
#include "ui/json/json_reading.h"
#include "ui/json/json_texts.h"
#include "ui/json/json_view.h"
#include "ui/session/released_elsewhere.h"
#include "ui/session/trace_session.h"

namespace spanloupe::json {
namespace {

/// Beyond this many spans the brackets of each are folded at first.
constexpr std::size_t kMostUnfolded = 200;
constexpr int kNoteMilliseconds = 2500;

}  // namespace

JsonPage::JsonPage(const ui::Look& look, session::TraceSession& session, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_session(session),
      m_texts(new JsonTexts(session, this)),
      m_view(new JsonView(look, *m_texts, this)),
      m_error(new ui::ErrorStrip(look, this)),
      m_saving(new ui::JobStrip(look, this)),
      m_empty(new ui::EmptyState(look, this)),
      m_loading(new ui::LoadingLine(look, this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(makeToolRow());
  column->addWidget(m_error);
  column->addWidget(m_saving);
  column->addWidget(m_view, 1);
  column->addWidget(m_empty, 1);
  m_error->hide();
  setFocusProxy(m_view);
  m_empty->setContent(tr("No span is selected. Select one in the waterfall to see it alone."),
                      {{tr("Show the whole trace"), {}, true}});
  m_noteTimer.setSingleShot(true);
  connect(&m_noteTimer, &QTimer::timeout, this, &JsonPage::showSize);
  connect(m_empty, &ui::EmptyState::actionTriggered, this, [this] { setScope(Scope::Trace); });
  connect(m_saving, &ui::JobStrip::cancelled, this, [this] {
    m_session.cancel("json save", this);
    m_isSaving = false;
    showContent();
    say(tr("Not saved"));
  });
  connect(m_error, &ui::ErrorStrip::dismissed, m_error, &ui::ErrorStrip::clear);
  connect(m_texts, &JsonTexts::failed, this,
          [this](const Error& error) { fail(tr("The spans cannot be read."), error); });
  connect(m_view, &JsonView::copyRequested, this, &JsonPage::copy);
  connect(m_view, &JsonView::recordEntered, this, [this](Record record) {
    if (!m_view->document()->isSpan(record) || record == m_span) return;
    m_span = record;
    emit spanSelected(record);
  });
  showContent();
}

QWidget* JsonPage::makeToolRow() {
  auto* row = new ui::ToolRow(m_look, 2, this);
  QHBoxLayout* line = &row->line();
  m_scopes = new ui::SegmentedControl(m_look, {{tr("Span")}, {tr("Trace")}}, row);
  m_scopes->setAccessibleName(tr("What is shown"));
  m_scopes->setCurrent(1);
  m_expand = new ui::Button(m_look, ui::Icon::Plus, tr("Unfold all"), true, row);
  m_collapse = new ui::Button(m_look, ui::Icon::Minus, tr("Fold all spans"), true, row);
  m_note = new ui::TextLabel(m_look, &ui::Fonts::body, &ui::Theme::text3, {}, row);
  m_note->setElided(true);
  m_copy = new ui::Button(m_look, ui::Icon::Copy, tr("Copy"), ui::ButtonKind::Quiet, row);
  m_save = new ui::Button(m_look, ui::Icon::Export, tr("Save…"), ui::ButtonKind::Quiet, row);
  for (ui::Button* button : {m_copy, m_save}) button->setSmall(true);
  m_find = new ui::FindField(m_look, tr("Find in JSON"), ui::FindField::Rest::Stays, row);
  m_find->setCounted(tr("line"), tr("lines"));
  line->addWidget(m_scopes);
  line->addSpacing(6);
  line->addWidget(m_expand);
  line->addWidget(m_collapse);
  line->addSpacing(6);
  line->addWidget(m_note, 1);
  line->addWidget(m_copy);
  line->addWidget(m_save);
  line->addSpacing(6);
  line->addWidget(m_find);

  connect(m_scopes, &ui::SegmentedControl::chosen, this,
          [this](int index) { setScope(index == 0 ? Scope::Span : Scope::Trace); });
  connect(m_expand, &ui::Button::clicked, this, [this] { m_view->setAllFolded(false); });
  connect(m_collapse, &ui::Button::clicked, this, [this] { m_view->setAllFolded(true); });
  connect(m_copy, &ui::Button::clicked, this, [this] {
    if (const auto& document = m_view->document()) copy(0, document->lineCount() - 1, CopyForm::Lines);
  });
  connect(m_save, &ui::Button::clicked, this, &JsonPage::askWhereToSave);
  m_finder = new JsonFind(m_session, *m_view, *m_find, this);
  connect(m_finder, &JsonFind::waitingChanged, this, &JsonPage::showWaiting);
  connect(m_finder, &JsonFind::failed, this,
          [this](const Error& error) { fail(tr("The search failed."), error); });
  connect(m_find, &ui::FindField::escaped, this, [this] { m_view->setFocus(); });
  return row;
}

void JsonPage::setTrace(std::shared_ptr<const store::Snapshot> snapshot, std::shared_ptr<const Trace> trace) {
  m_source = {std::move(snapshot), std::move(trace)};
  m_span = kNoSpan;
  take(nullptr);
  read();
}

void JsonPage::showSpan(SpanIndex span) {
  if (span == m_span || (span != kNoSpan && (!m_source.trace || span >= m_source.trace->size()))) return;
  m_span = span;
  if (m_scope == Scope::Span) {
    read();
  } else if (isVisible()) {
    revealSpan();
  }
}

void JsonPage::setScope(Scope scope) {
  m_scopes->setCurrent(scope == Scope::Span ? 0 : 1);
  if (scope == m_scope) return;
  m_scope = scope;
  read();
}

void JsonPage::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (m_stale) {
    read();
  } else if (m_scope == Scope::Trace) {
    revealSpan();
  }
}

void JsonPage::read() {
  m_stale = !isVisible();
  const bool anything = m_source.trace && m_source.snapshot && (m_scope == Scope::Trace || m_span != kNoSpan);
  if (m_stale || !anything) {
    m_session.cancel("json document", this);
    m_reading = false;
    showWaiting();
    if (!anything) take(nullptr);
    return;
  }
  m_reading = true;
  showWaiting();
  const auto only = m_scope == Scope::Span ? std::optional(m_span) : std::nullopt;
  m_session.ask(
      "json document",
      [source = m_source, only](store::Reader& reader, const store::Snapshot&, std::stop_token stop) {
        return readDocument(reader, source, only, stop).map([](auto document) {
          return session::releasedElsewhere(std::move(document));
        });
      },
      this,
      [this](Result<std::shared_ptr<const JsonDocument>> document) {
        m_reading = false;
        showWaiting();
        if (document) {
          m_error->clear();
          take(std::move(*document));
        } else {
          take(nullptr);
          fail(tr("The trace cannot be shown as JSON."), document.error());
        }
      });
}

void JsonPage::take(std::shared_ptr<const JsonDocument> document) {
  m_texts->setDocument(document);
  m_view->setDocument(document, document && document->records() > kMostUnfolded);
  showContent();
  showSize();
  if (document && m_scope == Scope::Trace) revealSpan();
  m_finder->find();
}

void JsonPage::revealSpan() {
  const auto& document = m_view->document();
  if (!document || m_span == kNoSpan) return;
  const std::size_t part = document->partOf(m_span);
  if (part == document->parts().size()) return;
  const DocLine first = document->firstLine(part);
  const DocFold fold{first, first + document->parts()[part].lines - 1};
  if (m_view->folds().isFolded(first)) m_view->setFolded(fold, false);
  const auto [from, to] = m_view->selection();
  if (from < first || to > fold.close) m_view->goTo(first);
}

void JsonPage::showWaiting() {
  if (m_reading || m_finder->isWaiting()) {
    m_loading->setProgress(m_reading ? std::nullopt : std::optional(m_finder->share()));
    m_loading->start();
  } else {
    m_loading->stop();
  }
}

void JsonPage::showContent() {
  const bool isEmpty = m_scope == Scope::Span && m_span == kNoSpan;
  const bool hasText = m_view->document() != nullptr;
  m_empty->setVisible(isEmpty);
  m_view->setVisible(!isEmpty);
  for (ui::Button* button : {m_expand, m_collapse}) button->setEnabled(hasText);
  const bool tooLarge = hasText && m_view->document()->bytes() > kMostCopied;
  m_copy->setEnabled(hasText && !tooLarge);
  m_save->setEnabled(hasText && !m_isSaving);
  m_copy->setToolTip(tooLarge ? tr("More than %1 is too much for the clipboard; save it as a file")
                                    .arg(ui::formatBytes(kMostCopied))
                              : QString());
}

void JsonPage::showSize() {
  const auto& document = m_view->document();
  m_note->setText(document
                      ? tr("%1 · %2").arg(ui::formatCounted(document->lineCount(), tr("line"), tr("lines")),
                                          ui::formatBytes(document->bytes()))
                      : QString());
}

void JsonPage::copy(DocLine first, DocLine last, CopyForm form) {
  m_copying = true;
  m_session.ask(
      "json copy",
      [document = m_view->document(), first, last, form](store::Reader& reader, const store::Snapshot&,
                                                         std::stop_token stop) -> Result<QString> {
        const auto text = copyText(reader, *document, first, last, form, stop);
        if (!text) return unexpected(text.error());
        return QString::fromStdString(*text);
      },
      this,
      [this, lines = last - first + 1](Result<QString> text) {
        m_copying = false;
        if (!text) {
          fail(tr("This cannot be copied."), text.error());
          return;
        }
        QGuiApplication::clipboard()->setText(*text);
        say(tr("Copied %1").arg(ui::formatCounted(lines, tr("line"), tr("lines"))));
      });
}

void JsonPage::say(const QString& note) {
  m_note->setText(note);
  m_noteTimer.start(kNoteMilliseconds);
}

void JsonPage::askWhereToSave() {
  const std::string id =
      m_scope == Scope::Trace ? m_source.trace->id.hex() : m_source.trace->spanId[m_span].hex();
  const QString proposal = QDir::home().filePath(QString::fromStdString(id) + QStringLiteral(".json"));
  const QString path =
      QFileDialog::getSaveFileName(this, tr("Save as OTLP JSON"), proposal, tr("JSON (*.json)"));
  if (!path.isEmpty()) saveTo(path);
}

void JsonPage::saveTo(const QString& path) {
  const auto& document = m_view->document();
  if (!document || m_isSaving) return;
  m_isSaving = true;
  showContent();
  std::uint64_t total = 0;
  for (const Part& part : document->parts()) total += part.bytes;
  const auto job = std::make_shared<ui::Job>();
  const QString name = QFileInfo(path).fileName();
  m_saving->start(tr("Saving %1").arg(name), job, total, [](std::uint64_t done, std::uint64_t all) {
    // Around the records there is a little more.
    return tr("%1 of %2").arg(ui::formatBytes(std::min(done, all)), ui::formatBytes(all));
  });
  m_session.ask(
      "json save",
      [document, job, path = path.toStdString()](store::Reader& reader, const store::Snapshot&,
                                                 std::stop_token stop) {
        return saveFile(reader, *document, path, *job, stop);
      },
      this,
      [this, name](const Result<void>& saved) {
        m_isSaving = false;
        m_saving->stop();
        showContent();
        if (saved) {
          m_error->clear();
          say(tr("Saved %1").arg(name));
        } else {
          fail(tr("The file cannot be written."), saved.error());
        }
      });
}

void JsonPage::fail(const QString& what, const Error& error) { m_error->show(what, error); }

bool JsonPage::isSettled() const {
  return !m_reading && !m_finder->isWaiting() && !m_copying && !m_isSaving && !m_texts->isWaiting();
}

void JsonPage::focusFind() {
  m_find->setFocus();
  m_find->edit().selectAll();
}

bool JsonPage::event(QEvent* event) {
  // Taken before the shortcuts of the window, which mean other things by these keys.
  if (event->type() == QEvent::ShortcutOverride && ui::isFindKey(*static_cast<QKeyEvent*>(event))) {
    event->accept();
    return true;
  }
  return QWidget::event(event);
}

void JsonPage::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Find)) {
    focusFind();
  } else if (event->matches(QKeySequence::FindNext) || event->matches(QKeySequence::FindPrevious)) {
    m_finder->step(event->matches(QKeySequence::FindNext));
  } else {
    QWidget::keyPressEvent(event);
  }
}

void JsonPage::resizeEvent(QResizeEvent*) {
  m_loading->setGeometry(0, 0, width(), m_loading->sizeHint().height());
  m_loading->raise();
}

}  // namespace spanloupe::json
