// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_text.h"

#include <algorithm>
#include <cstring>

namespace spanloupe::json {
namespace {

/// Behind the closing quote of the string that begins at `at`.
std::size_t endOfString(std::string_view text, std::size_t at) {
  for (std::size_t from = at + 1;;) {
    const std::size_t quote = text.find('"', from);
    if (quote == std::string_view::npos) return text.size();
    std::size_t slashes = 0;
    while (quote - slashes > at + 1 && text[quote - slashes - 1] == '\\') ++slashes;
    if (slashes % 2 == 0) return quote + 1;
    from = quote + 1;
  }
}

std::size_t endOfScalar(std::string_view text, std::size_t at) {
  const std::size_t end = text.find_first_of(",]}", at);
  return std::min(end, text.size());
}

/// Columns of a token on one line, with the space around it.
std::size_t columnsOf(char kind, std::size_t size) {
  switch (kind) {
    case '{':
    case '}':
    case ':':
    case ',': return 2;
    case '[':
    case ']': return 1;
    default: return size;
  }
}

bool opens(char kind) { return kind == '{' || kind == '['; }
bool closes(char kind) { return kind == '}' || kind == ']'; }

/// Writes lines.
class Writer {
 public:
  Writer(JsonText& out, std::string_view source, unsigned depth)
      : m_out(out), m_source(source), m_depth(depth) {}
  void put(std::string_view text) { m_out.text += text; }
  void put(std::size_t begin, std::size_t size) { m_out.text += m_source.substr(begin, size); }
  void breakLine(std::size_t level) {
    m_out.text += '\n';
    m_out.lineStart.push_back(m_out.text.size());
    m_out.text.append((m_depth + level) * kIndent, ' ');
  }
  void open() {
    m_open.push_back(m_out.folds.size());
    m_out.folds.push_back({line(), 0});
  }
  void close() {
    m_out.folds[m_open.back()].close = line();
    m_open.pop_back();
  }

 private:
  [[nodiscard]] std::uint32_t line() const { return static_cast<std::uint32_t>(m_out.lineStart.size() - 1); }

  JsonText& m_out;
  std::string_view m_source;
  unsigned m_depth;
  std::vector<std::size_t> m_open;
};

/// Only counts them.
class Counter {
 public:
  void put(std::string_view) {}
  void put(std::size_t, std::size_t) {}
  void breakLine(std::size_t) { ++lines; }
  void open() {}
  void close() {}
  std::uint32_t lines = 1;
};

}  // namespace

std::size_t JsonText::lineAt(std::size_t offset) const {
  const auto after = std::upper_bound(lineStart.begin(), lineStart.end(), offset);
  return static_cast<std::size_t>(after - lineStart.begin()) - 1;
}

void JsonText::addLine(unsigned depth, std::string_view line) {
  text.append(std::size_t{depth} * kIndent, ' ');
  text += line;
  text += '\n';
  lineStart.push_back(text.size());
}

/// Tokens of the text; opening brackets learn how wide they are.
void JsonLayouter::scan(std::string_view compact) {
  m_tokens.clear();
  m_open.clear();
  std::size_t width = 0;
  for (std::size_t at = 0; at < compact.size();) {
    const char c = compact[at];
    Token token{c, false, at, 1};
    if (c == '"') {
      token.kind = 's';
      token.size = endOfString(compact, at) - at;
    } else if (!opens(c) && !closes(c) && c != ',' && c != ':') {
      token.kind = 'v';
      token.size = endOfScalar(compact, at) - at;
    }
    at += std::max<std::size_t>(token.size, 1);
    if (opens(token.kind)) {
      m_open.push_back(m_tokens.size());
      token.size = width;
    }
    width += columnsOf(token.kind, token.size);
    if (closes(token.kind) && !m_open.empty()) {
      Token& opening = m_tokens[m_open.back()];
      opening.isEmpty = m_open.back() + 1 == m_tokens.size();
      opening.size = opening.isEmpty ? 2 : width - opening.size;
      m_open.pop_back();
    }
    m_tokens.push_back(token);
  }
}

template <typename Out>
void JsonLayouter::walk(Out& out, Outer outer, std::size_t column) {
  std::size_t level = 0;  // Of brackets that are broken into lines.
  std::size_t flat = 0;   // Of brackets inside one that is not.
  bool isFirst = true;
  const auto breakLine = [&] {
    out.breakLine(level);
    column = level * kIndent;
  };
  for (std::size_t i = 0; i < m_tokens.size(); ++i) {
    const Token& token = m_tokens[i];
    if (opens(token.kind)) {
      const bool mustBreak = isFirst && outer == Outer::Breaks;
      const bool stays = flat > 0 || token.isEmpty || (!mustBreak && column + token.size < kLineWidth);
      if (stays) {
        ++flat;
        out.put(token.kind == '{' ? (token.isEmpty ? "{" : "{ ") : "[");
      } else {
        out.put(token.kind == '{' ? "{" : "[");
        out.open();
        ++level;
        breakLine();
      }
    } else if (closes(token.kind)) {
      if (flat > 0) {
        --flat;
        const bool wasEmpty = i > 0 && m_tokens[i - 1].isEmpty;
        out.put(token.kind == '}' ? (wasEmpty ? "}" : " }") : "]");
      } else if (level > 0) {
        --level;
        breakLine();
        out.close();
        out.put(token.kind == '}' ? "}" : "]");
      }
    } else if (token.kind == ',') {
      out.put(flat > 0 ? ", " : ",");
      if (flat == 0) breakLine();
    } else if (token.kind == ':') {
      out.put(": ");
      column += 2;
    } else {
      out.put(token.begin, token.size);
      column += token.size;
    }
    isFirst = false;
  }
}

void JsonLayouter::append(JsonText& out, std::string_view compact, unsigned depth, std::string_view before,
                          std::string_view after, Outer outer) {
  scan(compact);
  out.text.append(std::size_t{depth} * kIndent, ' ');
  out.text += before;
  Writer writer(out, compact, depth);
  walk(writer, outer, before.size());
  out.text += after;
  out.text += '\n';
  out.lineStart.push_back(out.text.size());
}

std::uint32_t JsonLayouter::countLines(std::string_view compact, Outer outer) {
  scan(compact);
  Counter counter;
  walk(counter, outer, 0);
  return counter.lines;
}

}  // namespace spanloupe::json
