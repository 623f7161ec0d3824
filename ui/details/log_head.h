// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Title of the log record shown: the tile and name of its service, how severe it is, and when it was. UI
// thread.
#pragma once

#include <QWidget>

#include "ui/common/look.h"
#include "ui/details/log_details.h"

namespace spanloupe::details {

class LogHead : public QWidget {
  Q_OBJECT

 public:
  explicit LogHead(const ui::Look& look, QWidget* parent = nullptr);
  void setLog(std::shared_ptr<const LogDetails> log);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] QString service() const;
  [[nodiscard]] QString severity() const;
  [[nodiscard]] QString time() const;
  [[nodiscard]] QRectF titleRect() const;
  [[nodiscard]] QRectF timeRect() const;

  const ui::Look& m_look;
  std::shared_ptr<const LogDetails> m_log;
};

}  // namespace spanloupe::details
