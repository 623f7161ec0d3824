// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Giving back the memory of a large value takes the kernel milliseconds (170 MB: 15), and whoever lets go of
// it last is as good as always the UI thread. What is wrapped here is destroyed by a short-lived thread. Wrap
// it on the pool, before anybody else holds it. Any thread.
#pragma once

#include <memory>
#include <system_error>
#include <thread>
#include <utility>

namespace spanloupe::session {

/// The same value. Its destructor must not care about threads.
template <typename T>
[[nodiscard]] std::shared_ptr<T> releasedElsewhere(std::shared_ptr<T> value) {
  T* const seen = value.get();
  if (seen == nullptr) return nullptr;
  return {seen, [value = std::move(value)](T*) mutable {
            try {
              std::thread([last = std::move(value)]() mutable { last.reset(); }).detach();
            } catch (const std::system_error&) {
              value.reset();  // No thread to be had: then here.
            }
          }};
}

}  // namespace spanloupe::session
