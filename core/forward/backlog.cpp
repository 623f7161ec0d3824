// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/backlog.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

#include "core/forward/backlog_record.h"

namespace spanloupe::forward {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffix = ".tee";
constexpr std::uint64_t kFileBytes = std::uint64_t{8} << 20;

std::optional<std::uint64_t> numberOf(const std::string& name) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || std::string_view(end) != kSuffix) return std::nullopt;
  return number;
}

/// A file that is read from; its descriptor closes itself.
class ReadFile {
 public:
  explicit ReadFile(const std::string& path)
      : m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), m_error(m_descriptor < 0 ? errno : 0) {}
  ~ReadFile() {
    if (m_descriptor >= 0) ::close(m_descriptor);
  }
  ReadFile(const ReadFile&) = delete;
  ReadFile& operator=(const ReadFile&) = delete;
  /// Fewer bytes at the end of the file, none of one that is gone. An error, a lack of descriptors for
  /// example, says nothing about what is in the file.
  [[nodiscard]] Result<std::string> at(std::uint64_t offset, std::size_t size) const {
    if (m_descriptor < 0 && m_error != ENOENT) return tl::unexpected(failure(m_error));
    std::string bytes(m_descriptor < 0 ? 0 : size, '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
      const ssize_t read =
          ::pread(m_descriptor, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
      if (read < 0 && errno != EINTR) return tl::unexpected(failure(errno));
      if (read == 0) bytes.resize(done);
      if (read > 0) done += static_cast<std::size_t>(read);
    }
    return bytes;
  }

 private:
  static Error failure(int error) { return ioError("what is to be forwarded cannot be read", {}, error); }

  int m_descriptor;
  int m_error;
};

}  // namespace

Backlog::Backlog(std::string folder, std::uint64_t limit) : m_folder(std::move(folder)), m_limit(limit) {}

Backlog::~Backlog() {
  for (const int descriptor : {m_newest, m_position, m_lock})
    if (descriptor >= 0) ::close(descriptor);
}

Result<std::unique_ptr<Backlog>> Backlog::open(const std::string& folder, std::uint64_t limit) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) fs::permissions(folder, fs::perms::owner_all, error);
  if (error) return fail(ErrorKind::Io, "the folder cannot be used: " + error.message(), folder);
  std::unique_ptr<Backlog> backlog(new Backlog(folder, limit));
  if (auto locked = backlog->lock(); !locked) return tl::unexpected(locked.error());
  if (auto recovered = backlog->recover(); !recovered) return tl::unexpected(recovered.error());
  if (auto opened = backlog->openNewest(); !opened) return tl::unexpected(opened.error());
  backlog->count();
  return backlog;
}

Result<void> Backlog::lock() {
  const std::string path = m_folder + "/position";
  m_position = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (m_position < 0) return tl::unexpected(ioError("it cannot be written", path, errno));
  if (::flock(m_position, LOCK_EX | LOCK_NB) != 0)
    return fail(ErrorKind::Busy, "another process forwards from this folder", m_folder);
  return {};
}

/// What was left: the files from the one that the position names, as far as their records are whole. Nothing
/// is deleted, and no number used, that is only not seen.
Result<void> Backlog::recover() {
  std::array<std::uint64_t, 2> position{};
  if (::pread(m_position, position.data(), sizeof position, 0) != static_cast<ssize_t>(sizeof position))
    position = {};
  std::vector<std::uint64_t> numbers;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(m_folder, error))
    if (const auto number = numberOf(entry.path().filename().string())) numbers.push_back(*number);
  if (error) return fail(ErrorKind::Io, "the folder cannot be read: " + error.message(), m_folder);
  std::sort(numbers.begin(), numbers.end());
  for (const std::uint64_t number : numbers) {
    const std::uint64_t from = number == position[0] ? position[1] : 0;
    const Result<File> file = scan(number, from);
    if (!file) return tl::unexpected(file.error());
    if (number < position[0] || file->requests == 0) {
      ::unlink(pathOf(number).c_str());
      continue;
    }
    if (m_files.empty()) m_offset = from;
    m_files.push_back(*file);
  }
  // Never a number again that may have been sent.
  const std::uint64_t last = numbers.empty() ? position[0] : std::max(numbers.back(), position[0]);
  m_files.push_back({last + 1, 0, 0});
  if (m_files.size() == 1) m_offset = 0;
  return {};
}

Result<Backlog::File> Backlog::scan(std::uint64_t number, std::uint64_t from) const {
  const ReadFile file(pathOf(number));
  std::error_code error;
  const std::uint64_t whole = fs::file_size(pathOf(number), error);
  File found{number, from, 0};
  if (error) return fail(ErrorKind::Io, "it cannot be read: " + error.message(), pathOf(number));
  while (true) {
    const auto head = file.at(found.size, kRecordHead);
    if (!head) return tl::unexpected(head.error());
    const auto size = recordSize(*head);
    if (!size || found.size + *size > whole) break;
    found.size += *size;
    ++found.requests;
  }
  return found;
}

std::string Backlog::pathOf(std::uint64_t number) const {
  std::array<char, 32> name{};
  std::snprintf(name.data(), name.size(), "/%016llu", static_cast<unsigned long long>(number));
  return m_folder + name.data() + std::string(kSuffix);
}

Result<void> Backlog::openNewest() {
  const std::string path = pathOf(m_files.back().number);
  const int opened = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_TRUNC | O_CLOEXEC, 0600);
  if (opened < 0) return tl::unexpected(ioError("it cannot be written", path, errno));
  if (m_newest >= 0) ::close(m_newest);
  m_newest = opened;
  return {};
}

Result<void> Backlog::append(Signal signal, Encoding encoding, std::string_view body) {
  const std::string record = encodeRecord(signal, encoding, body);
  const std::lock_guard lock(m_mutex);
  if (record.size() > m_limit) {
    ++m_dropped;
    return fail(ErrorKind::TooLarge, "a request is larger than what may wait", m_folder);
  }
  makeRoom(record.size());
  if (m_newest < 0) {
    if (auto opened = openNewest(); !opened) {
      ++m_dropped;
      return opened;
    }
  } else if (m_files.back().size >= std::min(kFileBytes, m_limit / 8 + 1)) {
    m_files.push_back({m_files.back().number + 1, 0, 0});
    // Without a further file it goes on in this one.
    if (!openNewest()) m_files.pop_back();
  }
  const ssize_t written = ::write(m_newest, record.data(), record.size());
  if (written != static_cast<ssize_t>(record.size())) {
    const int error = written < 0 ? errno : ENOSPC;
    // A part of a record would hide those behind it.
    static_cast<void>(::ftruncate(m_newest, static_cast<off_t>(m_files.back().size)));
    ++m_dropped;
    return tl::unexpected(ioError("what is to be forwarded cannot be kept", m_folder, error));
  }
  m_files.back().size += record.size();
  ++m_files.back().requests;
  count();
  return {};
}

std::uint64_t Backlog::waitingBytes() const {
  std::uint64_t bytes = 0;
  for (const File& file : m_files) bytes += file.size;
  return bytes - m_offset;
}

void Backlog::makeRoom(std::uint64_t bytes) {
  std::uint64_t onDisk = waitingBytes() + m_offset;
  while (onDisk + bytes > m_limit && onDisk != 0) {
    m_dropped += m_files.front().requests;
    removeOldest();
    onDisk = waitingBytes() + m_offset;
  }
}

void Backlog::removeOldest() {
  ::unlink(pathOf(m_files.front().number).c_str());
  if (m_files.size() == 1) {
    // The newest one: go on in a further file.
    m_files.push_back({m_files.back().number + 1, 0, 0});
    if (!openNewest()) ::close(std::exchange(m_newest, -1));
  }
  m_files.pop_front();
  m_offset = 0;
  m_frontSize = 0;
  savePosition();
  count();
}

Result<std::optional<WaitingRequest>> Backlog::front() {
  const std::lock_guard lock(m_mutex);
  while (true) {
    const File& file = m_files.front();
    if (file.requests == 0 && m_files.size() == 1) return std::nullopt;
    if (file.requests != 0) {
      const ReadFile reader(pathOf(file.number));
      const auto head = reader.at(m_offset, kRecordHead);
      if (!head) return tl::unexpected(head.error());
      const auto size = recordSize(*head);
      const auto record = size ? reader.at(m_offset, *size) : Result<std::string>();
      if (!record) return tl::unexpected(record.error());
      if (auto request = decodeRecord(*record)) {
        m_frontSize = *size;
        return request;
      }
      m_dropped += file.requests;  // Damaged from here on.
    }
    removeOldest();
  }
}

void Backlog::pop() {
  const std::lock_guard lock(m_mutex);
  if (m_frontSize == 0) return;
  m_offset += m_frontSize;
  m_frontSize = 0;
  --m_files.front().requests;
  // A file that has been sent whole goes, so that nothing waits means next to nothing on the disk.
  if (m_files.front().requests == 0 && (m_files.size() > 1 || m_offset >= kFileBytes)) return removeOldest();
  savePosition();
  count();
}

void Backlog::savePosition() {
  const std::array<std::uint64_t, 2> position{m_files.front().number, m_offset};
  // Lost, it only means that something is sent twice, which receivers expect.
  static_cast<void>(::pwrite(m_position, position.data(), sizeof position, 0));
}

void Backlog::count() {
  std::uint64_t requests = 0;
  for (const File& file : m_files) requests += file.requests;
  m_requests = requests;
  m_bytes = waitingBytes();
}

}  // namespace spanloupe::forward
