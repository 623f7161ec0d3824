// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Session files with room to give back once nobody reads what was replaced in them: that is done when this is
// destroyed, which waits for it. One thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace spanloupe::session {

class UntidySessions {
 public:
  UntidySessions() = default;
  UntidySessions(const UntidySessions&) = delete;
  UntidySessions& operator=(const UntidySessions&) = delete;
  ~UntidySessions();

  void add(std::shared_ptr<const std::string> path) { m_paths.push_back(std::move(path)); }

 private:
  std::vector<std::shared_ptr<const std::string>> m_paths;
};

}  // namespace spanloupe::session
