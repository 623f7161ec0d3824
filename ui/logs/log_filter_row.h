// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The row above the list of log records: words, the least severity, and how many match. Holds the filter;
// knows no list. UI thread.
#pragma once

#include <QWidget>

#include "core/query/log_matcher.h"
#include "ui/common/look.h"

namespace spanloupe::ui {
class SearchField;
class SegmentedControl;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::logs {

class LogFilterRow : public QWidget {
  Q_OBJECT
 public:
  explicit LogFilterRow(const ui::Look& look, QWidget* parent = nullptr);

  [[nodiscard]] const query::LogFilter& filter() const { return m_filter; }
  /// Also shows it; emits filterChanged() when it is another one.
  void setFilter(const query::LogFilter& filter);
  void focusField();
  [[nodiscard]] ui::SearchField& field() const { return *m_field; }
  [[nodiscard]] ui::SegmentedControl& severity() const { return *m_severity; }

  struct Counts {
    std::uint64_t listed = 0;
    std::uint64_t matching = 0;
    std::uint64_t total = 0;
    bool isExact = true;   ///< Else at least so many match.
    bool isStale = false;  ///< They are of the filter before.
  };
  void setCounts(const Counts& counts);
  [[nodiscard]] QString countText() const;
  /// Why not everything was done; until the filter changes.
  void setNote(const QString& note);
  [[nodiscard]] QSize sizeHint() const override;

 signals:
  void filterChanged();
  /// The keyboard belongs to the list again.
  void left();

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void lay();
  void fitField();

  const ui::Look& m_look;
  query::LogFilter m_filter;
  ui::SearchField* m_field;
  ui::SegmentedControl* m_severity;
  ui::TextLabel* m_note;
  ui::TextLabel* m_matching;
  ui::TextLabel* m_total;
};

}  // namespace spanloupe::logs
