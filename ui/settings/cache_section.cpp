// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/cache_section.h"

#include <QHBoxLayout>
#include <QSettings>
#include <QVBoxLayout>
#include <array>

#include "ui/common/format.h"
#include "ui/common/look.h"
#include "ui/common/states.h"
#include "ui/session/trace_session.h"
#include "ui/settings/cache_list.h"
#include "ui/settings/confirm_button.h"
#include "ui/settings/setting_row.h"
#include "ui/settings/stepper.h"

namespace spanloupe::settings {
namespace {

constexpr auto kLimitKey = "cache/limitGB";
/// Gigabytes; 0: no limit.
constexpr std::array kLimits{1, 2, 5, 10, 20, 50, 100, 200, 500, 0};
constexpr int kDefaultLimit = static_cast<int>(ingest::kDefaultCacheLimit / 1'000'000'000);

int limitOf(const QSettings& settings) {
  bool isNumber = false;
  const int limit = settings.value(QLatin1String(kLimitKey), kDefaultLimit).toInt(&isNumber);
  return isNumber && limit >= 0 ? limit : kDefaultLimit;
}

QStringList limitTexts() {
  QStringList texts;
  for (const int limit : kLimits)
    texts << (limit == 0 ? CacheSection::tr("no limit")
                         : ui::formatCount(std::int64_t{limit}) + ui::kThinSpace + QStringLiteral("GB"));
  return texts;
}

/// The largest that is not above what somebody wrote into the file.
int indexOfLimit(int limit) {
  if (limit == 0) return static_cast<int>(kLimits.size()) - 1;
  int index = 0;
  while (index + 2 < static_cast<int>(kLimits.size()) &&
         kLimits[static_cast<std::size_t>(index) + 1] <= limit)
    ++index;
  return index;
}

std::vector<CacheRow> rowsOf(const std::vector<ingest::CacheEntry>& entries) {
  std::vector<CacheRow> rows;
  for (const ingest::CacheEntry& entry : entries) rows.push_back({entry, ingest::sourcesOf(entry)});
  return rows;
}

}  // namespace

std::uint64_t cacheLimit(const QSettings& settings) {
  return static_cast<std::uint64_t>(limitOf(settings)) * 1'000'000'000;
}

CacheSection::CacheSection(const ui::Look& look, QSettings& settings, session::TraceSession& session,
                           QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_settings(settings),
      m_session(session),
      m_model(new CacheModel(this)),
      m_error(new ui::ErrorStrip(look, this)),
      m_folder(new ui::TextLabel(look, &ui::Fonts::mono, &ui::Theme::text2, {}, this)),
      m_list(new CacheList(look, *m_model, this)),
      m_total(new ui::TextLabel(look, &ui::Fonts::body, &ui::Theme::text3, {}, this)),
      m_clear(new ConfirmButton(look, ui::Icon::Trash, tr("Clear"), {}, this)),
      m_limit(new Stepper(look, tr("Keep at most"), limitTexts(), this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  m_folder->setElided(true);
  m_total->setElided(true);
  column->addWidget(new SettingRow(look, tr("Folder"), m_folder,
                                   tr("Opened files are kept here as sessions, "
                                      "so that they open at once the next time."),
                                   this));
  column->addWidget(m_error);
  column->addWidget(m_list);
  auto* below = new QHBoxLayout;
  below->setContentsMargins(0, look.measures().px(6), 0, look.measures().px(6));
  below->addWidget(m_total, 1);
  below->addWidget(m_clear);
  column->addLayout(below);
  column->addWidget(new SettingRow(look, tr("Keep at most"), m_limit,
                                   tr("Above it, the sessions that were unused for longest are removed."),
                                   this));
  m_error->hide();
  connect(m_error, &ui::ErrorStrip::dismissed, m_error, &ui::ErrorStrip::clear);
  connect(m_list, &CacheList::selectionMoved, this, &CacheSection::showTotal);
  connect(m_list, &CacheList::removeRequested, this, [this] {
    if (m_list->removableSelection().empty()) return;
    // Where the question is, so that it can be answered or left.
    m_clear->setFocus();
    m_clear->click();
  });
  connect(m_clear, &ConfirmButton::confirmed, this, &CacheSection::clear);
  connect(m_limit, &Stepper::stepped, this, &CacheSection::setLimit);
  readSettings();
  showTotal();
}

void CacheSection::readSettings() { m_limit->setCurrent(indexOfLimit(limitOf(m_settings))); }

std::string CacheSection::openPath() const {
  const session::OpenedSession* current = m_session.current();
  return current && current->path ? *current->path : std::string();
}

void CacheSection::refresh() {
  run({}, [] { return Result<QString>(QString()); });
}

/// Does `work`, then reads what the folder holds. What it returns is said beside the total.
void CacheSection::run(const QString& what, Work work) {
  m_busy = true;
  showTotal();
  m_worker.replace([this, what, work = std::move(work), open = openPath()](std::stop_token) {
    const Result<QString> note = work();
    const auto folder = ingest::cacheFolder();
    const auto entries = ingest::listCachedSessions();
    auto rows = std::make_shared<std::vector<CacheRow>>(entries ? rowsOf(*entries) : std::vector<CacheRow>());
    const std::optional<Error> problem = !note      ? std::optional(note.error())
                                         : !entries ? std::optional(entries.error())
                                                    : std::nullopt;
    m_mailbox.post([this, what, rows, problem, text = note.value_or(QString()),
                    path = QString::fromStdString(folder.value_or(std::string()))] {
      m_busy = false;
      m_note = text;
      m_error->clear();
      if (problem) m_error->show(what.isEmpty() ? tr("The cache cannot be read.") : what, *problem);
      show(std::move(*rows), path);
    });
  });
}

void CacheSection::show(std::vector<CacheRow> rows, const QString& folder) {
  m_folder->setText(folder);
  m_folder->setToolTip(folder);
  m_model->setRows(std::move(rows), openPath());
  showTotal();
}

void CacheSection::showTotal() {
  const auto selected = m_list->removableSelection();
  QString total = tr("%1 · %2").arg(
      ui::formatCounted(static_cast<std::uint64_t>(m_model->rowCount()), tr("session"), tr("sessions")),
      ui::formatBytes(m_model->bytes()));
  if (!m_note.isEmpty()) total += QStringLiteral(" · ") + m_note;
  m_total->setText(total);
  std::uint64_t bytes = m_model->removableBytes();
  if (!selected.empty()) {
    bytes = 0;
    for (const int row : selected) bytes += m_model->row(row).entry.bytes;
  }
  const QString size = ui::formatBytes(bytes);
  if (selected.empty()) {
    m_clear->setTexts(tr("Clear"), tr("Clear %1?").arg(size));
  } else {
    m_clear->setTexts(tr("Remove %1").arg(selected.size()), tr("Remove %1?").arg(size));
  }
  m_clear->setEnabled(!m_busy && bytes > 0);
}

void CacheSection::clear() {
  std::vector<std::string> paths;
  for (const int row : m_list->removableSelection()) paths.push_back(m_model->row(row).entry.path);
  if (paths.empty()) {
    for (int row = 0; row < m_model->rowCount(); ++row)
      if (!m_model->isOpen(row)) paths.push_back(m_model->row(row).entry.path);
  }
  run(tr("The cache cannot be cleared."), [paths = std::move(paths)]() -> Result<QString> {
    const auto removal = ingest::removeCachedSessions(paths);
    if (!removal) return unexpected(removal.error());
    QString note = tr("%1 freed").arg(ui::formatBytes(removal->removed.bytes));
    if (removal->inUse > 0) note += tr(", %1 in use elsewhere").arg(removal->inUse);
    return note;
  });
}

void CacheSection::setLimit(int index) {
  m_settings.setValue(QLatin1String(kLimitKey), kLimits[static_cast<std::size_t>(index)]);
  const std::uint64_t limit = cacheLimit(m_settings);
  m_session.setCacheLimit(limit);
  run(tr("There is no room to be made in the cache."), [limit, open = openPath()]() -> Result<QString> {
    if (limit == 0) return QString();
    if (const auto trimmed = ingest::trimCache(limit, open); !trimmed) return unexpected(trimmed.error());
    return QString();
  });
}

}  // namespace spanloupe::settings
