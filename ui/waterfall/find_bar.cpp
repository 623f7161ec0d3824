// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/find_bar.h"

#include <QLayout>
#include <algorithm>

#include "ui/common/controls.h"
#include "ui/common/format.h"
#include "ui/common/look.h"

namespace spanloupe::waterfall {

FindBar::FindBar(const ui::Look& look, QWidget* parent)
    : ui::SearchField(look, tr("Find in trace"), parent),
      m_look(look),
      m_mode(new ui::SegmentedControl(look, {{tr("Dim")}, {tr("Hide")}})) {
  setKeyHint(tr("Ctrl F"));
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  const auto addButton = [&](ui::Icon icon, const QString& toolTip, bool forward) {
    auto* button = new ui::Button(look, icon, toolTip, true);
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &ui::Button::clicked, this, [this, forward] { emit goRequested(forward); });
    addTrailing(button);
  };
  addButton(ui::Icon::ChevronUp, tr("Previous match (Shift+F3)"), false);
  addButton(ui::Icon::ChevronDown, tr("Next match (F3)"), true);
  m_mode->setAccessibleName(tr("Spans that do not match"));
  m_mode->setToolTip(tr("Dim or hide spans that do not match"));
  addTrailing(m_mode);
  connect(m_mode, &ui::SegmentedControl::chosen, this, [this](int mode) { emit hideChosen(mode == 1); });
  connect(this, &ui::SearchField::submitted, this, [this](bool backwards) { emit goRequested(!backwards); });
  // It opens with the first letter and closes with the last.
  connect(&edit(), &QLineEdit::textChanged, this, [this] { updateGeometry(); });
}

QSize FindBar::sizeHint() const {
  const ui::Measures& m = m_look.measures();
  if (text().isEmpty()) return {m.px(220), m.controlSmall()};
  // A long note must not push what is being typed out of sight.
  const int parts = layout()->minimumSize().width() - edit().minimumSizeHint().width();
  return {std::max(m.px(332), parts + m.px(112)), m.controlSmall()};
}

void FindBar::setHides(bool hides) { m_mode->setCurrent(hides ? 1 : 0); }

void FindBar::setResult(std::uint64_t current, std::uint64_t count, bool isComplete) {
  const QString spans = ui::formatCounted(count, tr("span"), tr("spans"));
  if (count == 0) {
    setNote(isComplete ? tr("nothing found") : tr("searching…"), isComplete);
  } else if (current > 0) {
    setNote(tr("%1 of %2").arg(ui::formatCount(current), spans));
  } else {
    setNote(isComplete ? spans : tr("%1 so far").arg(spans));
  }
  updateGeometry();
  emit noteChanged();
}

void FindBar::clearResult() {
  setNote({});
  updateGeometry();
  emit noteChanged();
}

}  // namespace spanloupe::waterfall
