// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Text of others for a tool tip: what looks like HTML is shown as it is, and nothing in it takes effect.
// Pure.
#pragma once

#include <QString>

namespace spanloupe::ui {

[[nodiscard]] QString plainToolTip(const QString& text);

}  // namespace spanloupe::ui
