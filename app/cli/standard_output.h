// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Standard output of the program, buffered. When its reader goes away (`| head`) that is no failure: what
// follows is dropped and open() tells loops to stop. Any other trouble is reported once, by finish(). Main
// thread.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace spanloupe::cli {

class StandardOutput {
 public:
  explicit StandardOutput(int descriptor = 1) : m_descriptor(descriptor) {}
  StandardOutput(const StandardOutput&) = delete;
  StandardOutput& operator=(const StandardOutput&) = delete;

  void write(std::string_view text);
  void flush();
  /// False once nobody reads any more, or writing failed.
  [[nodiscard]] bool open() const { return !m_closed && m_error == 0; }
  [[nodiscard]] Result<void> finish();

 private:
  static constexpr std::size_t kBufferSize = std::size_t{64} << 10;

  int m_descriptor;
  std::string m_buffer;
  bool m_closed = false;
  int m_error = 0;
};

}  // namespace spanloupe::cli
