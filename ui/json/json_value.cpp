// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_value.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <optional>

namespace spanloupe::json {
namespace {

std::size_t indentOf(std::string_view line) {
  const std::size_t first = line.find_first_not_of(' ');
  return first == std::string_view::npos ? line.size() : first;
}

/// Behind the closing quote of the string that begins at `at`, or the end of a line that was cut.
std::size_t endOfString(std::string_view line, std::size_t at) {
  for (++at; at < line.size(); ++at) {
    if (line[at] == '\\') {
      ++at;
    } else if (line[at] == '"') {
      return at + 1;
    }
  }
  return line.size();
}

/// The name before the value of a line that begins at `at`: its size with the colon and the space, else 0.
std::size_t nameSize(std::string_view line, std::size_t at) {
  if (at >= line.size() || line[at] != '"') return 0;
  const std::size_t end = endOfString(line, at);
  return line.substr(end, 2) == ": " ? end + 2 - at : 0;
}

QJsonValue parsed(const std::string& json) {
  const QByteArray text = '[' + QByteArray::fromStdString(json) + ']';
  return QJsonDocument::fromJson(text).array().at(0);
}

/// Where a line stands: the brackets around it, outermost first.
class PathStack {
 public:
  void add(std::string_view line) {
    const std::size_t at = indentOf(line);
    if (at == line.size()) return;
    if (line[at] == '}' || line[at] == ']') {
      if (!m_open.empty()) m_open.pop_back();
      m_last = {};
      return;
    }
    enter(line, at);
    const char end = line.back();
    if (end == '{' || end == '[') m_open.push_back({end == '[', 0, {}});
  }
  /// A whole record, of which nothing is to be known.
  void skipRecord() {
    if (!m_open.empty()) ++m_open.back().index;
  }
  /// To the line that was added last.
  [[nodiscard]] std::string text() const { return m_last.value_or(prefix()); }

 private:
  struct Level {
    bool isArray = false;
    std::size_t index = 0;  ///< Of the next element.
    std::string step;       ///< To the element that is open.
  };
  void enter(std::string_view line, std::size_t at) {
    if (m_open.empty()) {
      m_last = std::string();
      return;
    }
    Level& level = m_open.back();
    if (level.isArray) {
      level.step = '[' + std::to_string(level.index++) + ']';
    } else {
      const std::size_t size = nameSize(line, at);
      level.step = size > 4 ? std::string(line.substr(at + 1, size - 4)) : std::string();
    }
    m_last = prefix();
  }
  [[nodiscard]] std::string prefix() const {
    std::string path;
    for (const Level& level : m_open) {
      if (!path.empty() && !level.step.empty() && level.step[0] != '[') path += '.';
      path += level.step;
    }
    return path;
  }

  std::vector<Level> m_open;
  std::optional<std::string> m_last;
};

}  // namespace

std::vector<TokenRun> tokensOf(std::string_view line) {
  std::vector<TokenRun> runs;
  const auto add = [&runs](std::size_t begin, std::size_t end, TokenKind kind) {
    if (!runs.empty() && runs.back().kind == kind && kind == TokenKind::Punctuation) {
      runs.back().size = end - runs.back().begin;
    } else {
      runs.push_back({begin, end - begin, kind});
    }
  };
  for (std::size_t at = 0; at < line.size();) {
    const char c = line[at];
    if (c == '"') {
      const std::size_t end = endOfString(line, at);
      const bool isKey = end < line.size() && line[end] == ':';
      add(at, end, isKey ? TokenKind::Key : TokenKind::String);
      at = end;
    } else if (std::string_view("{}[],: ").find(c) != std::string_view::npos) {
      add(at, at + 1, TokenKind::Punctuation);
      ++at;
    } else {
      const std::size_t end = std::min(line.find_first_of(",]} ", at), line.size());
      add(at, end, TokenKind::Number);
      at = end;
    }
  }
  return runs;
}

std::string bareValue(std::string_view lines) {
  while (!lines.empty() && lines.back() == '\n') lines.remove_suffix(1);
  if (!lines.empty() && lines.back() == ',') lines.remove_suffix(1);
  const std::size_t indent = indentOf(lines.substr(0, lines.find('\n')));
  std::string out;
  out.reserve(lines.size());
  bool isFirst = true;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    line.remove_prefix(std::min(indent, indentOf(line)));
    if (isFirst) line.remove_prefix(nameSize(line, 0));
    if (!isFirst) out += '\n';
    isFirst = false;
    out += line;
  }
  return out;
}

std::string plainValue(const std::string& json) {
  if (json.empty()) return json;
  if (json[0] == '"') return parsed(json).toString().toStdString();
  if (json[0] != '{') return json;
  const QJsonObject pair = parsed(json).toObject();
  const QJsonObject value = pair.value(QLatin1String("value")).toObject();
  if (pair.size() != 2 || !pair.contains(QLatin1String("key")) || value.size() != 1) return json;
  const QJsonValue inner = value.begin().value();
  if (inner.isString()) return inner.toString().toStdString();
  if (inner.isBool()) return inner.toBool() ? "true" : "false";
  // As it is written, not as a double would be written again.
  if (inner.isDouble()) {
    const std::size_t name = json.rfind("\": ");
    return json.substr(name + 3, json.find_first_of(" }\n", name + 3) - name - 3);
  }
  const bool isArray = inner.isArray();
  return (isArray ? QJsonDocument(inner.toArray()) : QJsonDocument(inner.toObject())).toJson().toStdString();
}

std::string pathOf(const JsonDocument& document, DocLine line, const JsonText* record) {
  PathStack path;
  const std::size_t target = document.partAt(line);
  const auto local = static_cast<std::size_t>(line - document.firstLine(target));
  for (std::size_t i = 0; i <= target; ++i) {
    const Part& part = document.parts()[i];
    if (i == target && part.isRecord) {
      for (std::size_t k = 0; record != nullptr && k <= std::min(local, record->lines() - 1); ++k)
        path.add(record->line(k));
    } else if (part.isRecord) {
      path.skipRecord();
    } else {
      const std::size_t end = i == target ? local + 1 : part.lines;
      for (std::size_t k = 0; k < end; ++k) path.add(document.skeleton().line(part.first + k));
    }
  }
  return path.text();
}

}  // namespace spanloupe::json
