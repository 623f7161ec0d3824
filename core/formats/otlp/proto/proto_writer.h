// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes OTLP protobuf as it comes, holding a few megabytes at most. Records of equal resource and scope that
// arrive near each other share one ResourceSpans, however they interleave. One thread.
//
// Spans alone become one TracesData message, which every OTLP reader takes. Spans and logs both use field 1,
// so one message cannot hold both: when logs were announced with expectLogs(), or come before the first bytes
// are written, the file is framed as the Collector's file exporter does (a 4-byte big-endian length before
// each message, one signal per message). Logs that come unannounced after that are appended to the unframed
// file as ResourceLogs: Spanloupe reads them back, other tools may not.
#pragma once

#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/formats/format.h"
#include "core/formats/otlp/proto/record_encoder.h"

namespace spanloupe::formats::proto {

class ProtoWriter final : public SpanWriter {
 public:
  explicit ProtoWriter(Output& output) : m_output(output) {}

  void expectLogs() override { m_framed = true; }
  ResourceHandle resource(const ResourceView& resource) override;
  ScopeHandle scope(const ScopeView& scope) override;
  void span(const SpanView& span) override;
  void log(const LogView& log) override;
  /// Not kept: no session holds metrics.
  void metrics(std::uint64_t) override {}
  /// More may follow, see FileAssembler.
  [[nodiscard]] Result<void> finish() override;

  /// What is gathered before it is written.
  static constexpr std::size_t kHeld = std::size_t{4} << 20;

 private:
  /// The bytes around the records of a group: Resource or scope field, and the schema field.
  struct Wrapping {
    std::string head;
    std::string tail;
    friend bool operator==(const Wrapping&, const Wrapping&) = default;
  };
  /// Each distinct wrapping once; handles are positions.
  class WrappingTable {
   public:
    [[nodiscard]] std::uint32_t add(Wrapping wrapping);
    [[nodiscard]] const Wrapping& at(std::uint32_t handle) const { return m_wrappings[handle]; }
    void clear() {
      m_wrappings.clear();
      m_known.clear();
    }

   private:
    std::deque<Wrapping> m_wrappings;
    std::unordered_map<std::string, std::uint32_t> m_known;
  };
  struct ScopeGroup {
    std::uint32_t scope = 0;
    RecordBytes records;
  };
  struct ResourceGroup {
    std::uint32_t resource = 0;
    std::vector<ScopeGroup> scopes;
  };
  /// What is held of one signal, in order of first use.
  struct Held {
    std::vector<ResourceGroup> groups;
    std::vector<std::uint32_t> groupOfResource;  ///< By handle; kNoGroup: none yet.
  };
  static constexpr std::uint32_t kNoGroup = 0xffffffff;
  static constexpr std::size_t kMostSpare = 64;

  [[nodiscard]] RecordBytes& recordsOf(Held& held, ResourceHandle resource, ScopeHandle scope);
  void added(std::size_t bytes);
  void flush();
  void write(Held& held);
  void letGo(Held& held);
  void put(std::string_view bytes);

  Output& m_output;
  WrappingTable m_resources;
  WrappingTable m_scopes;
  Held m_spans;
  Held m_logs;
  std::size_t m_held = 0;
  std::optional<bool> m_framed;      ///< Unset until the first bytes are written.
  std::vector<RecordBytes> m_spare;  ///< Memory for groups to come.
  std::optional<Error> m_error;
};

}  // namespace spanloupe::formats::proto
