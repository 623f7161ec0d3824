// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What passes between the threads of an import: the reading thread groups pieces of input into batches,
// decoding threads turn each batch into segments, the writing thread commits them in the order of the input.
// Values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/error.h"
#include "core/formats/format.h"
#include "core/store/encoded_segment.h"

namespace spanloupe::ingest {

/// A file was recognised; what follows belongs to it.
struct SourceBegun {
  std::int64_t source = 0;
  std::string name;
  std::string format;
};

/// Nothing more comes of it.
struct SourceEnded {
  std::int64_t source = 0;  ///< 0: it was never begun.
  std::string name;
  std::string format;
  std::uint64_t bytes = 0;
  std::string contentHash;
  bool complete = false;
  bool alreadyThere = false;
  std::optional<Error> error;
  Diagnostics diagnostics;  ///< Of the splitter.
};

struct SourcePiece {
  std::int64_t source = 0;
  const formats::Format* format = nullptr;
  std::string member;  ///< The file inside an archive.
  formats::Piece piece;
};

using BatchItem = std::variant<SourceBegun, SourcePiece, SourceEnded>;

struct Batch {
  std::uint64_t number = 0;
  std::vector<BatchItem> items;
  std::uint64_t rawBytes = 0;  ///< Read of all files when the batch was closed.
  std::string file;
  std::uint64_t fileIndex = 0;
};

/// What decoding one source's part of a batch gave.
struct DecodedPart {
  std::int64_t source = 0;
  std::uint64_t spans = 0, logs = 0, metricPoints = 0;
  Diagnostics diagnostics;
};

struct DecodedBatch {
  std::uint64_t number = 0;
  std::vector<SourceBegun> begun;
  std::vector<store::EncodedSegment> segments;
  std::vector<DecodedPart> parts;
  std::vector<SourceEnded> ended;
  std::uint64_t rawBytes = 0;
  std::string file;
  std::uint64_t fileIndex = 0;
};

}  // namespace spanloupe::ingest
