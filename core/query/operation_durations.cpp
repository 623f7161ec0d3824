// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/operation_durations.h"

#include <algorithm>

#include "core/store/column_loader.h"
#include "core/store/context_codec.h"
#include "core/store/segment_info.h"
#include "core/store/snapshot.h"

namespace spanloupe::query {
namespace {

using store::ColumnScope;

/// Whether texts of one column are wanted, asked once per entry of a dictionary.
template <typename Wants>
class Wanted {
 public:
  explicit Wanted(Wants wants) : m_wants(std::move(wants)) {}
  void begin(const store::TextRange& texts) {
    m_texts = &texts;
    // One dictionary serves all blocks of a segment.
    if (texts.dictionary() == nullptr || texts.dictionary() == m_dictionary) return;
    m_dictionary = texts.dictionary();
    m_known.assign(std::size_t{m_dictionary->size()} + 1, 0);
    m_known[0] = m_wants(std::string_view()) ? 1 : 0;
    for (std::uint32_t code = 1; code < m_known.size(); ++code)
      m_known[code] = m_wants(m_dictionary->at(code - 1)) ? 1 : 0;
  }
  [[nodiscard]] bool at(std::uint32_t row) const {
    return m_texts->dictionary() != nullptr ? m_known[m_texts->code(row)] != 0 : m_wants(m_texts->at(row));
  }
  /// Whether any row can be wanted at all.
  [[nodiscard]] bool any() const {
    return m_texts->dictionary() == nullptr ||
           std::any_of(m_known.begin(), m_known.end(), [](char known) { return known != 0; });
  }

 private:
  Wants m_wants;
  const store::TextRange* m_texts = nullptr;
  const store::Dictionary* m_dictionary = nullptr;
  std::vector<char> m_known;
};

class Pass {
 public:
  Pass(const std::string& service, const std::string& name, DurationDistribution& out)
      : m_service(service), m_name(name), m_out(out) {}

  Result<void> read(store::SegmentReader& reader, const std::stop_token& stop) {
    Wanted byName([this](std::string_view text) { return text == m_name; });
    Wanted byService([this](std::string_view bytes) { return isService(bytes); });
    const std::uint32_t spans = reader.summary().spans;
    for (std::uint32_t first = 0; first < spans; first += store::kBlockRows) {
      if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
      const std::uint32_t count = std::min(store::kBlockRows, spans - first);
      const auto names = reader.texts(ColumnScope::Span, store::key::kName, first, count);
      if (!names) return tl::unexpected(names.error());
      byName.begin(*names);
      if (!byName.any()) return {};
      m_rows.clear();
      for (std::uint32_t row = 0; row < count; ++row)
        if (byName.at(row)) m_rows.push_back(row);
      if (m_rows.empty()) continue;
      const auto resources = reader.texts(ColumnScope::Span, store::key::kResource, first, count);
      if (!resources) return tl::unexpected(resources.error());
      byService.begin(*resources);
      std::erase_if(m_rows, [&](std::uint32_t row) { return !byService.at(row); });
      if (m_rows.empty()) continue;
      if (auto added = add(reader, first, count); !added) return added;
    }
    return {};
  }

 private:
  bool isService(std::string_view bytes) {
    ResourceView view;
    if (bytes.empty()) return m_service.empty();
    return store::decodeResource(bytes, m_attributes, view) && store::serviceName(m_attributes) == m_service;
  }
  Result<void> add(store::SegmentReader& reader, std::uint32_t first, std::uint32_t count) {
    store::Loader load(reader, ColumnScope::Span, first, count);
    const store::Numbers durations = load.integers(store::key::kDuration);
    const store::Numbers status = load.integers(store::key::kStatus);
    if (load.error()) return tl::unexpected(*load.error());
    for (const std::uint32_t row : m_rows)
      m_out.add(static_cast<std::int64_t>(durations[row]),
                status[row] == static_cast<std::uint64_t>(StatusCode::Error));
    return {};
  }

  const std::string& m_service;
  const std::string& m_name;
  DurationDistribution& m_out;
  std::vector<std::uint32_t> m_rows;
  std::vector<Attribute> m_attributes;
};

}  // namespace

Result<DurationDistribution> operationDurations(store::Reader& reader, const store::Snapshot& snapshot,
                                                const std::string& service, const std::string& name,
                                                std::stop_token stop) {
  DurationDistribution distribution;
  Pass pass(service, name, distribution);
  for (const auto& segment : snapshot.segments()) {
    const auto read =
        reader.readSegment(segment, [&](store::SegmentReader& columns) { return pass.read(columns, stop); });
    if (!read) return tl::unexpected(read.error());
  }
  distribution.finish();
  return distribution;
}

}  // namespace spanloupe::query
