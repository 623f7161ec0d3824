// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A running import in one line: name, bar, bytes, spans, rate, time left, Cancel. Every figure has its own
// width, so nothing moves while they change. UI thread.
#pragma once

#include <QWidget>

#include "ui/common/look.h"
#include "ui/session/trace_session.h"

namespace spanloupe::ui {
class Button;
}

namespace spanloupe::traces {

/// The figures as they are written; separate, so that they can be tested and shown elsewhere.
struct ImportFigures {
  QString name;   ///< File name without folder, "3 of 14: " in front when there are several.
  QString bytes;  ///< "412 of 1 320 MB", or "412 MB" when the size is unknown.
  QString spans;
  QString rate;
  QString timeLeft;   ///< Empty while unknown.
  double share = -1;  ///< 0 to 1; negative = unknown.
};
[[nodiscard]] ImportFigures importFigures(const session::ImportState& state);
/// "8 s", "1 min 24 s", "2 h 5 min".
[[nodiscard]] QString timeLeftText(std::chrono::seconds left);

class ImportStrip : public QWidget {
  Q_OBJECT
 public:
  explicit ImportStrip(const ui::Look& look, QWidget* parent = nullptr);

  void setState(const session::ImportState& state);
  [[nodiscard]] const ImportFigures& figures() const { return m_figures; }
  [[nodiscard]] QSize sizeHint() const override;

 signals:
  void cancelRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void setCancelling(bool isCancelling);
  void placeCancel();

  const ui::Look& m_look;
  ImportFigures m_figures;
  ui::Button* m_cancel;
};

}  // namespace spanloupe::traces
