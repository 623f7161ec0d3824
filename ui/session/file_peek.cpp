// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/file_peek.h"

namespace spanloupe::session {

FilePeek::FilePeek(QObject* parent) : QObject(parent) {}
FilePeek::~FilePeek() = default;

void FilePeek::read(const BytePlace& place, std::size_t size) {
  m_thread = std::jthread([this, place, size](std::stop_token stop) {
    auto read = formats::readRawBytes(place.path, place.member, place.offset, size, std::move(stop));
    m_mailbox.post([this, read = std::move(read)] {
      if (read) {
        emit done(*read);
      } else {
        emit failed(read.error());
      }
    });
  });
}

}  // namespace spanloupe::session
