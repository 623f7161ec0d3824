// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Decodes one piece: finds the records in documents, wrappers, resource groups and scopes, and pushes them to
// a sink. A damaged record, scope, group or document is reported and passed over. Lives for one piece, on one
// thread.
#pragma once

#include "core/formats/otlp/json/json_piece.h"
#include "core/formats/otlp/json/record_reader.h"

namespace spanloupe::formats::json {

class PieceDecoder {
 public:
  PieceDecoder(const Piece& piece, SpanSink& sink, Diagnostics& diagnostics);

  void decode();

 private:
  /// The members of a group or scope that concern all its records, wherever in the object they stand. JSON
  /// texts.
  struct Shared {
    std::string_view object;  ///< The resource or scope.
    std::string_view schemaUrl;
    bool hasScopes = false;  ///< There are scopes under a name that is not deprecated.
  };

  void values();
  void value(int depth);
  void object(int depth);
  void group();
  void scope();
  void records(Level level);
  void record(Level level);
  void elements(Level level);
  template <typename Read>
  void list(Read read);
  template <typename Read>
  void items(bool bracketed, Read read);
  template <typename Read>
  void guarded(std::string_view kind, Read read);
  void lookAhead(Shared& shared, Key list, Key sharedObject) const;
  void beginResource(const Shared& shared, PieceReport report);
  void beginScope(const Shared& shared, PieceReport report);
  [[nodiscard]] const char* closeOf(const char* open);
  void recover(const char* begin);

  Diagnostics& m_diagnostics;
  std::string_view m_text;
  const JsonContext* m_context;
  SpanSink& m_sink;
  PieceReport m_report;
  TextArena m_texts;
  JsonCursor m_cursor;
  RecordReader m_records;
  ResourceBuffer m_resource;
  ScopeBuffer m_scope;
  ResourceHandle m_resourceHandle{};
  ScopeHandle m_scopeHandle{};
  const char* m_nextDocument;  ///< Where the next line that begins a document is, as far as has been looked.
  int m_unclosed = 0;          ///< How often an end was sought in vain.
  const char* m_keptUpTo;      ///< End of the last record that reached the sink.
};

}  // namespace spanloupe::formats::json
