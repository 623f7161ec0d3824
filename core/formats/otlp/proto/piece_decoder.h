// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Decodes one piece from whatever level it begins at down to its records, and hands them to a sink. One
// thread.
#pragma once

#include <optional>

#include "core/formats/otlp/proto/otlp_shape.h"
#include "core/formats/otlp/proto/record_decoder.h"

namespace spanloupe::wire {
struct Field;
}

namespace spanloupe::formats::proto {

class PieceDecoder {
 public:
  PieceDecoder(const Piece& piece, SpanSink& sink, Diagnostics& diagnostics);

  void run();

 private:
  void frames(Framing framing);
  void message(std::string_view bytes);
  void resourceGroup(std::string_view bytes);
  void scopeGroups(std::string_view bytes, Signal signal, bool legacy);
  void scopeGroup(std::string_view bytes, Signal signal);
  void records(std::string_view bytes, Signal signal);
  void record(std::string_view bytes, Signal signal);
  void metric(std::string_view bytes);
  void damaged(const char* at, std::string_view kind, std::string_view text);
  void enterResource(std::string_view head, std::string_view schemaUrl);
  void enterScope(std::string_view head, std::string_view schemaUrl);
  [[nodiscard]] ResourceHandle resourceHandle();
  [[nodiscard]] ScopeHandle scopeHandle();

  const Piece& m_piece;
  const ProtoContext& m_context;
  SpanSink& m_sink;
  Diagnostics& m_diagnostics;
  RecordDecoder m_records;

  // Where the walk is. Handles are asked for when the first record needs them, and kept while the bytes stay
  // the same.
  std::string m_resource;
  std::string m_resourceSchema;
  std::optional<ResourceHandle> m_resourceHandle;
  std::string m_scope;
  std::string m_scopeSchema;
  std::optional<ScopeHandle> m_scopeHandle;
  std::uint64_t m_metricPoints = 0;
};

}  // namespace spanloupe::formats::proto
