// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/document_start.h"

namespace spanloupe::formats::json {
namespace {

std::string_view withoutSpace(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  return text;
}

}  // namespace

std::string_view firstMemberName(std::string_view text) {
  text = withoutSpace(text);
  if (!text.starts_with('{')) return {};
  text = withoutSpace(text.substr(1));
  if (!text.starts_with('"')) return {};
  text.remove_prefix(1);
  const std::size_t end = text.substr(0, 256).find('"');
  return end == std::string_view::npos ? std::string_view() : text.substr(0, end);
}

bool beginsDocument(std::string_view text) {
  const Key key = keyNamed(firstMemberName(text));
  return key >= Key::ResourceSpans && key <= Key::Wrapper;
}

std::size_t findDocumentLine(std::string_view text, std::size_t from, bool known) {
  for (std::size_t at = text.find("\n{", from); at != std::string_view::npos; at = text.find("\n{", at + 1))
    if (!known || beginsDocument(text.substr(at + 1))) return at + 1;
  return std::string_view::npos;
}

}  // namespace spanloupe::formats::json
