// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/sql_format.h"

#include <QSet>
#include <algorithm>
#include <array>

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

/// Behind what begins at `at`: a quoted text, a comment, a word, blanks, or one other character.
qsizetype tokenEnd(const QString& sql, qsizetype at) {
  const QChar c = sql[at];
  if (c == u'\'' || c == u'"' || c == u'`') {
    const qsizetype close = sql.indexOf(c, at + 1);
    return close < 0 ? sql.size() : close + 1;
  }
  const QStringView rest = QStringView(sql).mid(at, 2);
  if (rest == u"--") {
    const qsizetype end = sql.indexOf(u'\n', at);
    return end < 0 ? sql.size() : end;
  }
  if (rest == u"/*") {
    const qsizetype end = sql.indexOf(QStringLiteral("*/"), at + 2);
    return end < 0 ? sql.size() : end + 2;
  }
  qsizetype end = at + 1;
  if (isWordCharacter(c)) {
    while (end < sql.size() && isWordCharacter(sql[end])) ++end;
  } else if (c.isSpace()) {
    while (end < sql.size() && sql[end].isSpace()) ++end;
  }
  return end;
}

/// Words that begin a clause. "LEFT JOIN" begins with LEFT, "ORDER BY" with ORDER.
bool beginsClause(const QString& word, const QString& before) {
  static const QSet<QString> words = {
      QStringLiteral("FROM"),      QStringLiteral("WHERE"),  QStringLiteral("GROUP"),
      QStringLiteral("HAVING"),    QStringLiteral("ORDER"),  QStringLiteral("LIMIT"),
      QStringLiteral("UNION"),     QStringLiteral("VALUES"), QStringLiteral("SET"),
      QStringLiteral("FOR"),       QStringLiteral("LEFT"),   QStringLiteral("RIGHT"),
      QStringLiteral("INNER"),     QStringLiteral("FULL"),   QStringLiteral("CROSS"),
      QStringLiteral("RETURNING"), QStringLiteral("JOIN"),   QStringLiteral("SELECT"),
      QStringLiteral("OFFSET"),    QStringLiteral("ON")};
  if (!words.contains(word)) return false;
  if (word == QLatin1String("FROM")) return before != QLatin1String("DELETE");
  if (word == QLatin1String("SELECT")) return !before.isEmpty();
  if (word == QLatin1String("ON")) return false;
  static const QSet<QString> joining = {QStringLiteral("LEFT"),  QStringLiteral("RIGHT"),
                                        QStringLiteral("INNER"), QStringLiteral("OUTER"),
                                        QStringLiteral("FULL"),  QStringLiteral("CROSS")};
  return word != QLatin1String("JOIN") || !joining.contains(before);
}

class Formatter {
 public:
  explicit Formatter(const QString& sql) : m_sql(sql) {}

  QString run() {
    // Conditions stand on lines of their own when they would not fit beside each other.
    const bool isLong = m_sql.size() > 110;
    for (qsizetype at = 0; at < m_sql.size();) {
      const qsizetype end = tokenEnd(m_sql, at);
      const QString token = m_sql.mid(at, end - at);
      at = end;
      if (token.front().isSpace()) {
        m_hasBlank = true;
        continue;
      }
      const QString word = isWordCharacter(token.front()) ? token.toUpper() : QString();
      const bool mayBreak = m_parens.isEmpty() || m_parens.back();
      const bool isCondition = word == QLatin1String("AND") || word == QLatin1String("OR");
      if (mayBreak && !m_out.isEmpty() && m_before != QLatin1String("(") &&
          (beginsClause(word, m_before) || (isCondition && isLong && !m_isBetween))) {
        newLine(word);
      } else if (m_hasBlank && !m_out.isEmpty() && !m_out.endsWith(u'\n')) {
        m_out += u' ';
      }
      if (word == QLatin1String("BETWEEN")) m_isBetween = true;
      if (word == QLatin1String("AND")) m_isBetween = false;
      m_hasBlank = false;
      put(token, word);
    }
    return m_out;
  }

 private:
  void put(const QString& token, const QString& word) {
    if (token == QLatin1String("(")) {
      m_parens.push_back(false);
    } else if (token == QLatin1String(")") && !m_parens.isEmpty()) {
      m_parens.pop_back();
    } else if (word == QLatin1String("SELECT") && m_before == QLatin1String("(") && !m_parens.isEmpty()) {
      m_parens.back() = true;
    }
    m_out += token;
    if (token.startsWith(QLatin1String("--"))) m_out += u'\n';
    m_before = word.isEmpty() ? token : word;
  }
  void newLine(const QString& word) {
    constexpr qsizetype kRiver = 6;  // The length of SELECT.
    if (!m_out.endsWith(u'\n')) m_out += u'\n';
    const auto levels = static_cast<qsizetype>(std::count(m_parens.begin(), m_parens.end(), true));
    const qsizetype before = levels * 4 + std::max<qsizetype>(0, kRiver - word.size());
    m_out += QString(before, u' ');
  }

  const QString& m_sql;
  QString m_out;
  QString m_before;
  QList<bool> m_parens;  ///< Open ones; true = of a query.
  bool m_hasBlank = false;
  bool m_isBetween = false;
};

}  // namespace

bool looksLikeSql(std::string_view text) {
  constexpr std::array<std::string_view, 21> kFirst{
      "SELECT", "INSERT", "UPDATE",   "DELETE",   "WITH",  "CREATE", "ALTER",
      "DROP",   "BEGIN",  "COMMIT",   "ROLLBACK", "MERGE", "CALL",   "EXPLAIN",
      "SET",    "SHOW",   "TRUNCATE", "REPLACE",  "START", "EXEC",   "USE"};
  const std::size_t begin = text.find_first_not_of(" \t\r\n(");
  if (begin == std::string_view::npos) return false;
  std::string_view first = text.substr(begin);
  if (first.starts_with("--") || first.starts_with("/*")) return true;
  std::string word;
  for (const char c : first.substr(0, 12)) {
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) break;
    word += static_cast<char>(c & ~0x20);
  }
  return std::find(kFirst.begin(), kFirst.end(), word) != kFirst.end();
}

std::vector<TextRun> sqlRuns(const QString& sql) {
  std::vector<TextRun> runs;
  for (qsizetype at = 0; at < sql.size();) {
    const qsizetype end = tokenEnd(sql, at);
    if (sql[at].isLetter() && keywords().contains(sql.mid(at, end - at).toUpper()))
      runs.push_back({at, end - at, Tone::Text, true});
    at = end;
  }
  return runs;
}

QString formatSql(const QString& sql) { return Formatter(sql).run(); }

}  // namespace spanloupe::details
