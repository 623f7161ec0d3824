// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/follow_source.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace spanloupe::formats {
namespace {

// Network file systems report no changes made elsewhere, so waiting never relies on inotify alone.
constexpr int kPollMilliseconds = 500;

bool sameFile(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

}  // namespace

FollowSource::FollowSource(std::string path, Descriptor file, LayerEnvironment environment,
                           std::stop_token stop)
    : m_path(std::move(path)),
      m_file(std::move(file)),
      m_environment(std::move(environment)),
      m_notify(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)),
      m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      m_stop(std::move(stop)),
      m_onStop(m_stop, [this] {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t written = ::write(m_wake.number(), &one, sizeof one);
      }) {
  watch();
}

void FollowSource::watch() {
  if (m_notify.valid())
    ::inotify_add_watch(m_notify.number(), m_path.c_str(),
                        IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE_SELF);
}

Result<std::size_t> FollowSource::readSome(char* out, std::size_t size) {
  for (;;) {
    const ssize_t count = ::pread(m_file.number(), out, size, static_cast<off_t>(m_position));
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return tl::unexpected(ioError("cannot read", m_environment.name, errno));
  }
}

bool FollowSource::reopenWhenReplaced() {
  struct stat open {};
  struct stat named {};
  if (::fstat(m_file.number(), &open) != 0) return false;
  if (static_cast<std::uint64_t>(open.st_size) < m_position) {
    m_position = 0;
    return open.st_size > 0;
  }
  // Between the old file's last byte and this look something may have been appended to it: that comes first.
  if (static_cast<std::uint64_t>(open.st_size) > m_position) return true;
  if (::stat(m_path.c_str(), &named) != 0 || sameFile(open, named)) return false;
  Descriptor next(::open(m_path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!next.valid()) return false;
  m_file = std::move(next);
  m_position = 0;
  watch();
  return true;
}

Result<std::size_t> FollowSource::read(char* out, std::size_t size) {
  for (;;) {
    const auto count = readSome(out, size);
    if (!count) return count;
    if (*count > 0) {
      m_position += *count;
      m_environment.raw->bytes.fetch_add(*count, std::memory_order_relaxed);
      return count;
    }
    if (m_stop.stop_requested()) return 0;
    if (!reopenWhenReplaced()) wait();
  }
}

bool FollowSource::wouldWait() {
  struct stat status {};
  return !m_stop.stop_requested() && ::fstat(m_file.number(), &status) == 0 &&
         static_cast<std::uint64_t>(status.st_size) == m_position && !reopenWhenReplaced();
}

void FollowSource::wait() {
  std::array<pollfd, 2> events{{{m_wake.number(), POLLIN, 0}, {m_notify.number(), POLLIN, 0}}};
  ::poll(events.data(), events.size(), kPollMilliseconds);
  std::array<char, 4096> discarded;
  while (m_notify.valid() && ::read(m_notify.number(), discarded.data(), discarded.size()) > 0) {
  }
}

}  // namespace spanloupe::formats
