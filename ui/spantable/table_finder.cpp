// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/table_finder.h"

#include "ui/common/find_field.h"
#include "ui/session/released_elsewhere.h"
#include "ui/session/trace_session.h"
#include "ui/spantable/span_table_model.h"
#include "ui/spantable/span_table_view.h"

namespace spanloupe::spantable {
namespace {

constexpr int kTypingPause = 60;

}  // namespace

TableFinder::TableFinder(session::TraceSession& session, SpanTableModel& model, SpanTableView& view,
                         ui::FindField& field, QObject* parent)
    : QObject(parent), m_session(session), m_model(model), m_view(view), m_field(field) {
  m_delay.setSingleShot(true);
  m_delay.setInterval(kTypingPause);
  connect(&m_delay, &QTimer::timeout, this, &TableFinder::search);
  connect(&field, &ui::FindField::textEdited, this, &TableFinder::edit);
  connect(&field, &ui::FindField::goRequested, this, &TableFinder::go);
  connect(&field, &ui::FindField::hideChosen, this, &TableFinder::setHides);
  connect(&field, &ui::FindField::escaped, &view, [&view] { view.setFocus(); });
  connect(&view, &SpanTableView::currentChanged, this, &TableFinder::showNote);
  // Another order, other groups: the same spans stand elsewhere.
  connect(&model, &SpanTableModel::contentChanged, this, [this] {
    if (!m_words.isEmpty()) ask();
  });
}

void TableFinder::edit() {
  if (m_field.text().trimmed().isEmpty()) {
    end();
  } else {
    m_delay.start();
  }
}

void TableFinder::clear() {
  m_field.setText({});
  end();
}

void TableFinder::end() {
  m_delay.stop();
  m_session.cancel("span table find", this);
  m_isAsked = false;
  m_goes.reset();
  m_words.clear();
  m_field.clearResult();
  m_view.setFound(nullptr);
  m_model.setOnly({});
}

void TableFinder::search() {
  m_words = m_field.text().trimmed();
  if (m_hides) {
    m_model.setOnly(m_words);  // Other content comes, and with it the next question.
    if (m_model.isBusy()) return;
  }
  ask();
}

void TableFinder::ask() {
  const std::shared_ptr<const TableContent>& content = m_model.content();
  if (content == nullptr || m_words.isEmpty()) return;
  m_isAsked = true;
  m_session.ask(
      "span table find",
      [content, snapshot = m_model.snapshot(), text = m_model.text(), words = m_words.toStdString()](
          store::Reader& reader, const store::Snapshot&, std::stop_token stop) {
        return findRows(reader, *snapshot, content, text, words, stop).map([](auto found) {
          return session::releasedElsewhere(std::move(found));
        });
      },
      this,
      [this](const Result<std::shared_ptr<const FoundRows>>& found) {
        m_isAsked = false;
        if (found) {
          take(*found);
        } else {
          m_goes.reset();
          emit failed(found.error());
        }
      });
}

void TableFinder::take(const std::shared_ptr<const FoundRows>& found) {
  // What came in between asks again by itself.
  if (found->content != m_model.content()) return;
  m_model.shareText(found->text);
  m_view.setFound(found);
  showNote();
  if (m_goes) go(*std::exchange(m_goes, std::nullopt));
}

bool TableFinder::isUpToDate() const {
  return m_view.found() != nullptr && m_view.found()->content == m_model.content() && !isWaiting() &&
         !m_model.isBusy();
}

void TableFinder::go(bool forward) {
  if (m_field.text().trimmed().isEmpty()) return;
  if (m_delay.isActive()) {
    m_delay.stop();
    search();
  }
  if (!isUpToDate()) {
    m_goes = forward;
    return;
  }
  const TableRow row = m_model.row(m_view.currentRow());
  const bool isOn = m_view.currentRow() >= 0;
  const std::uint32_t place = isOn ? m_model.placeOf(m_view.currentRow()) : 0;
  if (const auto next = m_view.found()->next(place, forward, !isOn || row.isGroup()))
    m_view.setCurrentRow(m_model.rowOfPlace(*next));
}

void TableFinder::setHides(bool hides) {
  m_hides = hides;
  m_field.setHides(hides);
  m_model.setOnly(hides ? m_words : QString());
}

void TableFinder::showNote() {
  const auto& found = m_view.found();
  if (found == nullptr || found->content != m_model.content()) return;
  const int row = m_view.currentRow();
  const bool isSpan = row >= 0 && !m_model.row(row).isGroup();
  m_field.setResult(isSpan ? found->numberOf(m_model.placeOf(row)) : 0, found->count(), true);
}

}  // namespace spanloupe::spantable
