// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who and what one trace is about: the values of high cardinality that its spans share. One thread.
#pragma once

#include <string_view>

#include "core/generate/attribute_writer.h"
#include "core/generate/random.h"
#include "core/generate/shop_operations.h"

namespace spanloupe::generate {

class TraceValues {
 public:
  /// New values, kept in `bytes`.
  void draw(Random& random, ByteArena& bytes);

  /// The text of a subject as it stands in paths and cache keys; products are drawn anew for every call.
  [[nodiscard]] std::string_view text(Subject subject) const {
    return m_texts[static_cast<std::size_t>(subject)];
  }
  void drawProduct(Random& random, ByteArena& bytes);
  /// Adds the subject's attribute, if it has one.
  void write(AttributeWriter& writer, Subject subject, Random& random) const;

  std::string_view clientAddress;
  std::string_view userAgent;
  std::string_view currency;
  std::string_view tenant;

 private:
  std::string_view m_texts[8];
};

}  // namespace spanloupe::generate
