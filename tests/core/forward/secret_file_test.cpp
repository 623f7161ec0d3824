// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Files of secrets are for their owner only, also when there was another file before.
#include "core/forward/secret_file.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include "core/forward/export_target.h"

namespace spanloupe::forward {

class SecretFileTest : public QObject {
  Q_OBJECT
 private slots:
  void onlyTheOwnerCanReadIt();
  void whatWasThereIsReplaced();
  void aFolderThatIsNotThereIsSaid();
  void noTwoTokensAreAlike();
  void headersAreUnderstoodBeforeTheyAreInAFile();

 private:
  [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(name); }
  QTemporaryDir m_folder;
};

void SecretFileTest::onlyTheOwnerCanReadIt() {
  const std::string file = path("a").toStdString();
  QVERIFY(writeSecretFile(file, "opensesame\n"));
  const auto permissions = QFile::permissions(path("a"));
  QVERIFY(!(permissions & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
  QCOMPARE(readSecretFile(file).value(), std::string("opensesame"));
}

void SecretFileTest::whatWasThereIsReplaced() {
  QFile open(path("b"));
  QVERIFY(open.open(QIODevice::WriteOnly) && open.write("a much longer text") > 0);
  open.setPermissions(QFile::ReadOwner | QFile::ReadOther);
  open.close();
  QVERIFY(writeSecretFile(path("b").toStdString(), "new"));
  QCOMPARE(readSecretFile(path("b").toStdString()).value(), std::string("new"));
  QCOMPARE(QDir(m_folder.path()).entryList({"b*"}, QDir::Files), QStringList("b"));
}

void SecretFileTest::aFolderThatIsNotThereIsSaid() {
  const auto written = writeSecretFile(path("nowhere/c").toStdString(), "x");
  QVERIFY(!written);
  QCOMPARE(written.error().file, path("nowhere/c").toStdString());
}

void SecretFileTest::noTwoTokensAreAlike() {
  QSet<QString> tokens;
  for (int i = 0; i < 100; ++i) {
    const auto token = makeToken();
    QVERIFY(token);
    QCOMPARE(token->size(), std::size_t{32});
    QCOMPARE(token->find_first_not_of("abcdefghijklmnopqrstuvwxyz234567"), std::string::npos);
    tokens << QString::fromStdString(*token);
  }
  QCOMPARE(tokens.size(), 100);
}

void SecretFileTest::headersAreUnderstoodBeforeTheyAreInAFile() {
  const Headers expected{{"x-team", "key"}};
  QVERIFY(parseHeaders("# ours\nX-Team: key\n") == expected);
  const auto damaged = parseHeaders("x-team: key\nsecret", "file");
  QVERIFY(!damaged);
  QVERIFY(damaged.error().message.starts_with("line 2 ") && damaged.error().file == "file");
}

}  // namespace spanloupe::forward

QTEST_APPLESS_MAIN(spanloupe::forward::SecretFileTest)
#include "secret_file_test.moc"
