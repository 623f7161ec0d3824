// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/stream_input.h"

#include <algorithm>
#include <cstring>

namespace spanloupe::formats {
namespace {

constexpr std::size_t kBlocksAhead = 3;

}  // namespace

StreamInput::StreamInput(std::string name, std::unique_ptr<ByteSource> source,
                         std::shared_ptr<const RawProgress> raw, bool ahead)
    : m_name(std::move(name)), m_source(std::move(source)), m_raw(std::move(raw)) {
  if (!ahead) return;
  m_queue = std::make_unique<BoundedQueue<Block>>(kBlocksAhead);
  m_reader = std::thread([this] {
    for (;;) {
      Block block = readBlock(*m_source, true);
      const bool last = block.last;
      if (!m_queue->push(std::move(block)) || last) break;
    }
    m_queue->close();
  });
}

StreamInput::~StreamInput() {
  if (!m_reader.joinable()) return;
  m_queue->close();
  m_reader.join();
}

StreamInput::Block StreamInput::newBlock(std::size_t size) {
  Block block;
  block.memory = std::shared_ptr<char[]>(new char[size + kPadding]);
  return block;
}

/// One block from `source`: a full one, or (unless `whole`) what can be had without waiting.
StreamInput::Block StreamInput::readBlock(ByteSource& source, bool whole) {
  Block block = newBlock(kBlock);
  while (block.end < kBlock) {
    if (!whole && block.end > 0 && source.wouldWait()) break;
    const auto read = source.read(block.memory.get() + block.end, kBlock - block.end);
    if (!read) block.error = read.error();
    if (!read || *read == 0) {
      block.last = true;
      break;
    }
    block.end += *read;
  }
  // The padding of the last piece is read, though its content never matters.
  std::memset(block.memory.get() + block.end, 0, kPadding);
  return block;
}

/// Gets one more block; false when there is none.
bool StreamInput::fetch() {
  if (m_ended) return false;
  Block block;
  if (m_queue != nullptr) {
    auto next = m_queue->pop();
    if (!next) return !(m_ended = true);
    block = std::move(*next);
  } else {
    if (m_source->wouldWait()) stalled();
    block = readBlock(*m_source, false);
  }
  m_ended = block.last;
  m_error = block.error;
  const std::size_t size = block.size();
  m_available += size;
  if (size > 0) m_blocks.push_back(std::move(block));
  return size > 0;
}

void StreamInput::gather(std::size_t atLeast, std::size_t atMost) {
  while (m_available < atLeast && fetch()) {
  }
  while (m_available < atMost && !m_ended && (m_queue != nullptr || !m_source->wouldWait()) && fetch()) {
  }
}

/// Makes the first block hold `size` bytes, which are there.
void StreamInput::joinFront(std::size_t size) {
  if (m_blocks.empty() || m_blocks.front().size() >= size) return;
  // Some more than asked for, so that small records at the seam of two blocks do not cause a copy each.
  constexpr std::size_t kExtra = std::size_t{64} << 10;
  const std::size_t wanted = std::min(m_available, size + kExtra);
  Block joined = newBlock(wanted);
  while (joined.end < wanted) {
    Block& front = m_blocks.front();
    const std::size_t count = std::min(front.size(), wanted - joined.end);
    std::memcpy(joined.memory.get() + joined.end, front.view().data(), count);
    joined.end += count;
    front.begin += count;
    if (front.size() == 0) m_blocks.pop_front();
  }
  std::memset(joined.memory.get() + joined.end, 0, kPadding);
  m_blocks.push_front(std::move(joined));
}

Error StreamInput::failure() const {
  Error error = *m_error;
  if (error.file.empty()) error.file = m_name;
  if (!error.offset) error.offset = m_offset;
  return error;
}

Result<std::string_view> StreamInput::peek(std::size_t size) { return peekSome(size, size); }

Result<std::string_view> StreamInput::peekSome(std::size_t atLeast, std::size_t atMost) {
  gather(atLeast, std::max(atLeast, atMost));
  if (m_available == 0 && m_error && atMost > 0) return tl::unexpected(failure());
  const std::size_t size = std::min(m_available, std::max(atLeast, atMost));
  joinFront(size);
  return m_blocks.empty() ? std::string_view() : m_blocks.front().view().substr(0, size);
}

/// Steps over bytes of the first block.
void StreamInput::step(std::size_t size) {
  if (size == 0) return;
  Block& front = m_blocks.front();
  m_hash.add(front.view().substr(0, size));
  front.begin += size;
  m_available -= size;
  m_offset += size;
  if (front.size() == 0) m_blocks.pop_front();
}

Result<std::uint64_t> StreamInput::skip(std::uint64_t size) {
  std::uint64_t done = 0;
  while (done < size) {
    if (m_blocks.empty() && !fetch()) break;
    const auto count =
        static_cast<std::size_t>(std::min<std::uint64_t>(m_blocks.front().size(), size - done));
    step(count);
    done += count;
  }
  if (done == 0 && size > 0 && m_error) return tl::unexpected(failure());
  return done;
}

Result<SharedBytes> StreamInput::take(std::size_t size) {
  const auto view = peek(size);
  if (!view) return tl::unexpected(view.error());
  SharedBytes taken;
  if (!view->empty()) taken = {m_blocks.front().memory, *view};
  step(view->size());
  return taken;
}

}  // namespace spanloupe::formats
