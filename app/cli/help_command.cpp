// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/command_list.h"
#include "app/cli/help.h"

namespace spanloupe::cli {

Result<int> runHelp(const Invocation& invocation) {
  if (invocation.arguments.words.empty()) {
    invocation.out.write(overview());
    return kDone;
  }
  const std::string& topic = invocation.arguments.words[0];
  if (topic == "output") {
    invocation.out.write(outputHelp());
    return kDone;
  }
  if (topic == "all") {
    invocation.out.write(completeHelp());
    return kDone;
  }
  const Command* command = commandNamed(topic);
  if (command == nullptr) {
    std::vector<std::string_view> topics{"output", "all"};
    for (const Command& one : allCommands()) topics.push_back(one.name);
    return fail(ErrorKind::InvalidArgument,
                "there is no help on “" + topic + "”" + didYouMean(topic, topics));
  }
  invocation.out.write(helpOf(*command));
  return kDone;
}

}  // namespace spanloupe::cli
