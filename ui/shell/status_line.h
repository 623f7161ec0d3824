// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The line at the bottom: a running import at the left, then a copy being saved; spans and traces, session
// and size, diagnostics at the right. Segments only grow, so nothing shifts while figures change. UI thread.
#pragma once

#include <QAbstractButton>
#include <QStatusBar>
#include <QTimer>
#include <QWidget>

#include "ui/common/look.h"
#include "ui/session/trace_session.h"

namespace spanloupe::ui {
class TextLabel;
}

namespace spanloupe::shell {

/// Opens the diagnostics; quiet while there are none.
class DiagnosticsBadge : public QAbstractButton {
  Q_OBJECT
 public:
  explicit DiagnosticsBadge(const ui::Look& look, QWidget* parent = nullptr);
  void setCount(std::uint64_t count);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const ui::Look& m_look;
  std::uint64_t m_count = 0;
};

class StatusLine : public QWidget {
  Q_OBJECT
 public:
  StatusLine(const ui::Look& look, session::TraceSession& session, QWidget* parent = nullptr);

  /// "412 spans · 12 traces"
  [[nodiscard]] QString countsText() const;
  /// "incident.json · 41.2 MB"
  [[nodiscard]] QString sessionText() const;
  /// "Saving shop.spanloupe 42 %"
  [[nodiscard]] QString savingText() const;
  /// First of all; takes it.
  void setListenSegments(QWidget* segments);
  [[nodiscard]] DiagnosticsBadge& badge() const { return *m_badge; }
  [[nodiscard]] QSize sizeHint() const override;

  /// A session is being saved under that name (empty: the one named before), so much of it is done.
  void showSaving(const QString& target, double share);
  /// It is; for a moment. Empty: it failed, and that is said elsewhere.
  void showSaved(const QString& target);
  /// What has just been done, for a moment; a saving that is shown stays.
  void say(const QString& note);

 signals:
  void diagnosticsRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void showImport(const session::ImportState& state);
  void showOverview();
  /// `name` in the middle shortened; the line is others' too.
  [[nodiscard]] QString fitting(const QString& name) const;
  void write(ui::TextLabel& label, const QString& text);

  const ui::Look& m_look;
  session::TraceSession& m_session;
  ui::TextLabel* m_import;
  ui::TextLabel* m_saving;
  QString m_savingName;
  QTimer m_savedShown;
  ui::TextLabel* m_counts;
  ui::TextLabel* m_name;
  DiagnosticsBadge* m_badge;
  std::uint64_t m_importDiagnostics = 0;
};

/// Qt's status bar with nothing of its own: the line fills it to the pixel.
class StatusBar : public QStatusBar {
  Q_OBJECT
 public:
  StatusBar(const ui::Look& look, StatusLine* line, QWidget* parent = nullptr);

 protected:
  void resizeEvent(QResizeEvent*) override { m_line->setGeometry(rect()); }
  void paintEvent(QPaintEvent*) override {}

 private:
  StatusLine* m_line;
};

/// What to call a session: the file, "a.json and 2 more", "Sample", "Clipboard", "Default session".
[[nodiscard]] QString sessionName(const session::OpenedSession& session);

}  // namespace spanloupe::shell
