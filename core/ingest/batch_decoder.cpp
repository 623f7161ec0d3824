// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ingest/batch_decoder.h"

#include "core/store/segment_builder.h"

namespace spanloupe::ingest {
namespace {

class Decoder {
 public:
  explicit Decoder(DecodedBatch& result)
      : m_result(result), m_builder([&result](store::EncodedSegment segment) {
          result.segments.push_back(std::move(segment));
        }) {}

  void operator()(SourceBegun& begun) { m_result.begun.push_back(std::move(begun)); }
  void operator()(SourceEnded& ended) { m_result.ended.push_back(std::move(ended)); }
  void operator()(SourcePiece& piece) {
    if (m_result.parts.empty() || m_result.parts.back().source != piece.source)
      m_result.parts.push_back({piece.source, 0, 0, 0, {}});
    DecodedPart& part = m_result.parts.back();
    part.diagnostics.setMember(piece.member);
    m_builder.setSource(piece.source);
    const std::uint64_t spans = m_builder.spanCount();
    const std::uint64_t logs = m_builder.logCount();
    const std::uint64_t metrics = m_builder.metricPoints();
    piece.format->decode(piece.piece, m_builder, part.diagnostics);
    part.spans += m_builder.spanCount() - spans;
    part.logs += m_builder.logCount() - logs;
    part.metricPoints += m_builder.metricPoints() - metrics;
    piece.piece = {};  // gives its bytes back before the next is decoded
  }
  void finish() { m_builder.finish(); }

 private:
  DecodedBatch& m_result;
  store::SegmentBuilder m_builder;
};

}  // namespace

DecodedBatch decodeBatch(Batch batch) {
  DecodedBatch result;
  result.number = batch.number;
  result.rawBytes = batch.rawBytes;
  result.file = std::move(batch.file);
  result.fileIndex = batch.fileIndex;
  Decoder decoder(result);
  for (BatchItem& item : batch.items) std::visit(decoder, item);
  decoder.finish();
  return result;
}

}  // namespace spanloupe::ingest
