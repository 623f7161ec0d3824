// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/attribute_items.h"

#include <QCoreApplication>
#include <QUrl>
#include <algorithm>
#include <array>
#include <map>

#include "core/model/terminal_codes.h"
#include "ui/common/format.h"
#include "ui/details/item_text.h"

namespace spanloupe::details {

namespace {

constexpr std::size_t kUngrouped = 12;

// How the semantic conventions would tell a story: what went wrong, what was called, where, by whom.
constexpr std::array<std::string_view, 38> kPrefixOrder{
    "error",     "exception", "http",         "url",     "rpc",    "grpc",      "graphql", "db",
    "messaging", "faas",      "feature_flag", "gen_ai",  "aws",    "gcp",       "azure",   "cloud",
    "server",    "client",    "peer",         "network", "net",    "tls",       "dns",     "user_agent",
    "user",      "enduser",   "session",      "thread",  "code",   "process",   "service", "telemetry",
    "k8s",       "container", "host",         "os",      "device", "deployment"};

std::string_view prefixOf(std::string_view key) {
  const std::size_t dot = key.find('.');
  return dot == std::string_view::npos ? std::string_view() : key.substr(0, dot);
}

/// Prefixes that tell of one thing stand under one head.
std::string_view groupOf(std::string_view key) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kTogether{{{"url", "http"},
                                                                                     {"user_agent", "http"},
                                                                                     {"server", "network"},
                                                                                     {"client", "network"},
                                                                                     {"net", "network"},
                                                                                     {"peer", "network"},
                                                                                     {"tls", "network"},
                                                                                     {"dns", "network"},
                                                                                     {"thread", "code"},
                                                                                     {"process", "code"},
                                                                                     {"exception", "error"},
                                                                                     {"container", "k8s"}}};
  const std::string_view prefix = prefixOf(key);
  const auto found = std::find_if(kTogether.begin(), kTogether.end(),
                                  [prefix](const auto& pair) { return pair.first == prefix; });
  return found != kTogether.end() ? found->second : prefix;
}

std::size_t rankOf(std::string_view prefix) {
  if (prefix.empty()) return kPrefixOrder.size() + 1;
  const auto found = std::find(kPrefixOrder.begin(), kPrefixOrder.end(), prefix);
  return static_cast<std::size_t>(found - kPrefixOrder.begin());
}

/// Within a prefix: the statement before what describes it.
bool isFirstOfPrefix(std::string_view key) { return key == "db.query.text" || key == "db.statement"; }

bool comesBefore(const Attribute& a, const Attribute& b) {
  const std::string_view groupA = groupOf(a.key);
  const std::string_view groupB = groupOf(b.key);
  const std::size_t rankA = rankOf(groupA);
  const std::size_t rankB = rankOf(groupB);
  if (rankA != rankB) return rankA < rankB;
  if (groupA != groupB) return groupA < groupB;
  if (isFirstOfPrefix(a.key) != isFirstOfPrefix(b.key)) return isFirstOfPrefix(a.key);
  return a.key < b.key;
}

std::vector<const Attribute*> sorted(std::span<const Attribute> attributes) {
  std::vector<const Attribute*> pointers;
  pointers.reserve(attributes.size());
  for (const Attribute& attribute : attributes) pointers.push_back(&attribute);
  std::stable_sort(pointers.begin(), pointers.end(),
                   [](const Attribute* a, const Attribute* b) { return comesBefore(*a, *b); });
  return pointers;
}

bool isUrl(std::string_view text) {
  if (!text.starts_with("http://") && !text.starts_with("https://")) return false;
  if (text.size() > 4'000 || text.find_first_of(" \t\r\n\"<>") != std::string_view::npos) return false;
  const QUrl url(toText(text), QUrl::StrictMode);
  return url.isValid() && !url.host().isEmpty();
}

QString tr(const char* text) { return QCoreApplication::translate("SpanDetails", text); }

void setString(Item& item, std::string_view key, std::string_view text) {
  item.syntax = syntaxOf(key, text);
  item.isUrl = isUrl(text);
  item.isCut = text.size() > kCutText;
  item.fullSize = text.size();
  if (item.syntax != BlockSyntax::Plain || text.find('\n') != std::string_view::npos)
    item.kind = ItemKind::Block;
  if (item.syntax == BlockSyntax::Plain) {
    setText(item, text);
  } else {
    shape(item);
  }
  if (!item.text.isEmpty()) return;
  item.text = tr("empty text");
  item.tone = Tone::Muted;
}

}  // namespace

std::string_view beginning(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
  return text.substr(0, limit);
}

QString toText(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

void setText(Item& item, std::string_view text) {
  const std::string_view shown = beginning(text, kCutText);
  item.text = hasTerminalCodes(shown) ? QString::fromStdString(withoutTerminalCodes(shown)) : toText(shown);
  item.isCut = shown.size() != text.size();
  item.fullSize = text.size();
  item.hiddenBreaks = static_cast<std::uint64_t>(
      std::count(text.begin() + static_cast<std::ptrdiff_t>(shown.size()), text.end(), '\n'));
}

Item textItem(const QString& key, const QString& text, Tone tone) {
  Item item;
  item.key = key;
  item.text = text;
  item.tone = tone;
  return item;
}

Item attributeItem(const Attribute& attribute) {
  Item item;
  item.key = toText(beginning(attribute.key, kCutText));
  item.value = attribute.value;
  item.note = readableTime(attribute.key, attribute.value);
  switch (attribute.value.type()) {
    case ValueType::String: setString(item, attribute.key, attribute.value.asString()); break;
    case ValueType::Array:
    case ValueType::KeyValueList:
      item.kind = ItemKind::Block;
      item.syntax = BlockSyntax::Json;
      item.fullSize = attribute.value.bytes().size();
      shape(item);
      break;
    case ValueType::Bytes:
      item.fullSize = attribute.value.asBytes().size();
      item.isCut = item.fullSize > kCutText;
      item.text = item.isCut ? tr("bytes in base64") : QString::fromStdString(displayText(attribute.value));
      if (item.isCut) item.tone = Tone::Muted;
      break;
    case ValueType::Int:
    case ValueType::Double:
    case ValueType::Bool:
      item.tone = Tone::Number;
      item.text = QString::fromStdString(displayText(attribute.value));
      break;
    case ValueType::Empty:
      item.tone = Tone::Muted;
      item.text = tr("no value");
      break;
  }
  return item;
}

std::vector<Item> attributeItems(std::span<const Attribute> attributes) {
  std::vector<Item> items;
  items.reserve(attributes.size());
  for (const Attribute* attribute : sorted(attributes)) items.push_back(attributeItem(*attribute));
  return items;
}

std::vector<Item> groupedAttributeItems(std::span<const Attribute> attributes) {
  if (attributes.size() <= kUngrouped) return attributeItems(attributes);
  std::map<std::string_view, std::size_t> sizes;
  for (const Attribute& attribute : attributes) ++sizes[groupOf(attribute.key)];
  // What went wrong needs no head; what else has no company stands together at the end.
  const auto isError = [](const Attribute* one) { return groupOf(one->key) == "error"; };
  const auto isAlone = [&](const Attribute* one) {
    const std::string_view group = groupOf(one->key);
    return group.empty() || sizes[group] < 2;
  };
  std::vector<const Attribute*> ordered = sorted(attributes);
  std::stable_partition(ordered.begin(), ordered.end(),
                        [&](const Attribute* one) { return isError(one) || !isAlone(one); });
  const bool hasGroups = std::any_of(ordered.begin(), ordered.end(),
                                     [&](const Attribute* one) { return !isError(one) && !isAlone(one); });
  std::vector<Item> items;
  items.reserve(ordered.size() + sizes.size());
  QString head;
  for (const Attribute* attribute : ordered) {
    const QString group = isAlone(attribute) ? tr("other") : toText(beginning(groupOf(attribute->key), 80));
    if (hasGroups && !isError(attribute) && group != head) {
      Item item = textItem(group, {});
      item.kind = ItemKind::Group;
      items.push_back(item);
      head = group;
    }
    items.push_back(attributeItem(*attribute));
  }
  return items;
}

std::string_view attributeText(std::span<const Attribute> attributes, std::string_view key) {
  for (const Attribute& attribute : attributes) {
    if (attribute.key == key && attribute.value.type() == ValueType::String)
      return attribute.value.asString();
  }
  return {};
}

QString readableTime(std::string_view key, AttributeValue value) {
  constexpr std::array<std::string_view, 8> kHints{"time",    "date",   "_at",   ".at",
                                                   "expires", "expiry", "epoch", "since"};
  if (std::none_of(kHints.begin(), kHints.end(),
                   [&](std::string_view hint) { return key.find(hint) != std::string_view::npos; }))
    return {};
  std::uint64_t number = 0;
  if (value.type() == ValueType::Int && value.asInt() > 0) {
    number = static_cast<std::uint64_t>(value.asInt());
  } else if (value.type() == ValueType::String && value.asString().size() <= 19) {
    bool isNumber = false;
    number = toText(value.asString()).toULongLong(&isNumber);
    if (!isNumber) return {};
  }
  // Seconds, milli-, micro- or nanoseconds: whichever is between 2001 and 2100.
  constexpr std::uint64_t kFrom = 1'000'000'000;
  constexpr std::uint64_t kTo = 4'102'444'800;
  for (std::uint64_t scale = 1; scale <= 1'000'000'000; scale *= 1'000) {
    if (number / scale < kFrom || number / scale >= kTo) continue;
    const Timestamp time = timestampFromNanos(number * (1'000'000'000 / scale));
    return ui::formatDateTime(time, ui::TimeZone::Utc, scale == 1 ? 0 : 3) + QStringLiteral(" UTC");
  }
  return {};
}

}  // namespace spanloupe::details
