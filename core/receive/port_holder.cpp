// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/port_holder.h"

#include <dirent.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <climits>
#include <cstdio>
#include <memory>
#include <sstream>

#include "core/receive/listen_sockets.h"

namespace spanloupe::receive {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kLongest{300};
constexpr std::size_t kLargestTable = std::size_t{16} << 20;
constexpr std::size_t kLongestCommand = 120;
constexpr int kTriedPorts = 200;
constexpr std::uint16_t kUsualGrpc = 4317, kUsualHttp = 4318;

struct Listener {
  std::string inode;
  uid_t user = 0;
};

std::string contentOf(const std::string& path, std::size_t most) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), std::fclose);
  std::string bytes;
  if (!file) return bytes;
  std::array<char, 8192> block{};
  while (bytes.size() < most) {
    const std::size_t count =
        std::fread(block.data(), 1, std::min(block.size(), most - bytes.size()), file.get());
    if (count == 0) break;
    bytes.append(block.data(), count);
  }
  return bytes;
}

/// Who listens on `port`, of a table such as /proc/net/tcp: "sl local rem st queues timer retr uid timeout
/// inode".
std::optional<Listener> listenerIn(const std::string& table, std::uint16_t port) {
  constexpr std::string_view kListening = "0A";
  std::array<char, 8> hex{};
  std::snprintf(hex.data(), hex.size(), ":%04X", static_cast<unsigned>(port));
  std::istringstream lines(contentOf(table, kLargestTable));
  std::string line;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string number, local, remote, state, skipped, user;
    Listener listener;
    words >> number >> local >> remote >> state;
    if (state != kListening || !local.ends_with(hex.data())) continue;
    words >> skipped >> skipped >> skipped >> user >> skipped >> listener.inode;
    unsigned id = 0;
    std::from_chars(user.data(), user.data() + user.size(), id);
    listener.user = id;
    if (!listener.inode.empty()) return listener;
  }
  return std::nullopt;
}

std::string nameOfUser(uid_t user) {
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> room{};
  if (getpwuid_r(user, &entry, room.data(), room.size(), &found) == 0 && found != nullptr)
    return found->pw_name;
  return "user " + std::to_string(user);
}

/// Calls `visit` with the names in a folder until it returns true or the time is up.
template <typename Visit>
bool anyIn(const std::string& folder, Clock::time_point until, Visit visit) {
  const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.c_str()), ::closedir);
  if (!open) return false;
  // One thread reads one DIR, for which readdir() is safe.
  while (const dirent* entry = ::readdir(open.get())) {
    if (Clock::now() > until) return false;
    if (visit(std::string(static_cast<const char*>(entry->d_name)))) return true;
  }
  return false;
}

bool holds(const std::string& process, const std::string& socket, Clock::time_point until) {
  const std::string folder = process + "/fd";
  return anyIn(folder, until, [&](const std::string& descriptor) {
    std::array<char, PATH_MAX> link{};
    const ssize_t size = ::readlink((folder + "/" + descriptor).c_str(), link.data(), link.size());
    return size > 0 && std::string_view(link.data(), static_cast<std::size_t>(size)) == socket;
  });
}

std::string printable(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\0')) text.pop_back();
  for (char& c : text)
    if (c >= 0 && c < 0x20) c = ' ';
  return text;
}

/// Arguments may hold passwords: only the program and what names its work, up to the first option.
std::string commandOf(const std::string& process) {
  const std::string arguments = contentOf(process + "/cmdline", 4096);
  std::string command;
  std::size_t at = 0;
  while (at < arguments.size()) {
    const std::size_t end = std::min(arguments.find('\0', at), arguments.size());
    const std::string argument = arguments.substr(at, end - at);
    if (!command.empty() && argument.starts_with("-")) break;
    command += (command.empty() ? "" : " ") + argument;
    at = end + 1;
  }
  command = printable(std::move(command));
  if (command.size() > kLongestCommand) command = command.substr(0, kLongestCommand) + "…";
  return command;
}

PortHolder whoListens(const Listener& listener) {
  PortHolder holder;
  const std::string socket = "socket:[" + listener.inode + "]";
  const auto until = Clock::now() + kLongest;
  anyIn("/proc", until, [&](const std::string& name) {
    int pid = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (error != std::errc() || end != name.data() + name.size()) return false;
    const std::string process = "/proc/" + name;
    if (!holds(process, socket, until)) return false;
    holder.pid = pid;
    holder.name = printable(contentOf(process + "/comm", 64));
    holder.command = commandOf(process);
    holder.isThisProcess = pid == ::getpid();
    return true;
  });
  if (holder.pid == 0) holder.user = nameOfUser(listener.user);
  return holder;
}

}  // namespace

std::string PortHolder::text() const {
  if (isThisProcess) return "this program";
  if (pid == 0) return user.empty() ? "another user's process" : "another user's process (" + user + ")";
  return name + " (pid " + std::to_string(pid) + ")";
}

std::optional<PortHolder> holderOf(std::uint16_t port) {
  const auto listener = listenerIn("/proc/net/tcp", port);
  return listener ? whoListens(*listener) : holderOfV6(port);
}

std::optional<PortHolder> holderOfV6(std::uint16_t port) {
  const auto listener = listenerIn("/proc/net/tcp6", port);
  if (!listener) return std::nullopt;
  return whoListens(*listener);
}

Result<std::uint16_t> nextFreePort(std::uint16_t after, const std::vector<std::uint16_t>& except) {
  for (int port = after + 1; port <= UINT16_MAX && port <= after + kTriedPorts; ++port) {
    const auto number = static_cast<std::uint16_t>(port);
    if (number == kUsualGrpc || number == kUsualHttp ||
        std::find(except.begin(), except.end(), number) != except.end())
      continue;
    // ::1 counts only where it exists: an address that cannot be had is no listener on it.
    const auto v4 = listenOn({"127.0.0.1"}, number);
    if (!v4) continue;
    const auto v6 = listenOn({"::1"}, number);
    if (v6 || v6.error().kind != ErrorKind::Busy) return number;
  }
  return fail(ErrorKind::NotFound, "no free port was found above " + std::to_string(after));
}

}  // namespace spanloupe::receive
