// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// OTLP in protobuf (opentelemetry-proto 1.x): traces, logs and metrics in every framing that tools write to
// files.
#pragma once

#include "core/formats/format.h"

namespace spanloupe::formats {

[[nodiscard]] const Format& otlpProtoFormat();

}  // namespace spanloupe::formats
