// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/headers_editor.h"

#include <QPainter>
#include <QSyntaxHighlighter>

#include "ui/common/look.h"
#include "ui/common/paint.h"

namespace spanloupe::settings {
namespace {

constexpr int kLines = 3;

/// A bar of one colour instead of the letters of each value.
class Blackout : public QSyntaxHighlighter {
 public:
  Blackout(const ui::Look& look, QTextDocument* document) : QSyntaxHighlighter(document), m_look(look) {}

 protected:
  void highlightBlock(const QString& text) override {
    const auto first = std::find_if(text.begin(), text.end(),
                                    [](QChar c) { return c == QLatin1Char(':') || c == QLatin1Char('='); });
    if (first == text.end() || text.startsWith(QLatin1Char('#'))) return;
    int from = static_cast<int>(first - text.begin()) + 1;
    while (from < text.size() && text[from].isSpace()) ++from;
    QTextCharFormat black;
    black.setForeground(m_look.theme().control);
    black.setBackground(m_look.theme().control);
    setFormat(from, static_cast<int>(text.size()) - from, black);
  }

 private:
  const ui::Look& m_look;
};

}  // namespace

HeadersEditor::HeadersEditor(const ui::Look& look, QWidget* parent) : QPlainTextEdit(parent), m_look(look) {
  setAccessibleName(tr("Headers, one a line"));
  setPlaceholderText(tr("x-api-key: …"));
  setLineWrapMode(NoWrap);
  setTabChangesFocus(true);
  setUndoRedoEnabled(false);  // Nothing of it is left once it is saved.
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setFrameStyle(NoFrame);
  setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
  document()->setDocumentMargin(ui::Measures::kIconGap);
  auto* blackout = new Blackout(look, document());
  connect(&look, &ui::Look::changed, this, [this, blackout] {
    readLook();
    blackout->rehighlight();
  });
  readLook();
}

void HeadersEditor::readLook() {
  setFont(m_look.fonts().mono);
  // What is selected stays black, too.
  QPalette palette = this->palette();
  palette.setColor(QPalette::Base, m_look.theme().inset);
  palette.setColor(QPalette::Highlight, m_look.theme().control);
  palette.setColor(QPalette::HighlightedText, m_look.theme().control);
  setPalette(palette);
  updateGeometry();
}

QSize HeadersEditor::sizeHint() const {
  const int line = QFontMetrics(m_look.fonts().mono).lineSpacing();
  return {m_look.measures().px(240), kLines * line + 2 * ui::Measures::kIconGap + 2};
}

void HeadersEditor::paintEvent(QPaintEvent* event) {
  QPlainTextEdit::paintEvent(event);
  QPainter painter(viewport());
  ui::hairlineFrame(painter, viewport()->rect(), m_look.theme().control);
  if (hasFocus()) ui::focusRing(painter, viewport()->rect(), ui::Measures::kRadiusBadge, m_look.theme());
}

}  // namespace spanloupe::settings
