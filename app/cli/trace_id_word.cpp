// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/trace_id_word.h"

namespace spanloupe::cli {

Result<TraceId> traceIdOf(const std::string& word) {
  std::string digits = word;
  if (word.size() == 55 && word[2] == '-' && word[35] == '-') digits = word.substr(3, 32);
  if (word.size() == 35 && word.starts_with("1-") && word[10] == '-')
    digits = word.substr(2, 8) + word.substr(11);
  if (digits.size() >= 16 && digits.size() < 32) digits.insert(0, 32 - digits.size(), '0');
  const auto id = TraceId::fromHex(digits);
  if (!id) return fail(ErrorKind::InvalidArgument, "“" + word + "” is no trace id: 32 hexadecimal digits");
  return *id;
}

}  // namespace spanloupe::cli
