// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A JSON page over a session with a trace of four spans and one of three hundred.
#pragma once

#include <QApplication>

#include "tests/ui/session/session_fixture.h"
#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/json/json_page.h"
#include "ui/json/json_view.h"

namespace spanloupe::test {

class JsonPageFixture {
 public:
  JsonPageFixture() : m_page(m_look, m_session) {
    if (!load(m_session, {m_home.write("a.json", otlpJson({{.spans = 4}, {.spans = 300}}))}))
      qFatal("cannot load");
    m_page.resize(900, 700);
  }

  [[nodiscard]] json::JsonPage& page() { return m_page; }
  [[nodiscard]] json::JsonView& view() { return m_page.view(); }
  [[nodiscard]] ui::Look& look() { return m_look; }
  [[nodiscard]] const Home& home() const { return m_home; }
  [[nodiscard]] const session::TraceSession& session() const { return m_session; }

  [[nodiscard]] ui::Button* button(const QString& name) const {
    for (ui::Button* one : m_page.findChildren<ui::Button*>())
      if (one->accessibleName() == name) return one;
    return nullptr;
  }
  [[nodiscard]] bool says(const QString& text) const {
    for (const ui::TextLabel* label : m_page.findChildren<ui::TextLabel*>())
      if (label->text() == text) return true;
    return false;
  }
  /// On screen, with what is visible read.
  [[nodiscard]] bool showTrace(int index) {
    const TraceId id = *TraceId::fromHex(traceHex(index).toStdString());
    m_session.ask(
        "test",
        [id](store::Reader& reader, const store::Snapshot& snapshot, std::stop_token stop) {
          return reader.trace(snapshot, id, stop);
        },
        &m_page,
        [this](Result<std::shared_ptr<const Trace>> trace) {
          m_page.setTrace(m_session.snapshot(), *trace);
        });
    m_page.show();
    return QTest::qWaitForWindowExposed(&m_page) && QTest::qWaitFor([this] {
             return view().document() && m_page.isSettled() && view().shownLine(9).isLoaded;
           });
  }
  [[nodiscard]] QString lineText(json::ViewLine line) { return view().shownLine(line).text().trimmed(); }
  [[nodiscard]] json::ViewLine viewLineWith(const QString& text) {
    json::ViewLine line = 0;
    while (line < view().lineCount() && !lineText(line).contains(text)) ++line;
    return line;
  }
  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&view(), key, modifiers); }
  void clickLine(json::ViewLine line) {
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, view().lineRect(line).center());
  }

 private:
  Home m_home;
  ui::Look m_look;
  session::TraceSession m_session;
  json::JsonPage m_page;
};

}  // namespace spanloupe::test
