// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything in a snapshot as a file, encoded by every processor: threads that each take a segment at a time
// and encode its parts, while the calling thread writes the parts in their order. The bytes do not depend on
// the number of threads. Memory is bounded by PartQueue.
#pragma once

#include <stop_token>

#include "core/formats/format.h"
#include "core/store/reader.h"

namespace spanloupe::exports {

/// `reader` says where the session is; every thread reads with its own. What exportSession() promises.
[[nodiscard]] Result<void> exportInParallel(const store::Reader& reader, const store::Snapshot& snapshot,
                                            std::span<const store::SnapshotPart> parts,
                                            formats::FileAssembler& assembler, std::stop_token stop);

}  // namespace spanloupe::exports
