// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What every part of the waterfall is painted with: the look, laid-out text and the colours of the services
// of one document. UI thread.
#pragma once

#include <unordered_map>

#include "ui/common/look.h"
#include "ui/common/paint.h"
#include "ui/common/text_cache.h"
#include "ui/waterfall/waterfall_frame.h"

namespace spanloupe::waterfall {

struct PaintKit {
  explicit PaintKit(const ui::Look& l) : look(l) { reset(); }

  /// Reads fonts and colours again.
  void reset();
  void setDocument(const TraceDocument* shown);
  [[nodiscard]] const ui::ServiceMark& markOf(const RowLayout& row) const;

  const ui::Look& look;
  const TraceDocument* document = nullptr;
  ui::TextCache body;
  ui::TextCache italic;
  ui::TextCache small;
  ui::TextCache smallStrong;

 private:
  std::unordered_map<StringIndex, ui::ServiceMark> m_marks;
};

/// Of what a search did not find.
inline constexpr double kDimmedBar = 0.45;
inline constexpr double kDimmedText = 0.56;

}  // namespace spanloupe::waterfall
