// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/find_field.h"

#include <QKeyEvent>
#include <QLayout>
#include <algorithm>

#include "ui/common/controls.h"
#include "ui/common/format.h"
#include "ui/common/look.h"

namespace spanloupe::ui {
namespace {

constexpr int kTypedCharacters = 28;

}  // namespace

bool isFindKey(const QKeyEvent& event) {
  return event.matches(QKeySequence::Find) || event.matches(QKeySequence::FindNext) ||
         event.matches(QKeySequence::FindPrevious);
}

FindField::FindField(const Look& look, const QString& placeholder, Rest rest, QWidget* parent)
    : SearchField(look, placeholder, parent), m_look(look), m_one(tr("span")), m_many(tr("spans")) {
  setKeyHint(tr("Ctrl F"));
  setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
  const auto addButton = [&](Icon icon, const QString& toolTip, bool forward) {
    auto* button = new Button(look, icon, toolTip, true);
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &Button::clicked, this, [this, forward] { emit goRequested(forward); });
    addTrailing(button);
  };
  addButton(Icon::ChevronUp, tr("Previous match (Shift+F3)"), false);
  addButton(Icon::ChevronDown, tr("Next match (F3)"), true);
  if (rest == Rest::DimsOrHides) {
    m_mode = new SegmentedControl(look, {{tr("Dim")}, {tr("Hide")}});
    m_mode->setAccessibleName(tr("Spans that do not match"));
    m_mode->setToolTip(tr("Dim or hide spans that do not match"));
    addTrailing(m_mode);
    connect(m_mode, &SegmentedControl::chosen, this, [this](int mode) { emit hideChosen(mode == 1); });
  }
  connect(this, &SearchField::submitted, this, [this](bool backwards) { emit goRequested(!backwards); });
  // It opens with the first letter and closes with the last.
  connect(&edit(), &QLineEdit::textChanged, this, [this] { updateGeometry(); });
}

int FindField::widthFor(int typed) const {
  // A long note must not push what is being typed out of sight.
  const int parts = layout()->minimumSize().width() - edit().minimumSizeHint().width();
  return std::max(m_look.measures().px(332), parts + typed);
}

QSize FindField::sizeHint() const {
  const Measures& m = m_look.measures();
  if (text().isEmpty()) return {m.px(220), m.controlSmall()};
  const int typed = QFontMetrics(edit().font()).averageCharWidth() * kTypedCharacters + m.px(8);
  return {widthFor(typed), m.controlSmall()};
}

QSize FindField::minimumSizeHint() const {
  const Measures& m = m_look.measures();
  return {text().isEmpty() ? m.px(220) : widthFor(m.px(112)), m.controlSmall()};
}

void FindField::setCounted(const QString& one, const QString& many) {
  m_one = one;
  m_many = many;
}

void FindField::setHides(bool hides) {
  if (m_mode != nullptr) m_mode->setCurrent(hides ? 1 : 0);
}

void FindField::setResult(std::uint64_t current, std::uint64_t count, bool isComplete) {
  const QString counted = formatCounted(count, m_one, m_many);
  if (count == 0) {
    setNote(isComplete ? tr("nothing found") : tr("searching…"), isComplete);
  } else if (current > 0) {
    const QString place = tr("%1 of %2").arg(formatCount(current), counted);
    setNote(isComplete ? place : tr("%1 …").arg(place));
  } else {
    setNote(isComplete ? counted : tr("%1 so far").arg(counted));
  }
  updateGeometry();
  emit noteChanged();
}

void FindField::clearResult() {
  setNote({});
  updateGeometry();
  emit noteChanged();
}

}  // namespace spanloupe::ui
