// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What was opened lately, newest first, kept in the settings it is given. UI thread; only what was remembered
// is shown, so no file is looked at here.
#pragma once

#include <QDateTime>
#include <QObject>
#include <QStringList>
#include <vector>

class QSettings;

namespace spanloupe::session {

struct RecentFile {
  QStringList paths;  ///< Opened together; absolute.
  quint64 spans = 0;
  quint64 bytes = 0;
  quint64 files = 1;  ///< Trace files inside, when it was a folder or an archive.
  QDateTime when;
};

class RecentFiles : public QObject {
  Q_OBJECT
 public:
  static constexpr int kKept = 12;

  /// `settings` must outlive this object.
  explicit RecentFiles(QSettings& settings, QObject* parent = nullptr);

  [[nodiscard]] const std::vector<RecentFile>& files() const { return m_files; }
  /// Puts `file` first; an entry with the same paths is replaced.
  void add(const RecentFile& file);
  void remove(const QStringList& paths);
  void clear();
  /// What forgotten() told of.
  void restore(std::vector<RecentFile> files);

 signals:
  void changed();
  /// By remove() or clear(): what there was before.
  void forgotten(const std::vector<spanloupe::session::RecentFile>& before);

 private:
  void save();

  QSettings& m_settings;
  std::vector<RecentFile> m_files;
};

}  // namespace spanloupe::session
