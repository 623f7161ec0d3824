// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/secret_file.h"

#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace spanloupe::forward {
namespace {

bool writeAll(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0;
}

}  // namespace

Result<void> writeSecretFile(const std::string& path, std::string_view text) {
  std::string made = path + ".XXXXXX";
  const int file = ::mkostemp(made.data(), O_CLOEXEC);  // Mode 0600.
  if (file < 0) return tl::unexpected(ioError("it cannot be written", path, errno));
  bool isWritten = writeAll(file, text);
  int error = errno;
  ::close(file);
  if (isWritten && std::rename(made.c_str(), path.c_str()) != 0) {
    isWritten = false;
    error = errno;
  }
  if (isWritten) return {};
  ::unlink(made.c_str());
  return tl::unexpected(ioError("it cannot be written", path, error));
}

Result<std::string> makeToken() {
  constexpr std::string_view kDigits = "abcdefghijklmnopqrstuvwxyz234567";
  std::array<std::uint8_t, 20> random{};
  if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
    return tl::unexpected(ioError("the system has no random numbers", {}, errno));
  std::string token;
  std::uint32_t bits = 0;
  int count = 0;
  for (const std::uint8_t byte : random) {
    bits = bits << 8 | byte;
    for (count += 8; count >= 5; count -= 5) token += kDigits[bits >> (count - 5) & 31];
  }
  return token;
}

}  // namespace spanloupe::forward
