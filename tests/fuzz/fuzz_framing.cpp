// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Cutting by itself: whatever the way in which an input gives its bytes, the pieces are the same run of them,
// in order, and small.
#include <cstdlib>

#include "core/formats/otlp/proto/otlp_proto_format.h"
#include "tests/fuzz/fuzz_format.h"
#include "tests/support/packing.h"
#include "tests/support/read_all.h"

namespace {

using namespace spanloupe;
using namespace spanloupe::formats;

struct Cut {
  std::uint64_t end = 0;
  std::uint64_t bytes = 0;
  friend bool operator==(const Cut&, const Cut&) = default;
};

Cut cut(std::string bytes, std::string_view plain) {
  Cut result;
  auto sequence = openMemory(std::move(bytes), "fuzz", {});
  auto input = (*sequence)->next();
  if (!input || *input == nullptr) return result;
  Diagnostics diagnostics;
  const auto splitter = otlpProtoFormat().split(**input);
  for (;;) {
    const auto piece = splitter->next(diagnostics);
    if (!piece || !piece->has_value()) return result;
    const std::string_view data = (*piece)->data.bytes;
    if (data.empty() || (*piece)->offset < result.end) std::abort();
    if (plain.substr((*piece)->offset, data.size()) != data) std::abort();
    result.end = (*piece)->offset + data.size();
    result.bytes += data.size();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Behind a gzip header of ours the bytes themselves are never taken for something compressed.
  const std::string plain = "\x0a" + std::string(reinterpret_cast<const char*>(data), size);
  const Cut memory = cut(plain, plain);
  if (cut(test::gzip(plain), plain) != memory) std::abort();
  return 0;
}
