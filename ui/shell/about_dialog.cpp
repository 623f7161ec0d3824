// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/about_dialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/common/controls.h"

namespace spanloupe::shell {

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
  auto* libraries = new QLabel(tr("With %1.").arg(texts.libraries.join(QStringLiteral(", "))));
  for (QLabel* label : {what, licence, libraries}) {
    label->setWordWrap(true);
    label->setFixedWidth(look.measures().px(400));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(label);
  }
  auto* buttons = new QHBoxLayout;
  auto* copy = new ui::Button(look, ui::Icon::Copy, tr("Copy versions"));
  auto* close = new ui::Button(look, ui::Icon::None, tr("Close"), ui::ButtonKind::Primary);
  connect(copy, &QAbstractButton::clicked, this, [texts] {
    QGuiApplication::clipboard()->setText(
        (QStringList(tr("Spanloupe %1").arg(texts.version)) + texts.libraries).join(QLatin1Char('\n')));
  });
  connect(close, &QAbstractButton::clicked, this, &QDialog::accept);
  buttons->setSpacing(8);
  buttons->addStretch();
  buttons->addWidget(copy);
  buttons->addWidget(close);
  layout->addLayout(buttons);
}

}  // namespace spanloupe::shell
