// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/proto/otlp_proto_format.h"
#include "tests/fuzz/fuzz_format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  spanloupe::fuzz::check(spanloupe::formats::otlpProtoFormat(), {reinterpret_cast<const char*>(data), size});
  return 0;
}
