// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/sql_words.h"

#include <QSet>

namespace spanloupe::details {

namespace {

const QSet<QString>& keywords() {
  static const QSet<QString> words = {
      QStringLiteral("ALL"),    QStringLiteral("ALTER"),     QStringLiteral("AND"),
      QStringLiteral("ANY"),    QStringLiteral("AS"),        QStringLiteral("ASC"),
      QStringLiteral("BEGIN"),  QStringLiteral("BETWEEN"),   QStringLiteral("BY"),
      QStringLiteral("CASE"),   QStringLiteral("COMMIT"),    QStringLiteral("CONFLICT"),
      QStringLiteral("CREATE"), QStringLiteral("CROSS"),     QStringLiteral("DELETE"),
      QStringLiteral("DESC"),   QStringLiteral("DISTINCT"),  QStringLiteral("DROP"),
      QStringLiteral("ELSE"),   QStringLiteral("END"),       QStringLiteral("EXISTS"),
      QStringLiteral("FOR"),    QStringLiteral("FROM"),      QStringLiteral("FULL"),
      QStringLiteral("GROUP"),  QStringLiteral("HAVING"),    QStringLiteral("IN"),
      QStringLiteral("INNER"),  QStringLiteral("INSERT"),    QStringLiteral("INTO"),
      QStringLiteral("IS"),     QStringLiteral("JOIN"),      QStringLiteral("LEFT"),
      QStringLiteral("LIKE"),   QStringLiteral("LIMIT"),     QStringLiteral("NOT"),
      QStringLiteral("NULL"),   QStringLiteral("OFFSET"),    QStringLiteral("ON"),
      QStringLiteral("OR"),     QStringLiteral("ORDER"),     QStringLiteral("OUTER"),
      QStringLiteral("OVER"),   QStringLiteral("PARTITION"), QStringLiteral("RETURNING"),
      QStringLiteral("RIGHT"),  QStringLiteral("ROLLBACK"),  QStringLiteral("SELECT"),
      QStringLiteral("SET"),    QStringLiteral("TABLE"),     QStringLiteral("THEN"),
      QStringLiteral("UNION"),  QStringLiteral("UPDATE"),    QStringLiteral("USING"),
      QStringLiteral("VALUES"), QStringLiteral("WHEN"),      QStringLiteral("WHERE"),
      QStringLiteral("WITH")};
  return words;
}

bool isWordCharacter(QChar c) { return c.isLetterOrNumber() || c == u'_'; }

}  // namespace

std::vector<SqlPiece> sqlPieces(const QString& line) {
  std::vector<SqlPiece> pieces;
  const auto add = [&](const QString& text, bool isKeyword) {
    if (text.isEmpty()) return;
    if (!pieces.empty() && pieces.back().isKeyword == isKeyword) {
      pieces.back().text += text;
    } else {
      pieces.push_back({text, isKeyword});
    }
  };
  qsizetype i = 0;
  while (i < line.size()) {
    const qsizetype start = i;
    if (line[i] == u'\'' || line[i] == u'"' || line[i] == u'`') {
      const qsizetype close = line.indexOf(line[i], i + 1);
      i = close < 0 ? line.size() : close + 1;
      add(line.mid(start, i - start), false);
    } else if (isWordCharacter(line[i])) {
      while (i < line.size() && isWordCharacter(line[i])) ++i;
      const QString word = line.mid(start, i - start);
      add(word, keywords().contains(word.toUpper()));
    } else {
      add(QString(line[i++]), false);
    }
  }
  return pieces;
}

}  // namespace spanloupe::details
