// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/json_outline.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace spanloupe::details {

namespace {

constexpr std::size_t kOpenLines = 24;
constexpr std::uint16_t kOpenDepth = 2;
constexpr qsizetype kMeantText = 1'000'000;

/// Behind the key and its colon; 0 where there is none.
qsizetype valueBegin(QStringView line) {
  if (!line.startsWith(u'"')) return 0;
  qsizetype end = 1;
  while (end < line.size() && line[end] != u'"') end += line[end] == u'\\' ? 2 : 1;
  return line.mid(std::min(end + 1, line.size())).startsWith(u": ") ? end + 3 : 0;
}

QString meant(const QString& quoted) {
  const QJsonArray array = QJsonDocument::fromJson((u'[' + quoted + u']').toUtf8()).array();
  return array.size() == 1 && array.first().isString() ? array.first().toString() : quoted;
}

/// Goes through laid-out JSON once.
class Reader {
 public:
  explicit Reader(JsonOutline& out) : m_out(out) {}

  void run() {
    const QString& text = m_out.text;
    for (qsizetype at = 0; at <= text.size();) {
      const qsizetype found = text.indexOf(u'\n', at);
      const qsizetype end = found < 0 ? text.size() : found;
      readLine(at, end);
      at = end + 1;
    }
  }

 private:
  void readLine(qsizetype from, qsizetype end) {
    const QString& text = m_out.text;
    while (from < end && text[from] == u' ') ++from;
    const bool closes = !m_inText && from < end && (text[from] == u'}' || text[from] == u']');
    if (!closes && !m_inText && !m_open.empty()) ++m_out.lines[m_open.back()].entries;
    const auto number = static_cast<std::uint32_t>(m_out.lines.size());
    JsonLine& line = m_out.lines.emplace_back();
    line.start = from;
    line.length = static_cast<std::int32_t>(end - from);
    line.last = number;
    line.depth = static_cast<std::uint16_t>(m_open.size() - (closes && !m_open.empty() ? 1 : 0));
    for (qsizetype i = from; i < end; ++i) {
      const QChar c = text[i];
      if (m_inText) {
        if (c == u'\\')
          ++i;
        else if (c == u'"')
          m_inText = false;
      } else if (c == u'"') {
        m_inText = true;
      } else if (c == u'{' || c == u'[') {
        m_open.push_back(number);
      } else if ((c == u'}' || c == u']') && !m_open.empty()) {
        m_out.lines[m_open.back()].last = number;
        m_open.pop_back();
      }
    }
  }

  JsonOutline& m_out;
  std::vector<std::uint32_t> m_open;
  bool m_inText = false;
};

}  // namespace

std::shared_ptr<const JsonOutline> makeOutline(QString pretty, bool isWhole) {
  auto outline = std::make_shared<JsonOutline>();
  outline->text = std::move(pretty);
  Reader(*outline).run();
  outline->openDepth = isWhole || outline->lines.size() <= kOpenLines ? UINT16_MAX : kOpenDepth;
  return outline;
}

QString JsonOutline::lineText(std::size_t line, bool isOpen) const {
  const JsonLine& at = lines[line];
  QString shown = text.mid(at.start, at.length);
  if (isOpen || !isBranch(line)) return shown;
  const JsonLine& end = lines[at.last];
  return shown + u'…' + text.mid(end.start, end.length);
}

qsizetype JsonOutline::extent(std::size_t line) const {
  const JsonLine& end = lines[lines[line].last];
  return end.start + end.length - lines[line].start;
}

QString JsonOutline::key(std::size_t line) const {
  const JsonLine& at = lines[line];
  const QStringView shown = QStringView(text).mid(at.start, at.length);
  const qsizetype begin = valueBegin(shown);
  return begin == 0 ? QString() : meant(shown.left(begin - 2).toString());
}

QString JsonOutline::json(std::size_t line) const {
  const JsonLine& at = lines[line];
  QString all;
  // Without the indentation of where it stands.
  for (std::size_t i = line; i <= at.last; ++i) {
    const JsonLine& one = lines[i];
    if (i > line) all += u'\n' + QString(2 * std::max(0, one.depth - at.depth), u' ');
    all += QStringView(text).mid(one.start, one.length);
  }
  if (all.endsWith(u',')) all.chop(1);
  return all;
}

QString JsonOutline::value(std::size_t line) const {
  const QString all = json(line);
  const QString value = all.mid(valueBegin(all));
  return value.startsWith(u'"') && value.size() < kMeantText ? meant(value) : value;
}

std::vector<std::uint32_t> branchesAround(const JsonOutline& outline, std::uint32_t line) {
  std::vector<std::uint32_t> around;
  for (std::uint32_t at = 0; at < line;) {
    if (!outline.isBranch(at) || outline.lines[at].last < line) {
      at = outline.lines[at].last + 1;
    } else {
      around.push_back(at);
      ++at;
    }
  }
  return around;
}

}  // namespace spanloupe::details
