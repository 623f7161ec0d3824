// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a line of the document looks like: runs of text in four styles at their places, the mark of a fold,
// found words; and where lines are on the viewport. Only lines on screen are laid out, and of a long one only
// its beginning. Pure, given a way to measure text; UI thread.
#pragma once

#include <QRectF>
#include <QString>
#include <functional>
#include <optional>

#include "ui/json/json_folds.h"
#include "ui/json/json_value.h"

namespace spanloupe::json {

enum class RunStyle : std::uint8_t { Punctuation, Key, String, Number, Note };

struct LineRun {
  QString text;
  RunStyle style = RunStyle::Punctuation;
  double x = 0;  ///< From the beginning of the text.
  double width = 0;
};

struct ShownLine {
  DocLine line = 0;
  std::vector<LineRun> runs;                     ///< Empty while its record is not read.
  std::vector<std::pair<double, double>> marks;  ///< Found words: x and width.
  std::optional<DocFold> fold;                   ///< It begins here.
  bool isFolded = false;
  bool isLoaded = true;
  bool isCut = false;  ///< The last run says how much more there is.
  double width = 0;

  [[nodiscard]] QString text() const;
};

/// Of one line no more is shown; the rest is counted behind it.
inline constexpr std::size_t kMostShown = 1000;

using MeasureText = std::function<double(const QString&)>;

/// The fold that begins on a line: of the skeleton, of a whole record, or, given its text, inside one.
[[nodiscard]] std::optional<DocFold> foldAt(const JsonDocument& document, DocLine line,
                                            const JsonText* record);
/// The smallest one around a line; nothing outside all.
[[nodiscard]] std::optional<DocFold> foldAround(const JsonDocument& document, DocLine line,
                                                const JsonText* record);

/// `record`: the text of the record the line is in; null when it is not read or there is none.
[[nodiscard]] ShownLine layOutLine(const JsonDocument& document, const JsonFolds& folds, DocLine line,
                                   const JsonText* record, const std::string& foldedNeedle,
                                   const MeasureText& measure);

/// Where things are, from the left: numbers, fold marks, text.
struct JsonGeometry {
  double row = 20;
  double numberRight = 0;
  double foldLeft = 0;
  double foldSize = 0;
  double textLeft = 0;  ///< Unscrolled.

  /// Below `digit` wide digits as many as `lines` need.
  [[nodiscard]] static JsonGeometry from(DocLine lines, double digit, double row, double icon);
  [[nodiscard]] QRectF rowRect(std::size_t index, double width) const;
  [[nodiscard]] QRectF foldRect(std::size_t index) const;
  [[nodiscard]] long rowAt(double y) const;
};

}  // namespace spanloupe::json
