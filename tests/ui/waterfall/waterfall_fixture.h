// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Documents, models and frames of sketched traces for the tests of the waterfall, with texts that are 7 px a
// character.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tests/support/trace_sketch.h"
#include "ui/waterfall/waterfall_layout.h"

namespace spanloupe::waterfall {

inline constexpr double kCharacter = 7;

inline std::shared_ptr<const TraceDocument> documentOf(std::string_view sketch) {
  return buildTraceDocument(std::make_shared<const Trace>(test::sketchTrace(sketch)));
}

inline WaterfallMeasures testMeasures() {
  WaterfallMeasures measures;
  measures.nameWidth =
      measures.smallWidth = [](const QString& text) { return kCharacter * static_cast<double>(text.size()); };
  return measures;
}

/// A timeline of 1000 px from x = 415 on, so that one pixel is a thousandth of the window.
inline WaterfallViewport testViewport(const TraceDocument& document) {
  WaterfallViewport viewport;
  viewport.treeWidth = 400;
  viewport.width = 400 + 1 + kTimelineLeft + 1000 + kTimelineRight;
  viewport.height = 480;
  viewport.window = {0, document.length()};
  return viewport;
}

/// A model with its layout, laid out as asked.
struct Scene {
  explicit Scene(std::string_view sketch)
      : document(documentOf(sketch)),
        model(document),
        coverage(document.get()),
        layout(model, coverage),
        viewport(testViewport(*document)) {}

  const WaterfallFrame& layOut() {
    layout.layOut(viewport, testMeasures(), frame);
    return frame;
  }
  [[nodiscard]] NodeIndex node(std::string_view name) const {
    return test::spanNamed(*document->trace, name);
  }
  /// The row of that span in the frame.
  [[nodiscard]] const RowLayout& row(std::string_view name) const {
    for (const RowLayout& candidate : frame.rows) {
      if (candidate.node == node(name)) return candidate;
    }
    qFatal("no row %s", std::string(name).c_str());
  }
  /// Visible rows as text: two spaces per level, "+" when collapsed.
  [[nodiscard]] std::string rows() const {
    std::string text;
    for (RowIndex i = 0; i < model.rowCount(); ++i) {
      const NodeIndex at = model.nodeAt(i);
      text += std::string(2 * document->depth(at), ' ');
      text += document->isPlaceholder(at) ? "(missing)" : test::nameOf(*document->trace, at);
      text += model.isCollapsed(at) ? " +\n" : "\n";
    }
    return text;
  }

  std::shared_ptr<const TraceDocument> document;
  WaterfallModel model;
  Coverage coverage;
  WaterfallLayout layout;
  WaterfallViewport viewport;
  WaterfallFrame frame;
};

}  // namespace spanloupe::waterfall
