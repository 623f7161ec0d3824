// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of the window. Pure, and done before there is a QApplication, so that --help needs no
// display.
#pragma once

#include <QSize>
#include <QStringList>
#include <string>

#include "core/base/result.h"
#include "ui/common/look.h"
#include "ui/shell/start_request.h"

namespace spanloupe::app {

struct WindowOptions {
  shell::StartRequest request;
  std::optional<ui::Look::Mode> theme;
  QString render;  ///< Where to write the picture; empty = a window.
  QSize size{1280, 800};
  bool help = false;
  bool version = false;
};

/// InvalidArgument with a message for stderr. File names become absolute.
[[nodiscard]] Result<WindowOptions> parseOptions(const QStringList& words);
[[nodiscard]] std::string helpText();

}  // namespace spanloupe::app
