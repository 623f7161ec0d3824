// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/proto/otlp_proto_format.h"

#include <array>

#include "core/formats/otlp/proto/piece_decoder.h"
#include "core/formats/otlp/proto/proto_splitter.h"
#include "core/formats/otlp/proto/proto_writer.h"

namespace spanloupe::formats {
namespace {

/// Messages that follow each other are one message, or one frame after the other.
class ProtoAssembler final : public FileAssembler {
 public:
  ProtoAssembler(Output& output, bool logs) : FileAssembler(output), m_logs(logs) {}
  std::unique_ptr<SpanWriter> partWriter(Output& part) const override {
    auto writer = std::make_unique<proto::ProtoWriter>(part);
    if (m_logs) writer->expectLogs();
    return writer;
  }

 private:
  bool m_logs;
};

class OtlpProtoFormat final : public Format {
 public:
  const FormatInfo& info() const override {
    static constexpr std::array<std::string_view, 4> kSuffixes{".pb", ".binpb", ".otlp", ".proto"};
    static const FormatInfo info{
        "otlp-proto",
        "OTLP protobuf",
        kSuffixes,
        "protobuf fields shaped like resource, scope and span (or log record, or metric), bare or behind "
        "lengths",
        true,
        true,
    };
    return info;
  }

  Sniff sniff(std::string_view head, bool) const override { return proto::guessShape(head).sniff; }

  std::unique_ptr<Splitter> split(Input& input) const override {
    return std::make_unique<proto::ProtoSplitter>(input);
  }

  void decode(const Piece& piece, SpanSink& sink, Diagnostics& diagnostics) const override {
    proto::PieceDecoder(piece, sink, diagnostics).run();
  }

  // Records of the three have the same shape: a metric's name can have the length of a trace id.
  std::shared_ptr<const PieceContext> contextOf(Signal signal) const override {
    auto context = std::make_shared<proto::ProtoContext>();
    switch (signal) {
      case Signal::Traces: context->signal = proto::Signal::Spans; break;
      case Signal::Logs: context->signal = proto::Signal::Logs; break;
      case Signal::Metrics: context->signal = proto::Signal::Metrics; break;
    }
    return context;
  }

  std::unique_ptr<SpanWriter> writer(Output& output) const override {
    return std::make_unique<proto::ProtoWriter>(output);
  }
  std::unique_ptr<FileAssembler> assembler(Output& output, bool logs) const override {
    return std::make_unique<ProtoAssembler>(output, logs);
  }
};

}  // namespace

const Format& otlpProtoFormat() {
  static const OtlpProtoFormat format;
  return format;
}

}  // namespace spanloupe::formats
