// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a view shows instead of, above, or while waiting for its content: an error strip, a sentence why there
// is nothing, a thin line while loading. UI thread.
#pragma once

#include <QTimer>
#include <QWidget>
#include <optional>
#include <vector>

#include "core/base/error.h"
#include "ui/common/theme.h"

namespace spanloupe::ui {

class Look;
class Button;
class TextLabel;

/// A strip on error tint inside the view that failed: what, where, and at most one action. Hidden until
/// shown.
class ErrorStrip : public QWidget {
  Q_OBJECT

 public:
  explicit ErrorStrip(const Look& look, QWidget* parent = nullptr);

  /// The one place where an Error becomes words on screen. `what`: "Cannot read the file."
  void show(const QString& what, const Error& error, const QString& actionText = {});
  void clear();
  [[nodiscard]] QString text() const;
  [[nodiscard]] QSize sizeHint() const override;

 signals:
  void actionTriggered();
  void dismissed();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  [[nodiscard]] QRect textRect() const;

  const Look& m_look;
  QString m_what;
  QString m_message;
  QString m_place;
  Button* m_action;
  Button* m_close;
};

/// One sentence with the reason at a third of the height, and up to three actions.
class EmptyState : public QWidget {
  Q_OBJECT

 public:
  struct Action {
    QString text;
    QString detail;  ///< In text3 after the text: "312 traces".
    bool isPrimary = false;
  };
  explicit EmptyState(const Look& look, QWidget* parent = nullptr,
                      QColor Theme::*background = &Theme::surface);
  void setContent(const QString& sentence, const std::vector<Action>& actions = {});

 signals:
  void actionTriggered(int index);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void place();

  const Look& m_look;
  QColor Theme::*m_background;
  QString m_sentence;
  std::vector<Button*> m_buttons;
  QRect m_textRect;
};

/// Two pixels of accent under the tabs while an answer is on its way; appears after 120 ms so short waits
/// show nothing.
class LoadingLine : public QWidget {
  Q_OBJECT

 public:
  explicit LoadingLine(const Look& look, QWidget* parent = nullptr);
  void start();
  void stop();
  /// 0 to 1, or nothing when the share is unknown.
  void setProgress(std::optional<double> share);
  [[nodiscard]] QSize sizeHint() const override { return {0, 2}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Look& m_look;
  QTimer m_delay;
  QTimer m_tick;
  bool m_visible = false;
  std::optional<double> m_share;
  double m_phase = 0;
};

}  // namespace spanloupe::ui
