// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/item_text.h"

#include <QCoreApplication>

#include "ui/common/format.h"
#include "ui/details/attribute_items.h"
#include "ui/details/pretty_json.h"
#include "ui/details/sql_format.h"

namespace spanloupe::details {

namespace {

/// Larger ones are laid out when someone asks for all of them, if at all.
constexpr std::size_t kLaidOut = std::size_t{64} << 10;
constexpr std::size_t kLaidOutWhole = std::size_t{2} << 20;
constexpr int kFoldedDepth = 2;
constexpr qsizetype kFoldedLines = 24;

QString tr(const char* text) { return QCoreApplication::translate("SpanDetails", text); }

/// The value as JSON text: as it was sent when it is a string.
std::string jsonOf(const Item& item) {
  if (item.value.type() == ValueType::String) return std::string(item.value.asString());
  std::string json;
  appendJson(json, item.value);
  return json;
}

void shapeJson(Item& item, ShapeWish wish) {
  const bool isText = item.value.type() == ValueType::String;
  const std::size_t limit = wish.isWhole ? kLaidOutWhole : kLaidOut;
  item.isReshaped = isText && !wish.isAsSent && item.fullSize <= limit;
  if (wish.isAsSent || item.fullSize > limit) {
    const std::string json = item.fullSize > limit && !wish.isWhole && !isText ? std::string() : jsonOf(item);
    item.text = toText(wish.isWhole ? std::string_view(json) : beginning(json, kCutText));
    item.isCut = item.fullSize > kCutText && !wish.isWhole;
    if (item.text.isEmpty()) item.text = QStringLiteral("…");
    item.runs.clear();
    return;
  }
  const std::string json = jsonOf(item);
  const auto whole = prettyJson(json);
  if (!whole) {
    item.syntax = BlockSyntax::Plain;
    item.isReshaped = false;
    setText(item, json);
    return;
  }
  item.text = *whole;
  item.isCut = false;
  const qsizetype lines = item.text.count(u'\n') + 1;
  if (lines > kFoldedLines && !wish.isWhole) {
    // The outline first: what lies deeper is one click away.
    const QString outline = prettyJson(json, kFoldedDepth).value_or(item.text);
    const qsizetype outlineLines = outline.count(u'\n') + 1;
    if (outlineLines < lines) {
      item.text = outline;
      item.isCut = true;
      item.hiddenBreaks = static_cast<std::uint64_t>(lines - outlineLines);
    }
  }
  item.runs = jsonRuns(item.text);
  item.note = tr("JSON");
}

void shapeSql(Item& item, ShapeWish wish) {
  const std::string_view sent = item.value.asString();
  const std::string_view text = wish.isWhole ? sent : beginning(sent, kLaidOut);
  const bool mayFormat = text.size() <= kLaidOut && text.size() == sent.size();
  const QString plain = toText(text);
  item.text = mayFormat && !wish.isAsSent ? formatSql(plain) : plain;
  item.isReshaped = mayFormat && (wish.isAsSent || item.text != plain);
  item.isCut = text.size() != sent.size();
  item.runs =
      item.text.size() <= static_cast<qsizetype>(kLaidOut) ? sqlRuns(item.text) : std::vector<TextRun>();
  item.note =
      tr("SQL") + QStringLiteral(" · ") +
      ui::formatCounted(static_cast<std::uint64_t>(item.text.count(u'\n') + 1), tr("line"), tr("lines"));
}

}  // namespace

BlockSyntax syntaxOf(std::string_view key, std::string_view text) {
  if ((key == "db.query.text" || key == "db.statement") && looksLikeSql(text)) return BlockSyntax::Sql;
  const bool isJson = text.size() > 40 && ((text.front() == '{' && text.back() == '}') ||
                                           (text.front() == '[' && text.back() == ']'));
  return isJson ? BlockSyntax::Json : BlockSyntax::Plain;
}

void shape(Item& item, ShapeWish wish) {
  if (item.syntax == BlockSyntax::Json) {
    shapeJson(item, wish);
  } else if (item.syntax == BlockSyntax::Sql) {
    shapeSql(item, wish);
  }
  if (item.isReshaped && item.actions.empty()) item.actions = {ItemAction::AsSent};
}

ItemText shaped(const Item& item, ShapeWish wish) {
  if (item.syntax != BlockSyntax::Plain && !item.value.bytes().empty()) {
    Item other = item;
    shape(other, wish);
    return {other.text, other.runs};
  }
  if (wish.isWhole && item.isCut) return {wholeText(item), {}};
  return {item.text, item.runs};
}

QString wholeText(const Item& item) {
  if (!item.source.empty()) return toText(item.source);
  switch (item.value.type()) {
    case ValueType::String: return item.value.asString().empty() ? QString() : toText(item.value.asString());
    case ValueType::Array:
    case ValueType::KeyValueList: {
      const std::string json = jsonOf(item);
      return prettyJson(json).value_or(toText(json));
    }
    case ValueType::Empty: return item.text;
    default: return QString::fromStdString(displayText(item.value));
  }
}

}  // namespace spanloupe::details
