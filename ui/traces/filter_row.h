// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The row above the trace list: words to filter by, errors only, the box that was chosen elsewhere, and at
// its end what is selected and how many traces match. Holds the filter; knows no list. UI thread.
#pragma once

#include <QWidget>

#include "core/store/trace_filter.h"
#include "ui/common/look.h"

namespace spanloupe::ui {
class Button;
class SearchField;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::traces {

class FilterChip;

class FilterRow : public QWidget {
  Q_OBJECT
 public:
  explicit FilterRow(const ui::Look& look, QWidget* parent = nullptr);

  [[nodiscard]] const store::TraceFilter& filter() const { return m_filter; }
  /// Also shows it; emits filterChanged() when it is another one.
  void setFilter(const store::TraceFilter& filter);
  void focusField();
  [[nodiscard]] ui::SearchField& field() const { return *m_field; }

  /// `isStale`: the figures are of the filter before.
  void setCounts(std::uint64_t matching, std::uint64_t total, bool isStale);
  /// The list spans more than one day: times need theirs.
  void setWithDay(bool withDay);
  void setSelected(std::int64_t count);
  /// Why not everything was done; until the selection or the filter changes.
  void setNote(const QString& note);
  [[nodiscard]] QString countText() const;
  [[nodiscard]] QString note() const;
  [[nodiscard]] QSize sizeHint() const override;

 signals:
  void filterChanged();
  /// The keyboard belongs to the list again.
  void left();
  void compareRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void lay();
  void readLook();
  void fitField();
  void showFilter();
  [[nodiscard]] QString boxText() const;

  const ui::Look& m_look;
  store::TraceFilter m_filter;
  bool m_withDay = false;
  ui::SearchField* m_field;
  ui::Button* m_errors;
  FilterChip* m_box;
  ui::TextLabel* m_note;
  ui::TextLabel* m_selected;
  ui::Button* m_compare;
  ui::TextLabel* m_matching;
  ui::TextLabel* m_total;
};

}  // namespace spanloupe::traces
