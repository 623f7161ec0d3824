// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of the records that are on screen, read when asked for and kept up to a bound. UI thread.
#pragma once

#include <QObject>
#include <unordered_map>

#include "core/base/error.h"
#include "ui/json/json_document.h"

namespace spanloupe::session {
class TraceSession;
}

namespace spanloupe::json {

class JsonTexts : public QObject {
  Q_OBJECT
 public:
  JsonTexts(session::TraceSession& session, QObject* parent);

  void setDocument(std::shared_ptr<const JsonDocument> document);
  /// Null: not here yet.
  [[nodiscard]] const JsonText* find(Record record);
  /// Reads what is not here; of several wishes the newest counts.
  void request(std::vector<Record> records);
  [[nodiscard]] bool isWaiting() const { return m_waiting; }

  /// What texts may take beyond those asked for last.
  static constexpr std::size_t kMostKept = std::size_t{32} << 20;

 signals:
  void arrived();
  void failed(const spanloupe::Error& error);

 private:
  struct Kept {
    std::shared_ptr<const JsonText> text;
    std::uint64_t used = 0;
  };
  void readWanted();
  void keep(const std::vector<Record>& records, const std::vector<std::shared_ptr<const JsonText>>& texts);

  session::TraceSession& m_session;
  std::shared_ptr<const JsonDocument> m_document;
  std::unordered_map<Record, Kept> m_kept;
  std::size_t m_size = 0;
  std::uint64_t m_clock = 0;
  std::vector<Record> m_wanted;
  bool m_waiting = false;
};

}  // namespace spanloupe::json
