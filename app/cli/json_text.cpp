// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json_text.h"

#include <cmath>

namespace spanloupe::cli {

void JsonText::separate() {
  if (m_needsComma) m_text += ',';
  m_needsComma = true;
}

JsonText& JsonText::open(char bracket) {
  separate();
  m_text += bracket;
  m_needsComma = false;
  return *this;
}

JsonText& JsonText::close(char bracket) {
  m_text += bracket;
  m_needsComma = true;
  return *this;
}

JsonText& JsonText::key(std::string_view name) {
  separate();
  appendJsonString(m_text, name);
  m_text += ':';
  m_needsComma = false;
  return *this;
}

JsonText& JsonText::text(std::string_view value) {
  separate();
  appendJsonString(m_text, value);
  return *this;
}

JsonText& JsonText::real(double value) {
  separate();
  if (!std::isfinite(value)) m_text += '"';
  appendNumber(m_text, value);
  if (!std::isfinite(value)) m_text += '"';
  return *this;
}

JsonText& JsonText::attribute(AttributeValue value) {
  separate();
  appendJson(m_text, value);
  return *this;
}

JsonText& JsonText::raw(std::string_view json) {
  separate();
  m_text += json;
  return *this;
}

}  // namespace spanloupe::cli
