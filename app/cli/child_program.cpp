// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/child_program.h"

#include <signal.h>  // NOLINT(modernize-deprecated-headers): POSIX, not the standard library's
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

namespace spanloupe::cli {
namespace {

/// The pointers that exec wants; `texts` must stay as they are.
std::vector<char*> pointersTo(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

/// Our signals are blocked and SIGPIPE is ignored, which a program would inherit.
void resetSignals(posix_spawnattr_t& attributes) {
  sigset_t none;
  sigset_t defaults;
  sigemptyset(&none);
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

}  // namespace

Environment ownEnvironment() {
  Environment environment;
  for (char** entry = environ; *entry != nullptr; ++entry) environment.emplace_back(*entry);
  return environment;
}

Result<int> runProgram(const std::vector<std::string>& words, const Environment& environment,
                       Interrupt& interrupt) {
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  const std::unique_ptr<posix_spawnattr_t, int (*)(posix_spawnattr_t*)> destroy(&attributes,
                                                                                posix_spawnattr_destroy);
  resetSignals(attributes);
  // Inherited as ignored, the end of the program would be collected by nobody and its status be lost.
  signal(SIGCHLD, SIG_DFL);
  pid_t child = 0;
  const int error = posix_spawnp(&child, words[0].c_str(), nullptr, &attributes, pointersTo(words).data(),
                                 pointersTo(environment).data());
  if (error == ENOENT && words.size() == 1 && words[0].find(' ') != std::string::npos)
    return fail(
        ErrorKind::NotFound,
        "no program has this whole line as its name; give its words one by one, as in --exec flask run, or "
        "to a shell: --exec sh -c '…'",
        words[0]);
  if (error != 0) return tl::unexpected(ioError("the program cannot be run", words[0], error));
  interrupt.passTo(child);
  siginfo_t ended{};
  // Its id is not given to another process before we have collected it.
  while (::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
  }
  interrupt.passTo(0);
  int status = 0;
  pid_t collected = 0;
  do collected = ::waitpid(child, &status, 0);
  while (collected < 0 && errno == EINTR);
  if (collected != child)
    return tl::unexpected(ioError("how the program ended is not known", words[0], errno));
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace spanloupe::cli
