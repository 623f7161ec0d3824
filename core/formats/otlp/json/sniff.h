// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Tells OTLP JSON from the JSON of other tools by the first member names. Pure.
#pragma once

#include "core/formats/format.h"

namespace spanloupe::formats::json {

[[nodiscard]] Sniff sniffJson(std::string_view head);

}  // namespace spanloupe::formats::json
