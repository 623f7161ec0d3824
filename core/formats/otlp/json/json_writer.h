// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes OTLP JSON in bounded memory: as one document, as lines that are a request each, or as the bare
// resource groups of one signal, which are part of a document someone else puts together. Records are
// collected by resource and scope and written whenever a mebibyte of them has come together, so that a
// resource is repeated once per mebibyte and not once per span. In a document spans come first: logs wait,
// beyond a few mebibytes in a temporary file without a name. One thread at a time.
#pragma once

#include <cstdio>
#include <memory>
#include <unordered_map>
#include <vector>

#include "core/formats/format.h"
#include "core/formats/otlp/json/document_frame.h"

namespace spanloupe::formats::json {

enum class Layout : std::uint8_t { Document, Lines, Groups };

/// Bytes that are wanted back later, in order: in memory while they are few.
class Spool {
 public:
  [[nodiscard]] Result<void> add(std::string_view bytes);
  [[nodiscard]] Result<void> copyTo(Output& output);

 private:
  struct Close {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
  };
  static constexpr std::size_t kInMemory = std::size_t{8} << 20;

  std::string m_memory;
  std::unique_ptr<std::FILE, Close> m_file;
};

class JsonWriter final : public SpanWriter {
 public:
  JsonWriter(Output& output, Layout layout);

  ResourceHandle resource(const ResourceView& resource) override;
  ScopeHandle scope(const ScopeView& scope) override;
  void span(const SpanView& span) override;
  void log(const LogView& log) override;
  void metrics(std::uint64_t /*dataPoints*/) override {}
  /// Lines and groups may go on afterwards, see FileAssembler.
  [[nodiscard]] Result<void> finish() override;

 private:
  /// JSON of a resource or scope and of its schema URL (empty: none).
  struct Described {
    std::string object;
    std::string schemaUrl;
  };
  /// Distinct ones, so that handles stay few however often a source repeats itself.
  class Catalogue {
   public:
    std::uint32_t add(Described described);
    [[nodiscard]] const Described& at(std::uint32_t index) const { return *m_all[index]; }
    void clear() {
      m_index.clear();
      m_all.clear();
    }

   private:
    std::unordered_map<std::string, std::uint32_t> m_index;
    std::vector<std::unique_ptr<Described>> m_all;
  };
  struct Group {
    std::uint32_t resource = 0;
    std::uint32_t scope = 0;
    std::string records;  ///< Separated by commas.
  };
  /// Spans or logs that have not been written.
  struct Records {
    std::string_view groupsName;  ///< "resourceSpans"
    std::string_view scopesName;
    std::string_view recordsName;
    std::vector<Group> groups;
    std::unordered_map<std::uint64_t, std::size_t> index;
    std::size_t size = 0;
    std::size_t last = 0;  ///< Records mostly come in runs.
    bool written = false;
  };

  Group& groupOf(Records& records, ResourceHandle resource, ScopeHandle scope);
  void flush(Records& records);
  void appendResourceGroup(std::string& out, const Records& records,
                           const std::vector<const Group*>& groups) const;
  void put(Records& records, std::string_view resourceGroup);

  static constexpr std::size_t kFlushSize = std::size_t{1} << 20;

  Output& m_output;
  Layout m_layout;
  DocumentFrame m_frame;
  Catalogue m_resources;
  Catalogue m_scopes;
  Records m_spans;
  Records m_logs;
  Spool m_spool;
  std::string m_text;
  Result<void> m_result;
};

}  // namespace spanloupe::formats::json
