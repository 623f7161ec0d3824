// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_lines.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "core/model/attribute_value.h"
#include "core/query/folded_text.h"
#include "ui/common/format.h"
#include "ui/json/json_search.h"

namespace spanloupe::json {
namespace {

constexpr std::size_t kLongestName = 200;

QString tr(const char* text) { return QCoreApplication::translate("JsonView", text); }

/// At most `size` bytes, not ending inside a character.
std::string_view cut(std::string_view text, std::size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return text.substr(0, size);
}

std::string_view trimmed(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return line;
}

RunStyle styleOf(TokenKind kind) {
  switch (kind) {
    case TokenKind::Key: return RunStyle::Key;
    case TokenKind::String: return RunStyle::String;
    case TokenKind::Number: return RunStyle::Number;
    case TokenKind::Punctuation: break;
  }
  return RunStyle::Punctuation;
}

/// Puts runs one behind the other.
class LineWriter {
 public:
  LineWriter(ShownLine& line, const std::string& foldedNeedle, const MeasureText& measure)
      : m_line(line), m_needle(foldedNeedle), m_measure(measure) {}

  void addJson(std::string_view whole) {
    const std::string_view shown = cut(whole, kMostShown);
    const std::vector<TokenRun> tokens = tokensOf(shown);
    std::vector<double> at;
    for (const TokenRun& token : tokens) {
      at.push_back(m_line.width);
      add(shown.substr(token.begin, token.size), styleOf(token.kind));
    }
    mark(shown, tokens, at);
    if (shown.size() == whole.size()) return;
    m_line.isCut = true;
    addNote(tr(" … %1 more").arg(ui::formatBytes(whole.size() - shown.size())));
  }
  void addNote(const QString& text) { put(text, RunStyle::Note); }

 private:
  void add(std::string_view text, RunStyle style) {
    put(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), style);
  }
  void put(const QString& text, RunStyle style) {
    const double width = m_measure(text);
    m_line.runs.push_back({text, style, m_line.width, width});
    m_line.width += width;
  }
  void mark(std::string_view text, const std::vector<TokenRun>& tokens, const std::vector<double>& at) {
    const auto xOf = [&](std::size_t offset) {
      std::size_t i = tokens.size() - 1;
      while (i > 0 && tokens[i].begin > offset) --i;
      const std::string_view before = text.substr(tokens[i].begin, offset - tokens[i].begin);
      return at[i] + m_measure(QString::fromUtf8(before.data(), static_cast<qsizetype>(before.size())));
    };
    if (m_needle.empty()) return;
    const std::string folded = query::folded(text);
    std::size_t found = findFolded(folded, m_needle, 0);
    while (found != std::string_view::npos) {
      const double left = xOf(found);
      m_line.marks.emplace_back(left, xOf(found + m_needle.size()) - left);
      found = findFolded(folded, m_needle, found + m_needle.size());
    }
  }

  ShownLine& m_line;
  const std::string& m_needle;
  const MeasureText& m_measure;
};

/// What tells a folded record from the others, from what is in memory anyway.
std::string foldedRecord(const JsonDocument& document, Record record) {
  if (!document.isSpan(record)) return "{";
  const Trace& trace = *document.source().trace;
  std::string text = R"({ "name": )";
  appendJsonString(text, cut(trace.strings[trace.name[record]], kLongestName));
  return text + R"(, "spanId": ")" + trace.spanId[record].hex() + '"';
}

QString hiddenLines(const DocFold& fold) {
  return QStringLiteral(" … ") + ui::formatCounted(fold.close - fold.open - 1, tr("line"), tr("lines")) +
         QLatin1Char(' ');
}

const Part& partOf(const JsonDocument& document, DocLine line, std::size_t& local) {
  const std::size_t index = document.partAt(line);
  local = static_cast<std::size_t>(line - document.firstLine(index));
  return document.parts()[index];
}

std::optional<DocFold> skeletonFoldAt(const JsonDocument& document, DocLine line) {
  const auto& folds = document.folds();
  const auto found = std::lower_bound(folds.begin(), folds.end(), line,
                                      [](const DocFold& fold, DocLine wanted) { return fold.open < wanted; });
  return found != folds.end() && found->open == line ? std::optional(*found) : std::nullopt;
}

}  // namespace

QString ShownLine::text() const {
  QString all;
  for (const LineRun& run : runs) all += run.text;
  return all;
}

std::optional<DocFold> foldAt(const JsonDocument& document, DocLine line, const JsonText* record) {
  std::size_t local = 0;
  const Part& part = partOf(document, line, local);
  if (!part.isRecord) return skeletonFoldAt(document, line);
  const DocLine first = line - local;
  if (local == 0) {
    if (part.lines < 2) return std::nullopt;
    return DocFold{first, first + part.lines - 1};
  }
  if (record == nullptr) return std::nullopt;
  const auto found =
      std::lower_bound(record->folds.begin(), record->folds.end(), local,
                       [](const Fold& fold, std::size_t wanted) { return fold.open < wanted; });
  if (found == record->folds.end() || found->open != local) return std::nullopt;
  return DocFold{first + found->open, first + found->close};
}

std::optional<DocFold> foldAround(const JsonDocument& document, DocLine line, const JsonText* record) {
  std::size_t local = 0;
  const Part& part = partOf(document, line, local);
  std::optional<DocFold> smallest;
  const auto consider = [&](const DocFold& fold) {
    if (fold.open < line && fold.close >= line) smallest = fold;  // Later ones are smaller.
  };
  for (const DocFold& fold : document.folds()) consider(fold);
  if (!part.isRecord) return smallest;
  const DocLine first = line - local;
  consider({first, first + part.lines - 1});
  if (record != nullptr)
    for (const Fold& fold : record->folds) consider({first + fold.open, first + fold.close});
  return smallest;
}

ShownLine layOutLine(const JsonDocument& document, const JsonFolds& folds, DocLine line,
                     const JsonText* record, const std::string& foldedNeedle, const MeasureText& measure) {
  ShownLine shown;
  shown.line = line;
  shown.fold = foldAt(document, line, record);
  shown.isFolded = shown.fold && folds.isFolded(line);
  std::size_t local = 0;
  const Part& part = partOf(document, line, local);
  LineWriter writer(shown, foldedNeedle, measure);
  if (part.isRecord && local == 0 && shown.isFolded) {
    writer.addJson(std::string(std::size_t{kRecordDepth} * kIndent, ' ') +
                   foldedRecord(document, part.first));
    writer.addNote(hiddenLines(*shown.fold));
    writer.addJson(part.hasComma ? "}," : "}");
    return shown;
  }
  if (part.isRecord && record == nullptr) {
    shown.isLoaded = false;
    return shown;
  }
  const auto lineText = [&](std::size_t at) {
    return part.isRecord ? record->line(at) : document.skeleton().line(part.first + at);
  };
  const std::string comma = part.isRecord && part.hasComma && local + 1 == part.lines ? "," : "";
  const std::string indent(part.isRecord ? std::size_t{kRecordDepth} * kIndent : 0, ' ');
  if (indent.empty() && !shown.isFolded) {
    writer.addJson(lineText(local));
    return shown;
  }
  // Few lines are long; a copy of a megabyte to show its beginning is still nothing to a frame.
  writer.addJson(indent + std::string(lineText(local)) + comma);
  if (!shown.isFolded) return shown;
  writer.addNote(hiddenLines(*shown.fold));
  if (part.isRecord) {
    writer.addJson(trimmed(record->line(local + static_cast<std::size_t>(shown.fold->close - line))));
  } else {
    std::size_t closing = 0;
    const Part& end = partOf(document, shown.fold->close, closing);
    writer.addJson(trimmed(document.skeleton().line(end.first + closing)));
  }
  return shown;
}

JsonGeometry JsonGeometry::from(DocLine lines, double digit, double row, double icon) {
  JsonGeometry geometry;
  const std::size_t digits = std::max<std::size_t>(3, std::to_string(lines).size());
  const double pad = std::round(icon * 0.75);
  geometry.row = row;
  geometry.numberRight = std::ceil(pad + static_cast<double>(digits) * digit);
  geometry.foldLeft = geometry.numberRight + std::round(icon / 2);
  geometry.foldSize = icon;
  geometry.textLeft = geometry.foldLeft + icon + std::round(icon / 2);
  return geometry;
}

QRectF JsonGeometry::rowRect(std::size_t index, double width) const {
  return {0, static_cast<double>(index) * row, width, row};
}

QRectF JsonGeometry::foldRect(std::size_t index) const {
  return {foldLeft, static_cast<double>(index) * row + (row - foldSize) / 2, foldSize, foldSize};
}

long JsonGeometry::rowAt(double y) const { return static_cast<long>(std::floor(y / row)); }

}  // namespace spanloupe::json
