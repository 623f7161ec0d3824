// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Access to the columns of one segment, wherever they are: in the session file or still in memory.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/store/column_codec.h"
#include "core/store/encoded_segment.h"

namespace spanloupe::store {

struct ColumnName {
  ColumnScope scope = ColumnScope::Span;
  std::string key;
};

/// One thread at a time.
class SegmentColumns {
 public:
  SegmentColumns() = default;
  SegmentColumns(const SegmentColumns&) = delete;
  SegmentColumns& operator=(const SegmentColumns&) = delete;
  virtual ~SegmentColumns() = default;

  /// In the order they were encoded: shapes count the columns of an attribute scope in this order.
  [[nodiscard]] virtual const std::vector<ColumnName>& names() const = 0;
  [[nodiscard]] virtual Result<std::unique_ptr<BlobSource>> open(std::size_t column) = 0;
};

/// The columns of a segment that has not been written yet; `segment` must outlive it.
class EncodedColumns final : public SegmentColumns {
 public:
  explicit EncodedColumns(const EncodedSegment& segment);
  [[nodiscard]] const std::vector<ColumnName>& names() const override { return m_names; }
  [[nodiscard]] Result<std::unique_ptr<BlobSource>> open(std::size_t column) override;

 private:
  const EncodedSegment& m_segment;
  std::vector<ColumnName> m_names;
};

}  // namespace spanloupe::store
