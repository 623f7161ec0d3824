// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/about_dialog.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/common/controls.h"

namespace spanloupe::shell {

QString versionLines(const AboutTexts& texts) {
  QStringList lines{AboutDialog::tr("Spanloupe %1").arg(texts.version)};
  for (const LibraryText& library : texts.libraries)
    lines << library.name + QLatin1Char(' ') + library.version;
  return lines.join(QLatin1Char('\n'));
}

AboutDialog::AboutDialog(const ui::Look& look, const AboutTexts& texts, QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("About Spanloupe"));
  const int edge = look.measures().px(20);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(edge, edge, edge, edge);
  layout->setSpacing(look.measures().px(10));
  layout->setSizeConstraint(QLayout::SetFixedSize);
  layout->addWidget(new ui::TextLabel(look, &ui::Fonts::pageTitle, &ui::Theme::text1,
                                      tr("Spanloupe %1").arg(texts.version)));
  auto* what =
      new QLabel(tr("Explores distributed traces on your own machine. Nothing is ever sent anywhere."));
  auto* licence =
      new QLabel(tr("Copyright: the Spanloupe authors. Free software under the GNU General Public License, "
                    "version 3 or later; it comes with no warranty."));
  for (QLabel* label : {what, licence}) {
    label->setWordWrap(true);
    label->setFixedWidth(look.measures().px(400));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(label);
  }
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(ui::Measures::kGroupGap);
  grid->setVerticalSpacing(0);
  int row = 0;
  for (const LibraryText& library : texts.libraries) {
    grid->setRowMinimumHeight(row, look.measures().rowCompact());
    grid->addWidget(new ui::TextLabel(look, &ui::Fonts::body, &ui::Theme::text1, library.name), row, 0);
    grid->addWidget(new ui::TextLabel(look, &ui::Fonts::body, &ui::Theme::text2, library.version), row, 1);
    grid->addWidget(new ui::TextLabel(look, &ui::Fonts::body, &ui::Theme::text3, library.licence), row++, 2);
  }
  grid->setColumnStretch(2, 1);
  layout->addLayout(grid);
  auto* buttons = new QHBoxLayout;
  auto* copy = new ui::Button(look, ui::Icon::Copy, tr("Copy versions"));
  auto* close = new ui::Button(look, ui::Icon::None, tr("Close"), ui::ButtonKind::Primary);
  connect(copy, &QAbstractButton::clicked, this,
          [texts] { QGuiApplication::clipboard()->setText(versionLines(texts)); });
  connect(close, &QAbstractButton::clicked, this, &QDialog::accept);
  buttons->setSpacing(8);
  buttons->addStretch();
  buttons->addWidget(copy);
  buttons->addWidget(close);
  layout->addLayout(buttons);
}

}  // namespace spanloupe::shell
