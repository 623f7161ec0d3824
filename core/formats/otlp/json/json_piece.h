// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the splitter tells the decoder about a piece. Immutable, crosses threads.
#pragma once

#include <memory>
#include <string>

#include "core/formats/format.h"

namespace spanloupe::formats::json {

/// JSON text that was cut out of the input, with the padding that JsonCursor wants.
class PaddedText {
 public:
  PaddedText() = default;
  PaddedText(std::string_view text, std::uint64_t offset)
      : m_bytes(std::make_shared<const std::string>(std::string(text).append(Input::kPadding, '\0'))),
        m_size(text.size()),
        m_offset(offset) {}

  [[nodiscard]] std::string_view text() const {
    return m_bytes ? std::string_view(*m_bytes).substr(0, m_size) : std::string_view();
  }
  [[nodiscard]] std::uint64_t offset() const { return m_offset; }

 private:
  std::shared_ptr<const std::string> m_bytes;
  std::size_t m_size = 0;
  std::uint64_t m_offset = 0;
};

/// What the elements of a piece are; they may be separated by commas.
enum class Level : std::uint8_t {
  Values,  ///< Documents, resource groups, or arrays and wrappers of these. A piece without context has this.
  Scopes,  ///< ScopeSpans, ScopeLogs, ScopeMetrics of one resource.
  Spans,   ///< Records of one scope.
  Logs,
  Metrics,
};

struct JsonContext final : PieceContext {
  JsonContext() = default;
  JsonContext(const JsonContext& other)
      : PieceContext(),  // NOLINT(readability-redundant-member-init): GCC warns without it
        level(other.level),
        cut(other.cut),
        resource(other.resource),
        resourceSchemaUrl(other.resourceSchemaUrl),
        scope(other.scope),
        scopeSchemaUrl(other.scopeSchemaUrl) {}
  JsonContext& operator=(const JsonContext&) = delete;

  Level level = Level::Values;
  bool cut = false;              ///< The last element is incomplete, which has been reported.
  PaddedText resource;           ///< A JSON object, or nothing.
  PaddedText resourceSchemaUrl;  ///< A JSON string, or nothing.
  PaddedText scope;
  PaddedText scopeSchemaUrl;
};

}  // namespace spanloupe::formats::json
