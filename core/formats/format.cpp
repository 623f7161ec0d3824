// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/format.h"

namespace spanloupe::formats {

std::unique_ptr<SpanWriter> Format::writer(Output&) const { return nullptr; }

}  // namespace spanloupe::formats
