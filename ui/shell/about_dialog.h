// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who we are: versions, licence, libraries. UI thread.
#pragma once

#include <QDialog>
#include <vector>

#include "ui/common/look.h"

namespace spanloupe::shell {

struct LibraryText {
  QString name;
  QString version;
  QString licence;  ///< SPDX name.
};

/// Filled by app/, which knows what was linked.
struct AboutTexts {
  QString version;  ///< "0.1.0 (commit)"
  std::vector<LibraryText> libraries;
};

/// "Spanloupe 0.1.0", then a line per library: "Qt 6.4.2".
[[nodiscard]] QString versionLines(const AboutTexts& texts);

class AboutDialog : public QDialog {
  Q_OBJECT
 public:
  AboutDialog(const ui::Look& look, const AboutTexts& texts, QWidget* parent);
};

}  // namespace spanloupe::shell
