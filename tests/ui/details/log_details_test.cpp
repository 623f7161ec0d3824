// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The details of a log record: its body whole and laid out, its attributes, and where it came from.
#include "ui/details/log_details.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>

#include "core/formats/input.h"
#include "core/formats/registry.h"
#include "panel_fixture.h"
#include "tests/core/query/made_logs.h"

using namespace spanloupe;

namespace spanloupe::details {

class LogDetailsTest : public PanelFixture {
  Q_OBJECT
 private slots:
  void bodyAttributesAndResourceAreThere();
  void coloursOfATerminalAreLeftOut();
  void jsonInABodyIsLaidOut();
  void anExceptionIsToldCallByCall();
  void thePanelShowsARecordAndThenASpanAgain();
  void itsSpanIsALink();
  void itIsCopiedAsJsonThatCanBeOpenedAgain();

 private:
  static std::shared_ptr<const LogDetails> detailsOf(const test::MadeLog& made) {
    RecordingSink sink;
    test::push(sink, made);
    return logDetails(sink.logs().front());
  }
  static const Section* section(const LogDetails& details, const QString& title) {
    for (const Section& one : details.sections)
      if (one.title == title) return &one;
    return nullptr;
  }
};

void LogDetailsTest::bodyAttributesAndResourceAreThere() {
  test::MadeLog made{1, 18, std::string(5000, 'x')};
  made.severityText = "ERROR2";
  made.attributes = {{"customer", "gold"}};
  const auto details = detailsOf(made);
  const Section* body = section(*details, "Body");
  QVERIFY(body != nullptr && body->items.front().isCut);
  QCOMPARE(body->items.front().fullSize, std::uint64_t{5000});
  QCOMPARE(section(*details, "Attributes")->items.front().text, QString("gold"));
  QVERIFY(section(*details, "Resource") != nullptr);
  QStringList record;
  for (const Item& item : section(*details, "Record")->items) record << item.key + '=' + item.text;
  QVERIFY2(record.contains("severity=ERROR2 (18)"), qPrintable(record.join(' ')));
  QVERIFY(record.front().contains("2026-03-12 14:00:00.001"));
}

void LogDetailsTest::coloursOfATerminalAreLeftOut() {
  const auto details = detailsOf({1, 9, "\x1b[32mserved\x1b[0m in 3 ms"});
  QCOMPARE(section(*details, "Body")->items.front().text, QString("served in 3 ms"));
}

void LogDetailsTest::jsonInABodyIsLaidOut() {
  const auto details = detailsOf({1, 9, R"({"order":{"id":7,"lines":[1,2,3]},"ok":true})"});
  const Item& body = section(*details, "Body")->items.front();
  QCOMPARE(body.syntax, BlockSyntax::Json);
  QVERIFY(body.outline != nullptr || body.text.count('\n') > 2);
}

void LogDetailsTest::anExceptionIsToldCallByCall() {
  test::MadeLog made{1, 17, "failed"};
  made.attributes = {
      {"exception.type", "ValueError"},
      {"exception.message", "no stock"},
      {"exception.stacktrace",
       "Traceback (most recent call last):\n  File \"/app/shop.py\", line 7, in buy\n    raise "
       "ValueError(\"no stock\")\nValueError: no stock\n"}};
  const auto details = detailsOf(made);
  const Section* attributes = section(*details, "Attributes");
  QVERIFY(std::any_of(attributes->items.begin(), attributes->items.end(),
                      [](const Item& item) { return item.kind == ItemKind::Exception; }));
  QVERIFY(std::none_of(attributes->items.begin(), attributes->items.end(),
                       [](const Item& item) { return item.key == "exception.stacktrace"; }));
}

void LogDetailsTest::thePanelShowsARecordAndThenASpanAgain() {
  m_panel = std::make_unique<DetailsPanel>(m_look);
  m_panel->resize(408, 700);
  expose();
  m_panel->showLog(detailsOf({1, 9, "hello there"}));
  QVERIFY(m_panel->shown() == nullptr);
  QVERIFY(indexOf(ItemKind::KeyValue, "hello there") >= 0);
  m_panel->clear();
  QCOMPARE(view().itemCount(), 0);
}

void LogDetailsTest::itsSpanIsALink() {
  test::MadeLog made{1, 9, "hello"};
  made.trace = {7, 8};
  made.span = {9};
  m_panel = std::make_unique<DetailsPanel>(m_look);
  m_panel->resize(408, 700);
  expose();
  m_panel->showLog(detailsOf(made));
  std::vector<std::pair<TraceId, SpanId>> asked;
  connect(m_panel.get(), &DetailsPanel::linkActivated, this,
          [&](TraceId trace, SpanId span) { asked.emplace_back(trace, span); });
  const int link = indexOf(ItemKind::Link);
  QVERIFY(link >= 0);
  view().setCurrentItem(link);
  QTest::keyClick(&view(), Qt::Key_Return);
  QCOMPARE(asked, (std::vector<std::pair<TraceId, SpanId>>{{{7, 8}, {9}}}));
}

void LogDetailsTest::itIsCopiedAsJsonThatCanBeOpenedAgain() {
  test::MadeLog made{1, 17, "card \"refused\""};
  made.trace = {7, 8};
  made.attributes = {{"customer", "gold"}};
  m_panel = std::make_unique<DetailsPanel>(m_look);
  m_panel->resize(408, 700);
  expose();
  const auto buttons = m_panel->findChildren<QAbstractButton*>();
  const auto copy = [&](const QString& name) -> QAbstractButton* {
    for (QAbstractButton* button : buttons)
      if (button->accessibleName() == name && button->isEnabled()) return button;
    return nullptr;
  };
  QVERIFY(copy("Copy the log record as JSON") == nullptr);
  m_panel->showLog(detailsOf(made));
  QAbstractButton* button = copy("Copy the log record as JSON");
  QVERIFY(button != nullptr);
  QGuiApplication::clipboard()->clear();
  QTest::mouseClick(button, Qt::LeftButton);
  std::string text = QGuiApplication::clipboard()->text().toStdString();
  formats::pad(text);
  RecordingSink sink;
  Diagnostics diagnostics;
  formats::formatNamed("otlp-json")->decode({{nullptr, text}, 0, nullptr}, sink, diagnostics);
  QCOMPARE(sink.logs().size(), std::size_t{1});
  const LogRecord record = sink.logs().front();
  QCOMPARE(std::string(record.log.body.asString()), std::string("card \"refused\""));
  QCOMPARE(record.log.traceId, made.trace);
  QCOMPARE(record.log.severityNumber, 17U);
  QCOMPARE(std::string(record.log.attributes.front().key), std::string("customer"));
  QCOMPARE(record.resource.attributes.size(), std::size_t{2});
  m_panel->clear();
  QVERIFY(copy("Copy the log record as JSON") == nullptr);
}

}  // namespace spanloupe::details

QTEST_MAIN(spanloupe::details::LogDetailsTest)
#include "log_details_test.moc"
