// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/recent_files.h"

#include <QSettings>
#include <QStandardPaths>
#include <algorithm>
#include <utility>

namespace spanloupe::session {
namespace {
constexpr auto kGroup = "recent";

/// What the program keeps for itself is nothing that a person opened.
bool isOwn(const QString& path) {
  const QString cache = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation);
  return path.startsWith(cache + QLatin1String("/spanloupe/"));
}

}  // namespace

RecentFiles::RecentFiles(QSettings& settings, QObject* parent) : QObject(parent), m_settings(settings) {
  const int count = std::min(settings.beginReadArray(kGroup), kKept);
  for (int i = 0; i < count; ++i) {
    settings.setArrayIndex(i);
    RecentFile file{settings.value("paths").toStringList(), settings.value("spans").toULongLong(),
                    settings.value("bytes").toULongLong(), settings.value("files").toULongLong(),
                    settings.value("when").toDateTime()};
    if (!file.paths.isEmpty() && !isOwn(file.paths.first())) m_files.push_back(std::move(file));
  }
  settings.endArray();
}

void RecentFiles::add(const RecentFile& file) {
  if (file.paths.isEmpty() || isOwn(file.paths.first())) return;
  std::erase_if(m_files, [&](const RecentFile& other) { return other.paths == file.paths; });
  m_files.insert(m_files.begin(), file);
  if (m_files.size() > kKept) m_files.resize(kKept);
  save();
}

void RecentFiles::remove(const QStringList& paths) {
  const std::vector<RecentFile> before = m_files;
  if (std::erase_if(m_files, [&](const RecentFile& other) { return other.paths == paths; }) == 0) return;
  save();
  emit forgotten(before);
}

void RecentFiles::clear() {
  const std::vector<RecentFile> before = std::exchange(m_files, {});
  save();
  if (!before.empty()) emit forgotten(before);
}

void RecentFiles::restore(std::vector<RecentFile> files) {
  m_files = std::move(files);
  save();
}

void RecentFiles::save() {
  m_settings.remove(kGroup);
  m_settings.beginWriteArray(kGroup, static_cast<int>(m_files.size()));
  for (int i = 0; i < static_cast<int>(m_files.size()); ++i) {
    const RecentFile& file = m_files[static_cast<std::size_t>(i)];
    m_settings.setArrayIndex(i);
    m_settings.setValue("paths", file.paths);
    m_settings.setValue("spans", file.spans);
    m_settings.setValue("bytes", file.bytes);
    m_settings.setValue("files", file.files);
    m_settings.setValue("when", file.when);
  }
  m_settings.endArray();
  emit changed();
}

}  // namespace spanloupe::session
