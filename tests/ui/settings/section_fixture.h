// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A section of the settings with settings of its own, used as a person does: by the names of its fields.
#pragma once

#include <QAbstractButton>
#include <QLineEdit>
#include <QSettings>

#include "tests/ui/session/session_fixture.h"
#include "ui/common/look.h"
#include "ui/settings/field_note.h"

namespace spanloupe::settings {

template <typename Shown>
struct SectionFixture {
  test::Home home;
  QSettings settings{home.path("s.ini"), QSettings::IniFormat};
  ui::Look look;
  Shown section{look, settings};
  QSignalSpy told{&section, &Shown::changed};

  SectionFixture() { section.show(); }
  template <typename Widget>
  [[nodiscard]] Widget* named(const QString& name) const {
    for (Widget* widget : section.template findChildren<Widget*>())
      if (widget->accessibleName() == name) return widget;
    qFatal("there is no '%s'", qPrintable(name));
  }
  void type(const QString& field, const QString& text) const {
    auto* edit = named<QLineEdit>(field);
    edit->setText(text);
    QTest::keyClick(edit, Qt::Key_Return);
  }
  void click(const QString& button) const {
    QTest::mouseClick(named<QAbstractButton>(button), Qt::LeftButton);
  }
  /// What is said below the fields at the moment.
  [[nodiscard]] QStringList notes() const {
    QStringList texts;
    for (const FieldNote* note : section.template findChildren<FieldNote*>())
      if (note->isVisible()) texts << note->text();
    return texts;
  }
};

}  // namespace spanloupe::settings
