// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/backlog_record.h"

#include <xxhash.h>
#include <zstd.h>

#include <cstring>

namespace spanloupe::forward {
namespace {

constexpr std::uint32_t kMagic = 0x31544c53;  // "SLT1"
/// Above what any receiver takes.
constexpr std::uint64_t kLargestBody = std::uint64_t{1} << 30;

struct Head {
  std::uint32_t magic = kMagic;
  std::uint8_t signal = 0;
  std::uint8_t encoding = 0;
  std::uint16_t unused = 0;
  std::uint64_t size = 0;  ///< Of the compressed body.
  std::uint64_t hash = 0;  ///< Of the compressed body and of what stands before in the head.
};
static_assert(sizeof(Head) == kRecordHead);

std::uint64_t hashOf(const Head& head, std::string_view packed) {
  const std::uint64_t seed = std::uint64_t{head.signal} << 8 | head.encoding;
  return XXH3_64bits_withSeed(packed.data(), packed.size(), seed);
}

}  // namespace

std::string encodeRecord(Signal signal, Encoding encoding, std::string_view body) {
  std::string record(kRecordHead + ZSTD_compressBound(body.size()), '\0');
  const std::size_t packed =
      ZSTD_compress(record.data() + kRecordHead, record.size() - kRecordHead, body.data(), body.size(), 1);
  record.resize(kRecordHead + packed);
  Head head;
  head.signal = static_cast<std::uint8_t>(signal);
  head.encoding = static_cast<std::uint8_t>(encoding);
  head.size = packed;
  head.hash = hashOf(head, std::string_view(record).substr(kRecordHead));
  std::memcpy(record.data(), &head, sizeof head);
  return record;
}

std::optional<std::uint64_t> recordSize(std::string_view bytes) {
  Head head;
  if (bytes.size() < kRecordHead) return std::nullopt;
  std::memcpy(&head, bytes.data(), sizeof head);
  if (head.magic != kMagic || head.size > kLargestBody || head.signal > 2 || head.encoding > 1)
    return std::nullopt;
  return kRecordHead + head.size;
}

std::optional<WaitingRequest> decodeRecord(std::string_view record) {
  const auto size = recordSize(record);
  if (!size || *size != record.size()) return std::nullopt;
  Head head;
  std::memcpy(&head, record.data(), sizeof head);
  const std::string_view packed = record.substr(kRecordHead);
  if (hashOf(head, packed) != head.hash) return std::nullopt;
  const unsigned long long bodySize = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (bodySize > kLargestBody) return std::nullopt;  // Also when it is not known, or no frame.
  WaitingRequest request;
  request.signal = static_cast<Signal>(head.signal);
  request.encoding = static_cast<Encoding>(head.encoding);
  request.body.resize(bodySize);
  const std::size_t out = ZSTD_decompress(request.body.data(), bodySize, packed.data(), packed.size());
  if (out != bodySize) return std::nullopt;
  return request;
}

}  // namespace spanloupe::forward
