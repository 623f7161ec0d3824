// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/pretty_json.h"

namespace spanloupe::details {

namespace {

constexpr std::size_t kInlineArray = 60;
constexpr std::size_t kDeepest = 200;
constexpr std::size_t npos = std::string_view::npos;

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Behind the string that begins at `at`; npos when it has no end.
std::size_t stringEnd(std::string_view json, std::size_t at) {
  for (std::size_t i = at + 1; i < json.size(); ++i) {
    if (json[i] == '\\') {
      ++i;
    } else if (json[i] == '"') {
      return i + 1;
    }
  }
  return npos;
}

class Printer {
 public:
  Printer(std::string_view json, int depth) : m_json(json), m_depth(depth) {}

  bool run() {
    while (m_at < m_json.size()) {
      const char c = m_json[m_at];
      if (isBlank(c)) {
        ++m_at;
      } else if (c == '"') {
        const std::size_t end = stringEnd(m_json, m_at);
        if (end == npos) return false;
        m_out.append(m_json.substr(m_at, end - m_at));
        m_at = end;
      } else if (c == '{' || c == '[') {
        if (!open(c)) return false;
      } else if (c == '}' || c == ']') {
        if (m_closers.empty() || m_closers.back() != c) return false;
        m_closers.pop_back();
        newLine();
        m_out += c;
        ++m_at;
      } else if (c == ',') {
        m_out += ',';
        ++m_at;
        newLine();
      } else if (c == ':') {
        m_out += ": ";
        ++m_at;
      } else {
        m_out += c;
        ++m_at;
      }
    }
    return m_closers.empty();
  }
  [[nodiscard]] QString text() const {
    return QString::fromUtf8(m_out.data(), static_cast<qsizetype>(m_out.size()));
  }

 private:
  void newLine() {
    m_out += '\n';
    m_out.append(m_closers.size() * 2, ' ');
  }
  bool open(char c) {
    const char closer = c == '{' ? '}' : ']';
    std::size_t next = m_at + 1;
    while (next < m_json.size() && isBlank(m_json[next])) ++next;
    if (next < m_json.size() && m_json[next] == closer) {
      m_out += c;
      m_out += closer;
      m_at = next + 1;
      return true;
    }
    if (c == '[' && shortArray()) return true;
    if (static_cast<int>(m_closers.size()) >= m_depth) return skip(c, closer);
    if (m_closers.size() >= kDeepest) return false;
    m_out += c;
    m_closers.push_back(closer);
    newLine();
    ++m_at;
    return true;
  }
  /// "[1, 2, 3]" in one line when it is short and holds nothing but scalars.
  bool shortArray() {
    std::string line = "[";
    for (std::size_t i = m_at + 1; i < m_json.size() && line.size() < kInlineArray;) {
      const char c = m_json[i];
      if (c == '[' || c == '{') return false;
      if (c == ']') {
        m_out += line + ']';
        m_at = i + 1;
        return true;
      }
      if (c == '"') {
        const std::size_t end = stringEnd(m_json.substr(0, std::min(m_json.size(), i + kInlineArray)), i);
        if (end == npos) return false;
        line.append(m_json.substr(i, end - i));
        i = end;
        continue;
      }
      if (!isBlank(c)) line += c;
      if (c == ',') line += ' ';
      ++i;
    }
    return false;
  }
  bool skip(char opener, char closer) {
    std::size_t depth = 0;
    for (std::size_t i = m_at; i < m_json.size(); ++i) {
      const char c = m_json[i];
      if (c == '"') {
        i = stringEnd(m_json, i);
        if (i == npos) return false;
        --i;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        m_out += opener;
        m_out += "…";
        m_out += closer;
        m_at = i + 1;
        return true;
      }
    }
    return false;
  }

  std::string_view m_json;
  int m_depth;
  std::size_t m_at = 0;
  std::string m_out;
  std::string m_closers;
};

}  // namespace

std::optional<QString> prettyJson(std::string_view json, int depth) {
  Printer printer(json, depth);
  return printer.run() ? std::optional(printer.text()) : std::nullopt;
}

std::vector<TextRun> jsonRuns(const QString& text) {
  std::vector<TextRun> runs;
  for (qsizetype i = 0; i < text.size();) {
    const QChar c = text[i];
    if (c == u'"') {
      qsizetype end = i + 1;
      while (end < text.size() && text[end] != u'"') end += text[end] == u'\\' ? 2 : 1;
      end = std::min(end + 1, text.size());
      if (end < text.size() && text[end] == u':') runs.push_back({i, end - i, Tone::Secondary, false});
      i = end;
    } else if (c.isDigit() || c == u'-' || c.isLower()) {
      qsizetype end = i + 1;
      while (end < text.size() &&
             (text[end].isLetterOrNumber() || text[end] == u'.' || text[end] == u'+' || text[end] == u'-'))
        ++end;
      runs.push_back({i, end - i, Tone::Number, false});
      i = end;
    } else {
      ++i;
    }
  }
  return runs;
}

}  // namespace spanloupe::details
