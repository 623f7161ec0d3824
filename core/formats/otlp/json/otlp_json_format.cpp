// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/otlp_json_format.h"

#include <array>

#include "core/formats/otlp/json/json_splitter.h"
#include "core/formats/otlp/json/json_writer.h"
#include "core/formats/otlp/json/piece_decoder.h"
#include "core/formats/otlp/json/sniff.h"

namespace spanloupe::formats {
namespace {

class LineAssembler final : public FileAssembler {
 public:
  using FileAssembler::FileAssembler;
  [[nodiscard]] std::unique_ptr<SpanWriter> partWriter(Output& part) const override {
    return std::make_unique<json::JsonWriter>(part, json::Layout::Lines);
  }
};

class DocumentAssembler final : public FileAssembler {
 public:
  explicit DocumentAssembler(Output& output) : FileAssembler(output), m_frame(output) {}
  [[nodiscard]] std::unique_ptr<SpanWriter> partWriter(Output& part) const override {
    return std::make_unique<json::JsonWriter>(part, json::Layout::Groups);
  }
  [[nodiscard]] Result<void> append(Signal signal, std::string_view part) override {
    if (auto framed = m_frame.next(signal); !framed) return framed;
    return output().write(part);
  }
  [[nodiscard]] Result<void> finish() override { return m_frame.finish(); }

 private:
  json::DocumentFrame m_frame;
};

class OtlpJsonFormat final : public Format {
 public:
  OtlpJsonFormat(const FormatInfo& info, json::Layout layout) : m_info(info), m_layout(layout) {}

  [[nodiscard]] const FormatInfo& info() const override { return m_info; }
  [[nodiscard]] Sniff sniff(std::string_view head, bool /*whole*/) const override {
    return m_info.reads ? json::sniffJson(head) : Sniff::No;
  }
  [[nodiscard]] std::unique_ptr<Splitter> split(Input& input) const override {
    return std::make_unique<json::JsonSplitter>(input);
  }
  void decode(const Piece& piece, SpanSink& sink, Diagnostics& diagnostics) const override {
    json::PieceDecoder(piece, sink, diagnostics).decode();
  }

  [[nodiscard]] std::unique_ptr<SpanWriter> writer(Output& output) const override {
    return std::make_unique<json::JsonWriter>(output, m_layout);
  }
  [[nodiscard]] std::unique_ptr<FileAssembler> assembler(Output& output, bool /*logs*/) const override {
    if (m_layout == json::Layout::Lines) return std::make_unique<LineAssembler>(output);
    return std::make_unique<DocumentAssembler>(output);
  }

 private:
  FormatInfo m_info;
  json::Layout m_layout;
};

constexpr std::array<std::string_view, 2> kSuffixes{".json", ".jsonl"};
constexpr std::array<std::string_view, 1> kLineSuffixes{".jsonl"};

}  // namespace

const Format& otlpJsonFormat() {
  static const OtlpJsonFormat format(
      {
          .name = "otlp-json",
          .title = "OTLP JSON",
          .suffixes = kSuffixes,
          .recognisedBy =
              "a JSON object or array that leads to resourceSpans, resourceLogs or resourceMetrics",
          .reads = true,
          .writes = true,
      },
      json::Layout::Document);
  return format;
}

const Format& otlpJsonLinesFormat() {
  static const OtlpJsonFormat format(
      {
          .name = "otlp-jsonl",
          .title = "OTLP JSON lines",
          .suffixes = kLineSuffixes,
          .recognisedBy = "read as otlp-json",
          .reads = false,
          .writes = true,
      },
      json::Layout::Lines);
  return format;
}

}  // namespace spanloupe::formats
