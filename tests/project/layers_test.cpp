// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads every #include line and fails on an arrow between folders that is not in this table, which is the one
// of ARCHITECTURE.md. To allow an arrow, argue it there first.
#include <QDir>
#include <QFileInfo>
#include <QMap>
#include <QSet>
#include <QTest>

#include "tests/project/source_files.h"
#include "tests/source_dir.h"

namespace spanloupe::test {
namespace {

const QString kCore = QStringLiteral("core/*");
const QString kViews = QStringLiteral("ui/*");

/// Folder -> folders it may include, besides itself.
const QMap<QString, QStringList>& allowedArrows() {
  static const QMap<QString, QStringList> arrows{
      {"core/base", {}},
      {"core/model", {"core/base"}},
      {"core/formats", {"core/base", "core/model"}},
      {"core/store", {"core/base", "core/model"}},
      {"core/analysis", {"core/base", "core/model"}},
      {"core/generate", {"core/base", "core/model"}},
      {"core/query", {"core/base", "core/model", "core/store", "core/analysis"}},
      {"core/ingest", {"core/base", "core/model", "core/formats", "core/store"}},
      {"core/receive", {"core/base", "core/model", "core/formats", "core/ingest"}},
      {"core/forward", {"core/base", "core/model", "core/formats", "core/ingest"}},
      {"core/export", {"core/base", "core/model", "core/formats", "core/store"}},
      {"ui/common", {"core/base", "core/model"}},
      {"ui/session", {"ui/common", kCore}},
      {"ui/shell", {kViews, kCore}},
      {"app", {"ui/shell", "ui/session", "ui/common", kCore}},
      {"app/cli", {"app", kCore}},
  };
  return arrows;
}

/// Every other folder below ui/ is a view, or a picture that views share (decisions.md 16).
const QStringList kOfAView{"ui/common", "ui/session", kCore};
const QSet<QString> kSharedPictures{"ui/charts", "ui/endpoints"};

/// "core/store/x.h" -> "core/store", "app/main.cpp" -> "app"; empty for what is none of our folders.
QString folderOf(const QString& path) {
  const QStringList parts = path.split(QLatin1Char('/'));
  if (parts.size() < 2) return {};
  if (parts[0] == QLatin1String("app")) {
    return parts.size() > 2 ? QStringLiteral("app/") + parts[1] : QStringLiteral("app");
  }
  if ((parts[0] == QLatin1String("core") || parts[0] == QLatin1String("ui")) && parts.size() > 2) {
    return parts[0] + QLatin1Char('/') + parts[1];
  }
  return {};
}

bool matches(const QString& allowed, const QString& folder) {
  if (allowed.endsWith(QLatin1Char('*'))) return folder.startsWith(allowed.chopped(1));
  return allowed == folder;
}

bool mayInclude(const QString& from, const QString& to) {
  if (from == to) return true;
  QStringList allowed =
      allowedArrows().value(from, from.startsWith(QLatin1String("ui/")) ? kOfAView : QStringList());
  if (from.startsWith(QLatin1String("ui/")) && kSharedPictures.contains(to) &&
      !kSharedPictures.contains(from) && !allowedArrows().contains(from)) {
    return true;
  }
  return std::any_of(allowed.begin(), allowed.end(), [&](const QString& one) { return matches(one, to); });
}

}  // namespace

class LayersTest : public QObject {
  Q_OBJECT

 private slots:
  void theTableKnowsAllowedFromForbidden();
  void everyFolderOfCoreIsInTheTable();
  void noIncludeCrossesTheTable();
  void includesAreWrittenFromTheRoot();
  void onlyTheStoreIncludesSqlite();
  void coreAndCommandLineIncludeNoQt();
};

namespace {

const QStringList kFolders{"core", "ui", "app"};
const QStringList kSources{"*.h", "*.cpp"};

QString at(const QString& path, const Include& include) {
  return QStringLiteral("%1:%2 includes %3").arg(path).arg(include.line).arg(include.path);
}

/// What `wrong` says about every include of the project, joined.
template <typename Wrong>
QString complaints(const QStringList& folders, Wrong wrong) {
  QStringList found;
  for (const QString& path : filesBelow(folders, kSources)) {
    for (const Include& include : includesOf(linesOf(path))) {
      if (wrong(path, include)) found.append(at(path, include));
    }
  }
  return found.join(QLatin1Char('\n'));
}

}  // namespace

void LayersTest::theTableKnowsAllowedFromForbidden() {
  QVERIFY(mayInclude("core/query", "core/store"));
  QVERIFY(mayInclude("ui/waterfall", "core/analysis"));
  QVERIFY(mayInclude("ui/shell", "ui/waterfall"));
  QVERIFY(mayInclude("ui/traces", "ui/charts"));
  QVERIFY(!mayInclude("ui/charts", "ui/traces"));
  QVERIFY(!mayInclude("core/formats", "core/store"));
  QVERIFY(!mayInclude("core/base", "core/model"));
  QVERIFY(!mayInclude("ui/waterfall", "ui/traces"));
  QVERIFY(!mayInclude("ui/common", "core/store"));
  QVERIFY(!mayInclude("core/store", "ui/common"));
  QVERIFY(!mayInclude("app", "ui/waterfall"));
  QVERIFY(!mayInclude("app/cli", "ui/common"));
}

void LayersTest::everyFolderOfCoreIsInTheTable() {
  const QDir core(QStringLiteral(SPANLOUPE_SOURCE_DIR "/core"));
  for (const QString& folder : core.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
    QVERIFY2(allowedArrows().contains("core/" + folder),
             qPrintable("core/" + folder + " has no line in the table"));
  }
}

void LayersTest::noIncludeCrossesTheTable() {
  const QString found = complaints(kFolders, [](const QString& path, const Include& include) {
    const QString to = folderOf(include.path);
    return !to.isEmpty() && !mayInclude(folderOf(path), to);
  });
  QVERIFY2(found.isEmpty(), qPrintable(found));
}

void LayersTest::includesAreWrittenFromTheRoot() {
  const QDir root(QStringLiteral(SPANLOUPE_SOURCE_DIR));
  const QString found = complaints(kFolders, [&](const QString&, const Include& include) {
    // moc's output and what CMake writes into the build folder are no files of the source tree.
    const bool generated =
        include.path.endsWith(QLatin1String(".moc")) || include.path == QLatin1String("app/commit.h");
    return include.quoted && !generated && !QFileInfo::exists(root.filePath(include.path));
  });
  QVERIFY2(found.isEmpty(), qPrintable(found));
}

void LayersTest::onlyTheStoreIncludesSqlite() {
  const QString found = complaints(kFolders, [](const QString& path, const Include& include) {
    return include.path.startsWith(QLatin1String("sqlite3")) && folderOf(path) != QLatin1String("core/store");
  });
  QVERIFY2(found.isEmpty(), qPrintable(found));
}

void LayersTest::coreAndCommandLineIncludeNoQt() {
  const QString found = complaints({"core", "app/cli"}, [](const QString&, const Include& include) {
    return include.path.startsWith(QLatin1Char('Q')) || include.path.startsWith(QLatin1String("qt"));
  });
  QVERIFY2(found.isEmpty(), qPrintable(found));
}

}  // namespace spanloupe::test

QTEST_APPLESS_MAIN(spanloupe::test::LayersTest)
#include "layers_test.moc"
