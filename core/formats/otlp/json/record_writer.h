// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// OTLP messages as JSON text, as the specification writes them: lowerCamelCase, ids in hexadecimal, 64-bit
// integers as strings, enums as numbers, nothing that has its default value. Pure; each function appends to
// `out`.
#pragma once

#include <string>

#include "core/model/span.h"

namespace spanloupe::formats::json {

void appendSpan(std::string& out, const SpanView& span);
void appendLog(std::string& out, const LogView& log);
/// Without the schema URL, which belongs beside it.
void appendResource(std::string& out, const ResourceView& resource);
void appendScope(std::string& out, const ScopeView& scope);

}  // namespace spanloupe::formats::json
