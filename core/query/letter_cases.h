// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Capital letters of all scripts beyond ASCII, where the small letter takes as many bytes in UTF-8. Those few
// that do not (the Kelvin sign, a capital sharp s) are left as they are. Pure; any thread.
#pragma once

namespace spanloupe::query {

/// The small letter of a capital one; of anything else itself.
[[nodiscard]] char32_t smallLetter(char32_t letter);

}  // namespace spanloupe::query
