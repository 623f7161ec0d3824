// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An input that shows exactly as much as it is asked for, and every view in memory of its own, so that a
// sanitizer sees each byte that is read beyond one. One thread at a time.
#pragma once

#include <algorithm>
#include <cstring>

#include "core/formats/input.h"

namespace spanloupe::test {

class MemoryInput final : public formats::Input {
 public:
  /// `most`: never shows more than what was asked for, and in peekSome never more than this.
  explicit MemoryInput(std::string bytes, std::size_t most = std::size_t{1} << 30)
      : m_bytes(std::move(bytes)), m_most(most) {}

  [[nodiscard]] const std::string& name() const override { return m_name; }
  [[nodiscard]] Result<std::string_view> peek(std::size_t size) override {
    const auto view = std::string_view(m_bytes).substr(m_at, size);
    m_shown = std::make_unique<char[]>(view.size());
    std::memcpy(m_shown.get(), view.data(), view.size());
    m_largest = std::max(m_largest, view.size());
    return std::string_view(m_shown.get(), view.size());
  }
  [[nodiscard]] Result<std::string_view> peekSome(std::size_t atLeast, std::size_t atMost) override {
    return peek(std::max(atLeast, std::min(atMost, m_most)));
  }
  [[nodiscard]] Result<std::uint64_t> skip(std::uint64_t size) override {
    size = std::min<std::uint64_t>(size, m_bytes.size() - m_at);
    m_at += static_cast<std::size_t>(size);
    m_shown.reset();
    return size;
  }
  [[nodiscard]] Result<formats::SharedBytes> take(std::size_t size) override {
    const auto view = std::string_view(m_bytes).substr(m_at, size);
    std::shared_ptr<char[]> copy(new char[view.size() + kPadding]());
    std::memcpy(copy.get(), view.data(), view.size());
    m_at += view.size();
    return formats::SharedBytes{copy, {copy.get(), view.size()}};
  }
  [[nodiscard]] std::uint64_t offset() const override { return m_at; }
  [[nodiscard]] std::uint64_t rawOffset() const override { return m_at; }
  [[nodiscard]] std::string contentHash() const override { return {}; }

  /// The largest view that was asked for.
  [[nodiscard]] std::size_t largestView() const { return m_largest; }

 private:
  std::string m_name = "memory";
  std::string m_bytes;
  std::size_t m_most;
  std::size_t m_at = 0;
  std::size_t m_largest = 0;
  std::unique_ptr<char[]> m_shown;
};

}  // namespace spanloupe::test
