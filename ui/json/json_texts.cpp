// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_texts.h"

#include <algorithm>

#include "ui/json/json_reading.h"
#include "ui/session/trace_session.h"

namespace spanloupe::json {
namespace {

constexpr std::size_t kMostAtATime = 256;
constexpr std::uint64_t kBytesAtATime = std::uint64_t{8} << 20;

}  // namespace

JsonTexts::JsonTexts(session::TraceSession& session, QObject* parent) : QObject(parent), m_session(session) {}

void JsonTexts::setDocument(std::shared_ptr<const JsonDocument> document) {
  m_session.cancel("json records", this);
  m_document = std::move(document);
  m_kept.clear();
  m_wanted.clear();
  m_size = 0;
  m_waiting = false;
}

const JsonText* JsonTexts::find(Record record) {
  const auto found = m_kept.find(record);
  if (found == m_kept.end()) return nullptr;
  found->second.used = m_clock;
  return found->second.text.get();
}

void JsonTexts::request(std::vector<Record> records) {
  ++m_clock;
  std::erase_if(records, [this](Record record) { return find(record) != nullptr; });
  m_wanted = std::move(records);
  // What is under way is let finish: replacing it while somebody scrolls would never let any.
  if (!m_waiting && !m_wanted.empty()) readWanted();
}

void JsonTexts::readWanted() {
  std::vector<Record> records;
  std::uint64_t bytes = 0;
  for (const Record record : m_wanted) {
    if (records.size() == kMostAtATime || bytes > kBytesAtATime) break;
    records.push_back(record);
    bytes += m_document->parts()[m_document->partOf(record)].bytes;
  }
  m_waiting = true;
  m_session.ask(
      "json records",
      [document = m_document, records](store::Reader& reader, const store::Snapshot&, std::stop_token stop) {
        return readRecords(reader, *document, records, stop);
      },
      this,
      [this, records](Result<std::vector<std::shared_ptr<const JsonText>>> texts) {
        m_waiting = false;
        if (!texts) {
          m_wanted.clear();
          emit failed(texts.error());
          return;
        }
        keep(records, *texts);
        std::erase_if(m_wanted, [this](Record record) { return m_kept.contains(record); });
        if (!m_wanted.empty()) readWanted();
        emit arrived();
      });
}

void JsonTexts::keep(const std::vector<Record>& records,
                     const std::vector<std::shared_ptr<const JsonText>>& texts) {
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (m_kept.insert_or_assign(records[i], Kept{texts[i], m_clock}).second) m_size += texts[i]->text.size();
  }
  if (m_size <= kMostKept) return;
  std::vector<std::pair<std::uint64_t, Record>> byAge;
  for (const auto& [record, kept] : m_kept)
    if (kept.used < m_clock) byAge.emplace_back(kept.used, record);
  std::sort(byAge.begin(), byAge.end());
  for (const auto& [used, record] : byAge) {
    if (m_size <= kMostKept) break;
    m_size -= m_kept[record].text->text.size();
    m_kept.erase(record);
  }
}

}  // namespace spanloupe::json
