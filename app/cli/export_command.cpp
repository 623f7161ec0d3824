// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/export_session.h"

#include "app/cli/command_list.h"
#include "app/cli/open_store.h"
#include "app/cli/target.h"
#include "app/cli/trace_id_word.h"

namespace spanloupe::cli {
namespace {

Result<std::vector<TraceId>> wantedTraces(const Arguments& arguments) {
  std::vector<TraceId> ids;
  for (const std::string& word : arguments.values("trace")) {
    const auto id = traceIdOf(word);
    if (!id) return tl::unexpected(id.error());
    ids.push_back(*id);
  }
  return ids;
}

}  // namespace

Result<int> runExport(const Invocation& invocation) {
  const auto path = targetPath(invocation.arguments);
  if (!path) return tl::unexpected(path.error());
  const auto format = targetFormat(invocation.arguments);
  if (!format) return tl::unexpected(format.error());
  const auto ids = wantedTraces(invocation.arguments);
  if (!ids) return tl::unexpected(ids.error());
  const auto opened = openStore(invocation);
  if (!opened) return tl::unexpected(opened.error());

  const auto target = Target::create(*path, invocation.out);
  if (!target) return tl::unexpected(target.error());
  const auto done =
      exports::exportSession(*opened->reader, *opened->snapshot, *ids, **format, **target, invocation.stop);
  if (!invocation.out.open()) return kDone;  // Nobody reads; or it cannot be written, which main() says.
  if (!done) return tl::unexpected(done.error());
  if (auto committed = (*target)->commit(); !committed) return tl::unexpected(committed.error());
  return opened->status;
}

}  // namespace spanloupe::cli
