// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Walks what assistive technology sees of the whole window, in each of its states: everything that can be
// used has a name, a place and a parent that knows it, and every row of the views can be reached.
#include <QAccessible>
#include <QSet>

#include "tests/ui/shell/window_fixture.h"
#include "ui/shell/details_dock.h"
#include "ui/waterfall/trace_page.h"

using namespace spanloupe;

namespace {

/// Lists may have millions of rows; the first ones tell.
constexpr int kLooked = 60;

bool needsAName(QAccessible::Role role) {
  static const QSet<int> roles{
      QAccessible::Button,      QAccessible::CheckBox, QAccessible::ComboBox,  QAccessible::EditableText,
      QAccessible::List,        QAccessible::ListItem, QAccessible::MenuItem,  QAccessible::PageTab,
      QAccessible::RadioButton, QAccessible::Slider,   QAccessible::SpinBox,   QAccessible::Table,
      QAccessible::Tree,        QAccessible::TreeItem, QAccessible::Row,       QAccessible::Link,
      QAccessible::Chart,       QAccessible::Graphic,  QAccessible::ButtonMenu};
  return roles.contains(role);
}

struct Walk {
  QStringList complaints;
  QSet<QAccessibleInterface*> seen;
  QMap<int, int> roles;
  int visited = 0;

  void look(QAccessibleInterface* node, const QString& path) {
    if (!node->isValid()) {
      complaints << path + ": not valid";
      return;
    }
    if (seen.contains(node)) {
      complaints << path + ": reached twice";
      return;
    }
    seen.insert(node);
    ++visited;
    ++roles[node->role()];
    const QString name = node->text(QAccessible::Name);
    const QString here =
        QString("%1/%2:%3").arg(path).arg(static_cast<int>(node->role()), 0, 16).arg(name.left(24));
    const QAccessible::State state = node->state();
    if (!state.invisible) {
      if (needsAName(node->role()) && name.isEmpty()) complaints << here + ": no name";
      if (state.focusable && node->rect().isEmpty() && !state.offscreen) complaints << here + ": no place";
    }
    for (int i = 0; i < std::min(node->childCount(), kLooked); ++i) {
      QAccessibleInterface* child = node->child(i);
      if (child == nullptr) {
        complaints << QString("%1: no child %2 of %3").arg(here).arg(i).arg(node->childCount());
        continue;
      }
      if (child->parent() != node) complaints << QString("%1: child %2 has another parent").arg(here).arg(i);
      if (node->indexOfChild(child) != i)
        complaints << QString("%1: child %2 is not where it is").arg(here).arg(i);
      look(child, here);
    }
  }
};

QStringList complaintsAbout(QWidget& window, int least) {
  Walk walk;
  walk.look(QAccessible::queryAccessibleInterface(&window), {});
  if (walk.visited < least) walk.complaints << QString("only %1 nodes").arg(walk.visited);
  return walk.complaints;
}

}  // namespace

class AccessibleTreeTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { QAccessible::setActive(true); }
  void theStartPage();
  void theTraceList();
  void aTraceWithItsDetails();
  void everyFocusableWidgetHasAName();
};

void AccessibleTreeTest::theStartPage() {
  test::WindowFixture f;
  QCOMPARE(complaintsAbout(f.window, 20).join('\n'), QString());
}

void AccessibleTreeTest::theTraceList() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  QCOMPARE(complaintsAbout(f.window, 30).join('\n'), QString());
}

void AccessibleTreeTest::aTraceWithItsDetails() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.window.tabs().openTrace(*TraceId::fromHex(test::traceHex(1).toStdString()),
                            *SpanId::fromHex(test::spanHex(1, 5).toStdString()));
  QTRY_VERIFY(f.window.isSettled());
  QVERIFY(f.window.findChild<shell::DetailsDock*>()->isVisible());
  f.action("Diagnostics")->trigger();
  QCOMPARE(complaintsAbout(f.window, 60).join('\n'), QString());
}

void AccessibleTreeTest::everyFocusableWidgetHasAName() {
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.window.tabs().openTrace(*TraceId::fromHex(test::traceHex(1).toStdString()), {});
  QTRY_VERIFY(f.window.isSettled());
  QStringList nameless;
  for (QWidget* widget : f.window.findChildren<QWidget*>()) {
    if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus) continue;
    const QAccessibleInterface* node = QAccessible::queryAccessibleInterface(widget);
    if (node == nullptr || (node->text(QAccessible::Name).isEmpty() && widget->focusProxy() == nullptr))
      nameless << QString::fromLatin1(widget->metaObject()->className());
  }
  QCOMPARE(nameless.join(' '), QString());
}

QTEST_MAIN(AccessibleTreeTest)
#include "accessible_tree_test.moc"
