// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What all spans of one operation have in common, made once: name, kind, library and constant attributes, in
// today's and in yesterday's names. Built by one thread, then read only.
#pragma once

#include <string>
#include <vector>

#include "core/generate/attribute_list.h"
#include "core/generate/shop_operations.h"
#include "core/model/span.h"

namespace spanloupe::generate {

/// The caller's span (client, producer, or what runs inside) or the span of who serves it (server, consumer).
enum class Side : std::uint8_t { Caller, Callee };

struct SpanTemplate {
  std::string name;
  SpanKind kind = SpanKind::Internal;
  Library library = Library::Code;
  AttributeList attributes;
};

class SpanTemplates {
 public:
  SpanTemplates();
  [[nodiscard]] const SpanTemplate& get(Op op, Side side, bool legacy) const {
    return m_templates[static_cast<std::size_t>(op) * 4 + (side == Side::Callee ? 2U : 0U) +
                       (legacy ? 1U : 0U)];
  }

 private:
  std::vector<SpanTemplate> m_templates;
};

}  // namespace spanloupe::generate
