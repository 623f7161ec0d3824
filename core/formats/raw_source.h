// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The lowest layers: bytes from a descriptor or from memory, and a look at the first bytes of any source.
// One thread at a time.
#pragma once

#include <optional>

#include "core/formats/byte_source.h"

namespace spanloupe::formats {

/// A descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number, bool owned = true) : m_number(number), m_owned(owned) {}
  Descriptor(Descriptor&& other) noexcept : m_number(other.m_number), m_owned(other.m_owned) {
    other.m_number = -1;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor() { close(); }

  [[nodiscard]] int number() const { return m_number; }
  [[nodiscard]] bool valid() const { return m_number >= 0; }

 private:
  void close();

  int m_number;
  bool m_owned;
};

class DescriptorSource final : public ByteSource {
 public:
  DescriptorSource(Descriptor descriptor, LayerEnvironment environment);

  [[nodiscard]] Result<std::size_t> read(char* out, std::size_t size) override;
  [[nodiscard]] bool wouldWait() override;
  [[nodiscard]] bool seek(std::uint64_t offset) override;
  [[nodiscard]] std::uint64_t size() const override { return m_size; }

 private:
  Descriptor m_descriptor;
  LayerEnvironment m_environment;
  bool m_regular = false;
  std::uint64_t m_size = 0;
};

class MemorySource final : public ByteSource {
 public:
  MemorySource(std::shared_ptr<const std::string> bytes, LayerEnvironment environment)
      : m_bytes(std::move(bytes)), m_environment(std::move(environment)) {}

  [[nodiscard]] Result<std::size_t> read(char* out, std::size_t size) override;
  [[nodiscard]] bool seek(std::uint64_t offset) override;
  [[nodiscard]] std::uint64_t size() const override { return m_bytes->size(); }

 private:
  std::shared_ptr<const std::string> m_bytes;
  LayerEnvironment m_environment;
  std::size_t m_at = 0;
};

/// Any source with its first bytes known.
class HeadSource final : public ByteSource {
 public:
  /// Reads the head; a failure is kept for later.
  HeadSource(std::unique_ptr<ByteSource> inner, std::size_t headSize);

  /// Fewer bytes than asked for when the source is shorter, or fails there.
  [[nodiscard]] std::string_view head() const { return m_head; }
  [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

  [[nodiscard]] Result<std::size_t> read(char* out, std::size_t size) override;
  [[nodiscard]] bool wouldWait() override {
    return m_at >= m_head.size() && !m_error && m_inner->wouldWait();
  }
  [[nodiscard]] bool seek(std::uint64_t offset) override;
  [[nodiscard]] std::uint64_t size() const override { return m_inner->size(); }

 private:
  std::unique_ptr<ByteSource> m_inner;
  std::string m_head;
  std::size_t m_at = 0;
  std::optional<Error> m_error;
};

}  // namespace spanloupe::formats
