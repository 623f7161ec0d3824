// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_list.h"
#include "app/cli/rows.h"
#include "core/formats/registry.h"

namespace spanloupe::cli {

Result<int> runFormats(const Invocation& invocation) {
  RowPrinter printer(invocation, {{"name", "Name"},
                                  {"title", "Title"},
                                  {"reads", "Reads"},
                                  {"writes", "Writes"},
                                  {"suffixes", "Suffixes"},
                                  {"recognised_by", "Recognised by"}});
  for (const formats::Format* format : formats::allFormats()) {
    const formats::FormatInfo& info = format->info();
    std::string suffixes;
    for (const std::string_view suffix : info.suffixes)
      suffixes += (suffixes.empty() ? "" : " ") + std::string(suffix);
    printer.add({std::string(info.name), std::string(info.title), info.reads, info.writes, suffixes,
                 std::string(info.recognisedBy)});
  }
  printer.finish();
  return kDone;
}

}  // namespace spanloupe::cli
