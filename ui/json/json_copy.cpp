// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_copy.h"

#include <algorithm>

#include "core/export/export_session.h"
#include "core/export/file_output.h"
#include "core/formats/otlp/json/otlp_json_format.h"
#include "ui/json/json_reading.h"
#include "ui/json/json_value.h"

namespace spanloupe::json {
namespace {

/// Records whose text is held at a time.
constexpr std::uint64_t kBytesAtATime = std::uint64_t{8} << 20;

/// Appends lines of a record, moved to where the record stands.
void appendRecordLines(std::string& out, const JsonText& text, std::size_t from, std::size_t to, bool comma) {
  for (std::size_t line = from; line < to; ++line) {
    out.append(std::size_t{kRecordDepth} * kIndent, ' ');
    out += text.line(line);
    if (comma && line + 1 == text.lines()) out += ',';
    out += '\n';
  }
}

/// Passes on and counts.
class CountingOutput final : public formats::Output {
 public:
  CountingOutput(formats::Output& output, ui::Job& job) : m_output(output), m_job(job) {}
  Result<void> write(std::string_view bytes) override {
    m_job.add(bytes.size());
    return m_output.write(bytes);
  }

 private:
  formats::Output& m_output;
  ui::Job& m_job;
};

}  // namespace

Result<std::string> copyText(store::Reader& reader, const JsonDocument& document, DocLine first, DocLine last,
                             CopyForm form, std::stop_token stop) {
  const auto tooMuch = [] {
    return fail(ErrorKind::Unsupported,
                "more than 64 MB is too much for the clipboard; save it as a file instead");
  };
  std::string out;
  last = std::min(last, document.lineCount() - 1);
  const std::size_t end = document.partAt(last) + 1;
  for (std::size_t i = document.partAt(first); i < end;) {
    const Part& part = document.parts()[i];
    const DocLine begin = document.firstLine(i);
    const auto from = static_cast<std::size_t>(std::max(first, begin) - begin);
    if (!part.isRecord) {
      const auto to = static_cast<std::size_t>(std::min<DocLine>(last + 1 - begin, part.lines));
      for (std::size_t line = from; line < to; ++line) {
        out += document.skeleton().line(part.first + line);
        out += '\n';
      }
      ++i;
      continue;
    }
    std::vector<Record> records;
    std::uint64_t bytes = 0;
    for (std::size_t next = i; next < end && document.parts()[next].isRecord && bytes < kBytesAtATime;
         ++next) {
      records.push_back(document.parts()[next].first);
      bytes += document.parts()[next].bytes;
    }
    if (out.size() + bytes > kMostCopied) return tooMuch();
    const auto texts = readRecords(reader, document, records, stop);
    if (!texts) return unexpected(texts.error());
    for (std::size_t k = 0; k < records.size(); ++k, ++i) {
      const DocLine start = document.firstLine(i);
      const auto start0 = static_cast<std::size_t>(std::max(first, start) - start);
      const auto stop0 =
          static_cast<std::size_t>(std::min<DocLine>(last + 1 - start, document.parts()[i].lines));
      appendRecordLines(out, *(*texts)[k], start0, stop0, document.parts()[i].hasComma);
    }
    if (out.size() > kMostCopied) return tooMuch();
  }
  if (form == CopyForm::Lines) return out;
  out = bareValue(out);
  return form == CopyForm::Value ? plainValue(out) : out;
}

Result<void> saveFile(store::Reader& reader, const JsonDocument& document, const std::string& path,
                      ui::Job& job, std::stop_token stop) {
  auto file = exports::FileOutput::create(path);
  if (!file) return unexpected(file.error());
  CountingOutput output(**file, job);
  const JsonSource& source = document.source();
  const bool isWhole = document.records() == source.trace->size() + source.trace->logs.size();
  if (isWhole) {
    const std::span<const TraceId> trace(&source.trace->id, 1);
    if (auto exported =
            exports::exportSession(reader, *source.snapshot, trace, formats::otlpJsonFormat(), output, stop);
        !exported)
      return exported;
  } else {
    const auto text = copyText(reader, document, 0, document.lineCount() - 1, CopyForm::Lines, stop);
    if (!text) return unexpected(text.error());
    if (auto copied = output.write(*text); !copied) return copied;
  }
  if (stop.stop_requested() || !job.beginLastStep()) return fail(ErrorKind::Cancelled, "cancelled");
  return (*file)->commit();
}

}  // namespace spanloupe::json
