// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How texts of fixed-width characters break into lines. Pure; any thread.
#pragma once

#include <QString>
#include <limits>
#include <vector>

namespace spanloupe::details {

/// A part of a text, as QString positions.
struct TextLine {
  qsizetype start = 0;
  qsizetype length = 0;
  qsizetype indent = 0;  ///< Cells it stands further right: the rest of a stack frame hangs below its begin.
};

inline constexpr std::size_t kAllLines = std::numeric_limits<std::size_t>::max();

/// Lines of at most `cells` cells: at line breaks, else behind '/', '.', ',' or a space, else anywhere. Wide
/// characters count as two cells. Never empty. No more is looked at than `most` lines take.
[[nodiscard]] std::vector<TextLine> wrapText(const QString& text, qsizetype cells,
                                             std::size_t most = kAllLines);

/// Lines of a stack trace: a frame is broken behind '(', '/', '.' and their like, never inside a name that
/// fits in a line, and what goes on hangs further right than where the frame begins. Never empty.
[[nodiscard]] std::vector<TextLine> wrapFrames(const QString& text, qsizetype cells,
                                               std::size_t most = kAllLines);

}  // namespace spanloupe::details
