// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/item_text.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/common/format.h"
#include "ui/details/attribute_items.h"
#include "ui/details/pretty_json.h"
#include "ui/details/sql_format.h"

namespace spanloupe::details {

namespace {

/// Larger ones are laid out when someone asks for it, if at all.
constexpr std::size_t kLaidOut = std::size_t{64} << 10;
constexpr std::size_t kLaidOutAsked = std::size_t{16} << 20;

QString tr(const char* text) { return QCoreApplication::translate("SpanDetails", text); }

bool isNested(const Item& item) {
  return item.value.type() == ValueType::Array || item.value.type() == ValueType::KeyValueList;
}

/// The value as JSON text: as it was sent when it is a string.
std::string jsonOf(const Item& item) {
  if (item.value.type() == ValueType::String) return std::string(item.value.asString());
  std::string json;
  appendJson(json, item.value);
  return json;
}

/// Where a page begins: behind a line break if one is near, never inside a character.
std::size_t pageBegin(std::string_view text, std::size_t page) {
  constexpr std::size_t kNear = 2'048;
  std::size_t at = page * kPageText;
  if (at == 0 || at >= text.size()) return std::min(at, text.size());
  const std::size_t found = text.substr(at, kNear).find('\n');
  if (found != std::string_view::npos && at + found + 1 < text.size()) return at + found + 1;
  while ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U && at > 0) --at;
  return at;
}

std::size_t pagesOf(std::size_t size) { return std::max<std::size_t>(1, (size + kPageText - 1) / kPageText); }

void setPage(ItemText& out, std::string_view text, std::size_t page) {
  out.pages = pagesOf(text.size());
  out.page = std::min(page, out.pages - 1);
  const std::size_t begin = pageBegin(text, out.page);
  out.text = toText(text.substr(begin, pageBegin(text, out.page + 1) - begin));
  if (out.page + 1 < out.pages && out.text.endsWith(u'\n')) out.text.chop(1);
}

/// Three bytes are four characters.
void setBytesPage(ItemText& out, std::string_view bytes, std::size_t page) {
  constexpr std::size_t kBytes = kPageText / 4 * 3;
  out.pages = std::max<std::size_t>(1, (bytes.size() + kBytes - 1) / kBytes);
  out.page = std::min(page, out.pages - 1);
  std::string encoded;
  appendBytes(encoded, bytes.substr(std::min(bytes.size(), out.page * kBytes), kBytes));
  out.text = QString::fromStdString(displayText(AttributeValue(encoded)));
}

void setBeginning(ItemText& out, std::string_view text) {
  const std::string_view begin = beginning(text, kCutText);
  out.text = toText(begin);
  out.isCut = begin.size() != text.size();
}

std::shared_ptr<const JsonOutline> outlineOf(std::string_view json) {
  auto pretty = prettyJson(json);
  return pretty ? makeOutline(std::move(*pretty)) : nullptr;
}

void shapeJson(Item& item) {
  const bool isText = item.value.type() == ValueType::String;
  item.isReshaped = isText;
  item.note = tr("JSON");
  if (item.fullSize > kLaidOut) {
    item.actions = {ItemAction::AsSent};
    item.isReshaped = false;
    if (isText) {
      setText(item, item.value.asString());
    } else {
      item.text = tr("nested values");
      item.tone = Tone::Muted;
      item.isCut = true;
    }
    return;
  }
  const std::string json = jsonOf(item);
  item.outline = outlineOf(json);
  if (item.outline == nullptr) {
    item.syntax = BlockSyntax::Plain;
    item.isReshaped = false;
    item.note.clear();
    setText(item, json);
    return;
  }
  item.text = item.outline->text;
  item.isCut = false;
}

QString linesNote(const QString& sql) {
  return tr("SQL") + QStringLiteral(" · ") +
         ui::formatCounted(static_cast<std::uint64_t>(sql.count(u'\n') + 1), tr("line"), tr("lines"));
}

void shapeSql(Item& item) {
  const std::string_view sent = item.value.asString();
  if (sent.size() > kLaidOut) {
    setText(item, sent);
    item.note = tr("SQL");
    return;
  }
  const QString plain = toText(sent);
  item.text = formatSql(plain);
  item.isReshaped = item.text != plain;
  item.isCut = false;
  item.runs = sqlRuns(item.text);
  item.note = linesNote(item.text);
}

}  // namespace

BlockSyntax syntaxOf(std::string_view key, std::string_view text) {
  if ((key == "db.query.text" || key == "db.statement") && looksLikeSql(text)) return BlockSyntax::Sql;
  const bool isJson = text.size() > 40 && ((text.front() == '{' && text.back() == '}') ||
                                           (text.front() == '[' && text.back() == ']'));
  return isJson ? BlockSyntax::Json : BlockSyntax::Plain;
}

void shape(Item& item) {
  if (item.syntax == BlockSyntax::Json) {
    shapeJson(item);
  } else if (item.syntax == BlockSyntax::Sql) {
    shapeSql(item);
  }
  if (item.isReshaped && item.actions.empty()) item.actions = {ItemAction::AsSent};
}

bool isLaidOut(const Item& item, const ShapeWish& wish) {
  if (wish.form == TextForm::AsSent || item.syntax == BlockSyntax::Plain) return false;
  if (wish.form == TextForm::LaidOut) return item.fullSize <= kLaidOutAsked;
  return item.fullSize <= kLaidOut;
}

bool isHeavy(const Item& item, const ShapeWish& wish) {
  if (item.outline != nullptr && isLaidOut(item, wish)) return false;
  if (item.fullSize <= kLaidOut) return false;
  return isNested(item) || isLaidOut(item, wish);
}

ItemText shaped(const Item& item, const ShapeWish& wish, const ItemText* before) {
  ItemText out;
  if (isLaidOut(item, wish) && item.syntax == BlockSyntax::Json) {
    out.outline = item.outline != nullptr ? item.outline : outlineOf(jsonOf(item));
    if (out.outline != nullptr) {
      out.text = out.outline->text;
      return out;
    }
  }
  if (item.syntax == BlockSyntax::Sql && isLaidOut(item, wish)) {
    out.text = item.text;
    out.runs = item.runs;
    return out;
  }
  if (item.value.type() == ValueType::Bytes) {
    setBytesPage(out, item.value.asBytes(), wish.page);
    return out;
  }
  std::string_view sent = item.source;
  if (sent.empty() && item.value.type() == ValueType::String) sent = item.value.asString();
  if (isNested(item)) {
    out.sent = before != nullptr && before->sent != nullptr
                   ? before->sent
                   : std::make_shared<const std::string>(jsonOf(item));
    sent = *out.sent;
  }
  if (sent.empty()) {
    out.text = item.text;
    out.runs = item.runs;
  } else if (wish.isWhole) {
    setPage(out, sent, wish.page);
  } else {
    setBeginning(out, sent);
  }
  if (item.syntax == BlockSyntax::Sql) out.runs = sqlRuns(out.text);
  return out;
}

std::size_t pageOf(const Item& item, std::uint64_t byte) {
  std::string_view sent = item.source;
  if (sent.empty() && item.value.type() == ValueType::String) sent = item.value.asString();
  const std::size_t page = static_cast<std::size_t>(byte) / kPageText;
  return page > 0 && byte < pageBegin(sent, page) ? page - 1 : page;
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
