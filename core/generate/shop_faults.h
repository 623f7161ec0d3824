// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong in the shop: which operation fails in which kind of request, how often in a row, and the
// exception it leaves behind, with a stack trace of the service's language. Constant table.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/generate/shop_operations.h"

namespace spanloupe::generate {

struct Fault {
  Op entrance;
  Op target;
  std::uint8_t failures;  ///< How often in one trace; fewer than the attempts means that a retry helps.
  std::uint8_t weight;
  std::uint16_t httpStatus;     ///< Answer of an HTTP target.
  std::string_view grpcStatus;  ///< Answer of a gRPC target.
  std::uint32_t extraMicros;    ///< Timeouts take long.
  std::string_view type;        ///< Empty: no exception, the status says it all.
  std::string_view message;
  std::string_view stack;
};
[[nodiscard]] std::span<const Fault> faults();

}  // namespace spanloupe::generate
