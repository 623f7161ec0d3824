// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ingest/path_list.h"

#include <glob.h>

#include <algorithm>
#include <filesystem>

namespace spanloupe::ingest {
namespace {

namespace fs = std::filesystem;

void addFile(const fs::path& path, std::vector<ListedFile>& files) {
  std::error_code error;
  ListedFile& file = files.emplace_back();
  file.path = path.string();
  const fs::file_status status = fs::status(path, error);
  if (error || !fs::exists(status)) {
    const int reason = error ? error.value() : ENOENT;
    file.error = ioError("cannot read the file", file.path, reason);
    if (reason == ENOENT) file.error->kind = ErrorKind::NotFound;
    return;
  }
  if (fs::is_regular_file(status)) file.size = fs::file_size(path, error);
}

void addFolder(const fs::path& folder, std::vector<ListedFile>& files) {
  std::error_code error;
  std::vector<fs::path> found;
  const auto options = fs::directory_options::skip_permission_denied;
  for (auto entry = fs::recursive_directory_iterator(folder, options, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry->path().filename().string().starts_with('.')) {
      if (entry->is_directory(error)) entry.disable_recursion_pending();
      continue;
    }
    if (entry->is_regular_file(error)) found.push_back(entry->path());
  }
  if (error) {
    ListedFile& file = files.emplace_back();
    file.path = folder.string();
    file.error = ioError("cannot read the folder", file.path, error.value());
  }
  std::sort(found.begin(), found.end());
  for (const fs::path& path : found) addFile(path, files);
}

std::vector<std::string> matches(const std::string& pattern) {
  std::vector<std::string> found;
  glob_t result{};
  if (::glob(pattern.c_str(), GLOB_TILDE, nullptr, &result) == 0)
    found.assign(result.gl_pathv, result.gl_pathv + result.gl_pathc);
  ::globfree(&result);
  return found;
}

void addPath(const std::string& path, std::vector<ListedFile>& files) {
  std::error_code error;
  if (path == "-") {
    files.push_back({path, 0, {}});
  } else if (fs::is_directory(path, error)) {
    addFolder(path, files);
  } else {
    addFile(path, files);
  }
}

}  // namespace

std::vector<ListedFile> listFiles(const std::vector<std::string>& paths) {
  std::vector<ListedFile> files;
  std::error_code error;
  for (const std::string& path : paths) {
    const bool isPattern = path.find_first_of("*?[") != std::string::npos && !fs::exists(path, error);
    const std::vector<std::string> found = isPattern ? matches(path) : std::vector<std::string>{};
    if (found.empty()) {
      addPath(path, files);
    } else {
      for (const std::string& match : found) addPath(match, files);
    }
  }
  return files;
}

}  // namespace spanloupe::ingest
