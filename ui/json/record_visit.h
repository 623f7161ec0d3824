// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every record of a trace once, as compact JSON, in the order the store has them: what making the document
// and searching it do. For the threads of the query pool.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/model/span_sink.h"
#include "core/store/reader.h"
#include "ui/json/json_document.h"

namespace spanloupe::json {

/// Texts and what number they have.
class Catalogue {
 public:
  std::uint32_t add(std::string text) {
    const auto [entry, isNew] =
        m_index.try_emplace(std::move(text), static_cast<std::uint32_t>(m_all.size()));
    if (isNew) {
      m_all.push_back(&entry->first);
      m_size += entry->first.size();
    }
    return entry->second;
  }
  [[nodiscard]] const std::string& at(std::uint32_t index) const { return *m_all[index]; }
  [[nodiscard]] std::size_t size() const { return m_size; }

 private:
  std::unordered_map<std::string, std::uint32_t> m_index;
  std::vector<const std::string*> m_all;
  std::size_t m_size = 0;
};

/// Gets whole records as the store visits them and passes them on as compact JSON.
class RecordSink final : public SpanSink {
 public:
  using Visit =
      std::function<void(Record, std::string_view compact, std::uint32_t resource, std::uint32_t scope)>;
  explicit RecordSink(Visit visit) : m_visit(std::move(visit)) {}

  /// The records of the rows that come next.
  void expect(const Record* records) { m_next = records; }
  [[nodiscard]] const Catalogue& resources() const { return m_resources; }
  [[nodiscard]] const Catalogue& scopes() const { return m_scopes; }

  ResourceHandle resource(const ResourceView& view) override;
  ScopeHandle scope(const ScopeView& view) override;
  void span(const SpanView& view) override;
  void log(const LogView& view) override;
  void metrics(std::uint64_t) override {}

 private:
  Visit m_visit;
  const Record* m_next = nullptr;
  Catalogue m_resources;
  Catalogue m_scopes;
  std::string m_text;
};

using RecordRow = std::pair<SpanRef, Record>;

/// Visits records in order of their rows, run by run, so that each block of the store is read once.
[[nodiscard]] Result<void> visitRecords(store::Reader& reader, const store::Snapshot& snapshot, bool logs,
                                        std::vector<RecordRow> records, RecordSink& sink,
                                        const std::stop_token& stop);

/// The spans of a trace, or its logs.
[[nodiscard]] std::vector<RecordRow> recordsOf(const Trace& trace, bool logs);
/// Those that a document has.
[[nodiscard]] std::vector<RecordRow> recordsOf(const JsonDocument& document, bool logs);

}  // namespace spanloupe::json
