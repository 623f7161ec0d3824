// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/reading_hold.h"

#include "ui/session/released_elsewhere.h"

namespace spanloupe::session {

void ReadingHold::set(bool isHeld) {
  constexpr std::string_view kKind = "reading hold";
  m_session.cancel(kKind, this);
  m_lease.reset();
  if (!isHeld || !m_session.isLive()) return;
  using Answer = Result<std::shared_ptr<const store::Reader>>;
  m_session.ask(
      kKind,
      [](store::Reader& reader, const store::Snapshot&, std::stop_token) -> Answer {
        auto lease = reader.forParts();
        if (!lease) return unexpected(lease.error());
        // Closing files is not for the UI thread either.
        return releasedElsewhere(std::shared_ptr<const store::Reader>(std::move(*lease)));
      },
      this,
      [this](Answer lease) {
        // Without it, what is paused goes on by itself once it is cut.
        if (lease) m_lease = std::move(*lease);
      });
}

}  // namespace spanloupe::session
