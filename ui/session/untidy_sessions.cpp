// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/untidy_sessions.h"

#include "core/store/session.h"

namespace spanloupe::session {

UntidySessions::~UntidySessions() {
  // Opening for writing gives the room back. Where that fails, the next one who writes does it.
  for (const auto& path : m_paths) [[maybe_unused]] const auto tidied = store::Session::openForWriting(*path);
}

}  // namespace spanloupe::session
