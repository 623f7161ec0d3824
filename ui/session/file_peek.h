// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a few bytes of an input on a thread of its own; in a compressed file that can take a while. UI
// thread.
#pragma once

#include <QObject>
#include <thread>

#include "core/base/error.h"
#include "core/formats/raw_bytes.h"
#include "ui/session/mailbox.h"

namespace spanloupe::session {

/// Which input, and where in it.
struct BytePlace {
  std::string path;
  std::string member;  ///< Inside an archive, else empty.
  std::uint64_t offset = 0;
};

class FilePeek : public QObject {
  Q_OBJECT
 public:
  explicit FilePeek(QObject* parent = nullptr);
  /// Stops the reading.
  ~FilePeek() override;

  /// Once per object: `size` bytes from `place` on.
  void read(const BytePlace& place, std::size_t size);

 signals:
  void done(const spanloupe::formats::RawBytes& bytes);
  void failed(const spanloupe::Error& error);

 private:
  Mailbox m_mailbox;  // First: the thread posts to it until it is gone.
  std::jthread m_thread;
};

}  // namespace spanloupe::session
