// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a span's duration stands among all spans of its operation in the session: a small histogram on a log
// axis with a mark, "145 ms · p98 of 2 871". While it is being counted, the old one stays, quieter. UI
// thread.
#pragma once

#include <QWidget>
#include <memory>

#include "core/query/operation_durations.h"
#include "ui/common/look.h"

namespace spanloupe::details {

using Distribution = std::shared_ptr<const query::DurationDistribution>;

class DistributionStrip : public QWidget {
  Q_OBJECT

 public:
  explicit DistributionStrip(const ui::Look& look, QWidget* parent = nullptr);

  /// The next span's is on its way.
  void setCounting();
  /// Null: nothing is known. `own` = of the span, negative when it has no end.
  void setDistribution(Distribution distribution, Duration own);
  /// "145 ms · p98 of 2 871", "the only span of this operation".
  [[nodiscard]] QString text() const;
  [[nodiscard]] bool isCounting() const { return m_counting; }
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;

 private:
  [[nodiscard]] bool hasHistogram() const { return m_distribution != nullptr && m_distribution->count() > 1; }
  [[nodiscard]] QRectF plot() const;
  [[nodiscard]] double xOf(Duration duration) const;
  [[nodiscard]] QString exactText() const;
  void count();
  void paintBars(QPainter& painter);
  void paintTexts(QPainter& painter);

  const ui::Look& m_look;
  Distribution m_distribution;
  std::vector<std::uint64_t> m_bars;
  Duration m_own{};
  bool m_counting = false;
};

}  // namespace spanloupe::details
