// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>

#include "core/forward/export_target.h"

namespace spanloupe::forward {
namespace {

constexpr std::size_t kLargest = std::size_t{64} << 10;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  return text;
}

/// RFC 9110, "token".
bool isName(std::string_view text) {
  constexpr std::string_view kOther = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](unsigned char c) {
    return std::isalnum(c) != 0 || kOther.find(static_cast<char>(c)) != std::string_view::npos;
  });
}

bool isValue(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= ' ' && c < 0x7f; });
}

/// Ours alone to set: another value would make requests that no endpoint understands.
bool isReserved(std::string_view name) {
  static constexpr std::array<std::string_view, 8> kNames{
      "host",       "content-type", "content-length", "content-encoding", "transfer-encoding",
      "connection", "te",           "expect"};
  return name.starts_with("grpc-") || std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

Result<std::string> readPrivate(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return tl::unexpected(ioError("it cannot be read", path, errno));
  struct stat status {};
  std::string text(kLargest + 1, '\0');
  const bool known = ::fstat(file, &status) == 0;
  const ssize_t size = known ? ::read(file, text.data(), text.size()) : -1;
  const int error = errno;
  ::close(file);
  if (size < 0) return tl::unexpected(ioError("it cannot be read", path, error));
  if ((status.st_mode & 077) != 0)
    return fail(ErrorKind::InvalidArgument,
                "others than you can read this file of secrets; `chmod 600` it first", path);
  if (static_cast<std::size_t>(size) > kLargest)
    return fail(ErrorKind::InvalidArgument, "this is too large for a file of secrets", path);
  text.resize(static_cast<std::size_t>(size));
  return text;
}

}  // namespace

Result<std::string> readSecretFile(const std::string& path) {
  const auto text = readPrivate(path);
  if (!text) return text;
  return std::string(trimmed(*text));
}

Result<Headers> readHeadersFile(const std::string& path) {
  const auto text = readPrivate(path);
  if (!text) return tl::unexpected(text.error());
  return parseHeaders(*text, path);
}

Result<Headers> parseHeaders(std::string_view text, const std::string& file) {
  Headers headers;
  int number = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const std::size_t split = line.find_first_of(":=");
    std::string name(trimmed(line.substr(0, split)));
    const std::string_view value =
        split == std::string_view::npos ? std::string_view() : trimmed(line.substr(split + 1));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    // The line itself is not quoted: it may be a secret.
    if (split == std::string_view::npos || !isName(name) || !isValue(value))
      return fail(ErrorKind::InvalidArgument,
                  "line " + std::to_string(number) + " is not of the form “name: value”", file);
    if (isReserved(name))
      return fail(ErrorKind::InvalidArgument, "the header “" + name + "” cannot be set", file);
    headers.emplace_back(std::move(name), value);
  }
  return headers;
}

}  // namespace spanloupe::forward
