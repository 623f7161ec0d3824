// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/standard_output.h"

#include <unistd.h>

#include <cerrno>

namespace spanloupe::cli {

void StandardOutput::write(std::string_view text) {
  if (!open()) return;
  m_buffer += text;
  if (m_buffer.size() >= kBufferSize) flush();
}

void StandardOutput::flush() {
  std::string_view rest = m_buffer;
  while (!rest.empty() && open()) {
    const ssize_t written = ::write(m_descriptor, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      m_closed = true;
    } else if (errno != EINTR && errno != EAGAIN) {
      m_error = errno;
    }
  }
  m_buffer.clear();
}

Result<void> StandardOutput::finish() {
  flush();
  if (m_error != 0) return tl::unexpected(ioError("cannot write", "standard output", m_error));
  return {};
}

}  // namespace spanloupe::cli
