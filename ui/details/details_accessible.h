// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The sections and items of a DetailsView for screen readers: one child per line of the frame, with name,
// value and what can be done with it; made when asked for. UI thread.
#pragma once

namespace spanloupe::details {

class DetailsView;

/// Once per process is enough; more often does no harm.
void installDetailsAccessibility();
void notifyDetailsChanged(DetailsView* view);
void notifyItemFocused(DetailsView* view, int item);

}  // namespace spanloupe::details
