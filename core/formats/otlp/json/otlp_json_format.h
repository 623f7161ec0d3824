// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// OTLP in JSON: documents, lines, concatenations and arrays, in the dialects listed in the OTLP format notes.
#pragma once

#include "core/formats/format.h"

namespace spanloupe::formats {

/// Reads every JSON form; writes one document.
[[nodiscard]] const Format& otlpJsonFormat();
/// Writes JSON lines; reading is the JSON format's.
[[nodiscard]] const Format& otlpJsonLinesFormat();

}  // namespace spanloupe::formats
