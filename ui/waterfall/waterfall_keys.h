// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which key does what in a waterfall, by its public commands alone. UI thread.
#pragma once

#include <QtCore/qnamespace.h>

namespace spanloupe::waterfall {

class WaterfallView;

/// False: the key means nothing here.
bool handleKey(WaterfallView& view, int key, Qt::KeyboardModifiers modifiers);

}  // namespace spanloupe::waterfall
