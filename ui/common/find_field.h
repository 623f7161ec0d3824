// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The field that finds in a view, with "3 of 6 spans", next and previous, and where it makes sense a choice
// to dim or hide what does not match. It knows no content; who searches tells it what came out. UI thread.
#pragma once

#include "ui/common/search_field.h"

namespace spanloupe::ui {

class SegmentedControl;

/// Find, find next, find previous, as the system has them.
[[nodiscard]] bool isFindKey(const QKeyEvent& event);

class FindField : public SearchField {
  Q_OBJECT

 public:
  /// What becomes of what does not match.
  enum class Rest { Stays, DimsOrHides };
  FindField(const Look& look, const QString& placeholder, Rest rest, QWidget* parent = nullptr);

  /// What is counted; spans without this.
  void setCounted(const QString& one, const QString& many);
  /// `current` counts from 1; 0: what is selected is none of them. `isComplete`: there will be no more.
  void setResult(std::uint64_t current, std::uint64_t count, bool isComplete);
  void clearResult();
  void setHides(bool hides);
  /// Room for 28 characters; it shrinks to what two words need.
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 signals:
  void goRequested(bool forward);
  void hideChosen(bool hides);
  /// Its note changed, and with it the width it asks for.
  void noteChanged();

 private:
  [[nodiscard]] int widthFor(int typed) const;

  const Look& m_look;
  QString m_one;
  QString m_many;
  SegmentedControl* m_mode = nullptr;
};

}  // namespace spanloupe::ui
