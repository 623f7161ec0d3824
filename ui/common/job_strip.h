// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A job of a view in one line: what, bar, how much of it, Cancel. It comes when the job takes longer than a
// moment, so that short ones move nothing. UI thread; the job works elsewhere. A press of Cancel that comes
// after the job began its last step does nothing: the answer is on the way.
#pragma once

#include <QTimer>
#include <QWidget>
#include <cstdint>
#include <functional>
#include <memory>

namespace spanloupe::ui {

class Button;
class Job;
class Look;

class JobStrip : public QWidget {
  Q_OBJECT

 public:
  explicit JobStrip(const Look& look, QWidget* parent = nullptr);

  /// `total` = what `done` will be at the end, about; `text` says both: "12 of 40 MB".
  void start(const QString& title, std::shared_ptr<Job> job, std::uint64_t total,
             std::function<QString(std::uint64_t done, std::uint64_t total)> text);
  void stop();
  [[nodiscard]] QString text() const { return m_text; }
  [[nodiscard]] Button& cancelButton() const { return *m_cancel; }
  [[nodiscard]] QSize sizeHint() const override;

 signals:
  void cancelled();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void readCount();

  const Look& m_look;
  Button* m_cancel;
  QTimer m_delay;
  QTimer m_tick;
  QString m_title;
  QString m_text;
  std::shared_ptr<Job> m_job;
  std::uint64_t m_total = 0;
  std::function<QString(std::uint64_t, std::uint64_t)> m_textOf;
  double m_share = 0;
};

}  // namespace spanloupe::ui
