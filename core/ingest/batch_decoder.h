// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Decodes batches into segments. Pure but for memory; any thread.
#pragma once

#include "core/ingest/batch.h"

namespace spanloupe::ingest {

[[nodiscard]] DecodedBatch decodeBatch(Batch batch);

}  // namespace spanloupe::ingest
