// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/raw_bytes.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "core/formats/open_input.h"

namespace spanloupe::formats {
namespace {

/// Between two looks at the stop token.
constexpr std::uint64_t kSkipAtOnce = std::uint64_t{4} << 20;

/// What tells a file that is its own only input from a compressed one or an archive.
constexpr std::size_t kHead = 4096;

/// Of the file as it lies on the disk; fewer at its end.
std::string fileBytes(const std::string& path, std::uint64_t offset, std::size_t size) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(size, '\0');
  file.seekg(static_cast<std::streamoff>(offset));
  if (file) file.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(file.gcount() > 0 ? static_cast<std::size_t>(file.gcount()) : 0);
  return bytes;
}

tl::unexpected<Error> tooShort(const std::string& name, std::uint64_t offset) {
  return fail(ErrorKind::NotFound, "the file has changed since it was read: it ends earlier now", name,
              offset);
}

Result<RawBytes> readFrom(Input& input, const std::string& path, std::uint64_t offset, std::size_t size,
                          const std::stop_token& stop) {
  const auto head = input.peek(kHead);
  if (!head) return unexpected(head.error());
  if (head->substr(0, kHead) == fileBytes(path, 0, kHead)) {
    RawBytes result{offset, fileBytes(path, offset, size), false};
    if (result.bytes.empty()) return tooShort(path, offset);
    return result;
  }
  while (input.offset() < offset) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    const auto skipped = input.skip(std::min(kSkipAtOnce, offset - input.offset()));
    if (!skipped) return unexpected(skipped.error());
    if (*skipped == 0) return tooShort(input.name(), offset);
  }
  const auto bytes = input.peek(size);
  if (!bytes) return unexpected(bytes.error());
  if (bytes->empty()) return tooShort(input.name(), offset);
  return RawBytes{offset, std::string(bytes->substr(0, size)), true};
}

}  // namespace

Result<RawBytes> readRawBytes(const std::string& path, const std::string& member, std::uint64_t offset,
                              std::size_t size, std::stop_token stop) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    return fail(ErrorKind::NotFound, "the file is not there any more, and its bytes are not kept", path);
  auto sequence = openFile(path, {});
  if (!sequence) return unexpected(sequence.error());
  while (!stop.stop_requested()) {
    auto input = (*sequence)->next();
    if (!input) return unexpected(input.error());
    if (!*input)
      return fail(ErrorKind::NotFound, "the file has changed since it was read: this is not in it any more",
                  member.empty() ? path : member);
    if (member.empty() || (*input)->name() == member) return readFrom(**input, path, offset, size, stop);
  }
  return fail(ErrorKind::Cancelled, "cancelled");
}

}  // namespace spanloupe::formats
