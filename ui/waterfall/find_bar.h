// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The field that finds in a trace, with "3 of 6 spans", next and previous, dim or hide. It knows no trace;
// who searches tells it what came out. UI thread.
#pragma once

#include "ui/common/search_field.h"

namespace spanloupe::ui {
class SegmentedControl;
}

namespace spanloupe::waterfall {

class FindBar : public ui::SearchField {
  Q_OBJECT

 public:
  explicit FindBar(const ui::Look& look, QWidget* parent = nullptr);

  /// `current` counts from 1; 0: the selected span is none of them. `isComplete`: there will be no more.
  void setResult(std::uint64_t current, std::uint64_t count, bool isComplete);
  void clearResult();
  void setHides(bool hides);
  [[nodiscard]] QSize sizeHint() const override;

 signals:
  void goRequested(bool forward);
  void hideChosen(bool hides);
  /// Its note changed, and with it the width it asks for.
  void noteChanged();

 private:
  const ui::Look& m_look;
  ui::SegmentedControl* m_mode;
};

}  // namespace spanloupe::waterfall
