// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A file that still grows, read like tail -F: at its end it waits for more until stopped. When the path names
// another file (rotation), the old one is read to its end and the new one from its start; when the file was
// cut shorter, it is read from its start again. One thread, except that the stop may come from any.
#pragma once

#include <stop_token>

#include "core/formats/raw_source.h"

namespace spanloupe::formats {

class FollowSource final : public ByteSource {
 public:
  FollowSource(std::string path, Descriptor file, LayerEnvironment environment, std::stop_token stop);

  [[nodiscard]] Result<std::size_t> read(char* out, std::size_t size) override;
  [[nodiscard]] bool wouldWait() override;

 private:
  [[nodiscard]] Result<std::size_t> readSome(char* out, std::size_t size);
  /// True when there may be something to read again without waiting: the file was replaced or cut.
  [[nodiscard]] bool reopenWhenReplaced();
  void watch();
  void wait();

  std::string m_path;
  Descriptor m_file;
  LayerEnvironment m_environment;
  Descriptor m_notify;  ///< inotify; may be invalid, then waiting ends after kPoll.
  Descriptor m_wake;    ///< Becomes readable when stopped.
  std::stop_token m_stop;
  std::stop_callback<std::function<void()>> m_onStop;
  std::uint64_t m_position = 0;
};

}  // namespace spanloupe::formats
