// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who we are: versions, licence, libraries. UI thread.
#pragma once

#include <QDialog>

#include "ui/common/look.h"

namespace spanloupe::shell {

/// Filled by app/, which knows what was linked.
struct AboutTexts {
  QString version;        ///< "0.1.0 (commit)"
  QStringList libraries;  ///< "Qt 6.4.2"
};

class AboutDialog : public QDialog {
  Q_OBJECT
 public:
  AboutDialog(const ui::Look& look, const AboutTexts& texts, QWidget* parent);
};

}  // namespace spanloupe::shell
