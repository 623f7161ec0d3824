// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/mapped_file.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <mutex>

namespace spanloupe::formats {
namespace {

/// What is mapped now; the handler may read it at any moment, so nothing here takes a lock. A slot is free
/// while its end is 0.
struct Slot {
  std::atomic<std::uintptr_t> begin{0};
  std::atomic<std::uintptr_t> end{0};
  std::atomic<bool> taken{false};
};
std::array<Slot, 64> mappings;
std::uintptr_t pageSize = 4096;
struct sigaction previous {};

static_assert(std::atomic<std::uintptr_t>::is_always_lock_free);

void passOn(int signal, siginfo_t* info, void* context) {
  if ((previous.sa_flags & SA_SIGINFO) != 0 && previous.sa_sigaction != nullptr) {
    previous.sa_sigaction(signal, info, context);
  } else if (previous.sa_handler == SIG_DFL || previous.sa_handler == SIG_IGN) {
    ::signal(signal, SIG_DFL);  // the access is tried again on return, and ends the program as it would have
  } else {
    previous.sa_handler(signal);
  }
}

void onMissingPage(int signal, siginfo_t* info, void* context) {
  const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
  for (const Slot& slot : mappings) {
    const std::uintptr_t end = slot.end.load(std::memory_order_acquire);
    if (address < slot.begin.load(std::memory_order_acquire) || address >= end) continue;
    // A file ends once: from here on everything is gone.
    const std::uintptr_t page = address / pageSize * pageSize;
    void* const put = ::mmap(reinterpret_cast<void*>(page), end - page, PROT_READ,
                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (put != MAP_FAILED) return;
    break;
  }
  passOn(signal, info, context);
}

void installHandler() {
  static std::once_flag once;
  std::call_once(once, [] {
    pageSize = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    struct sigaction action {};
    action.sa_sigaction = onMissingPage;
    action.sa_flags = SA_SIGINFO | SA_NODEFER;
    sigemptyset(&action.sa_mask);
    ::sigaction(SIGBUS, &action, &previous);
  });
}

Slot* takeSlot() {
  for (Slot& slot : mappings)
    if (!slot.taken.exchange(true)) return &slot;
  return nullptr;
}

void release(Slot& slot, void* base, std::size_t room) {
  slot.end = 0;
  slot.begin = 0;
  ::munmap(base, room);
  slot.taken = false;
}

}  // namespace

std::optional<SharedBytes> mapFile(const Descriptor& file) {
  struct stat status {};
  if (::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_size <= 0)
    return std::nullopt;
  installHandler();
  Slot* const slot = takeSlot();
  if (slot == nullptr) return std::nullopt;
  const auto size = static_cast<std::size_t>(status.st_size);
  // Room for the file and a page more, then the file over its start: what follows the last byte is readable
  // zeros even when the file fills its last page exactly.
  const std::size_t room = (size + pageSize - 1) / pageSize * pageSize + pageSize;
  void* const base = ::mmap(nullptr, room, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (base == MAP_FAILED) {
    slot->taken = false;
    return std::nullopt;
  }
  std::shared_ptr<const void> owner(
      base, [slot, room](const void* address) { release(*slot, const_cast<void*>(address), room); });
  if (::mmap(base, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, file.number(), 0) == MAP_FAILED)
    return std::nullopt;
  slot->begin = reinterpret_cast<std::uintptr_t>(base);
  slot->end = reinterpret_cast<std::uintptr_t>(base) + room;
  ::madvise(base, size, MADV_SEQUENTIAL);
  return SharedBytes{std::move(owner), {static_cast<const char*>(base), size}};
}

}  // namespace spanloupe::formats
