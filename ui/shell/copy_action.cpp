// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/copy_action.h"

#include <QAction>
#include <QApplication>
#include <QMetaObject>
#include <QWidget>

namespace spanloupe::shell {
namespace {

bool canCopy(const QWidget* widget) { return widget && widget->metaObject()->indexOfMethod("copy()") >= 0; }

}  // namespace

void followFocus(QAction& copy) {
  QObject::connect(qApp, &QApplication::focusChanged, &copy,
                   [&copy](const QWidget*, const QWidget* now) { copy.setEnabled(canCopy(now)); });
  QObject::connect(&copy, &QAction::triggered, &copy, [] {
    QWidget* focused = QApplication::focusWidget();
    if (canCopy(focused)) QMetaObject::invokeMethod(focused, "copy");
  });
  copy.setEnabled(canCopy(QApplication::focusWidget()));
}

}  // namespace spanloupe::shell
