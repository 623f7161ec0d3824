// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A line above the list that says that not everything was read, because the import was cancelled or ended
// early, and offers to read the files again. Hidden where all sources are complete, and while importing. UI
// thread.
#pragma once

#include <QWidget>

#include "ui/common/look.h"
#include "ui/session/trace_session.h"

namespace spanloupe::ui {
class Button;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::traces {

class PartialStrip : public QWidget {
  Q_OBJECT
 public:
  PartialStrip(const ui::Look& look, session::TraceSession& session, QWidget* parent = nullptr);

  [[nodiscard]] QString text() const;
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void refresh();

  const ui::Look& m_look;
  session::TraceSession& m_session;
  ui::TextLabel* m_text;
  ui::Button* m_again;
};

/// Why the session holds less than its files; empty when it does not.
[[nodiscard]] QString partialText(const std::vector<store::SourceRow>& sources);

}  // namespace spanloupe::traces
