// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/record_reader.h"

#include "core/model/wire.h"

namespace spanloupe::formats::json {
namespace {

void appendStrings(JsonCursor& cursor, ValueReader& values, PieceReport& report, std::uint32_t field,
                   std::string& out) {
  if (!cursor.take('[')) return leaveOut(cursor, report, "a list of keys");
  bool first = true;
  while (cursor.element(first)) wire::appendLengthField(out, field, values.text());
}

/// Entity references are kept as the wire bytes of the resource's own fields: the store does not look into
/// them.
void appendEntityRef(JsonCursor& cursor, ValueReader& values, PieceReport& report, std::string& out) {
  if (!cursor.take('{')) return leaveOut(cursor, report, "a reference to an entity");
  std::string message;
  bool first = true;
  for (std::string_view name; cursor.member(first, name);) {
    switch (keyNamed(name)) {
      case Key::SchemaUrl:
        if (const std::string_view url = values.text(); !url.empty())
          wire::appendLengthField(message, 1, url);
        break;
      case Key::Type:
        if (const std::string_view type = values.text(); !type.empty())
          wire::appendLengthField(message, 2, type);
        break;
      case Key::IdKeys: appendStrings(cursor, values, report, 3, message); break;
      case Key::DescriptionKeys: appendStrings(cursor, values, report, 4, message); break;
      default: cursor.skip();
    }
  }
  wire::appendLengthField(out, 3, message);
}

std::string_view entityRefs(JsonCursor& cursor, ValueReader& values, PieceReport& report, TextArena& texts) {
  std::string refs;
  if (cursor.take('[')) {
    bool first = true;
    while (cursor.element(first)) appendEntityRef(cursor, values, report, refs);
  } else {
    leaveOut(cursor, report, "a list of references to entities");
  }
  std::string& room = texts.room(refs.size());
  const std::size_t start = room.size();
  room += refs;
  return std::string_view(room).substr(start);
}

}  // namespace

void readResource(std::string_view text, PieceReport& report, ResourceBuffer& out) {
  out.view = {};
  out.attributes.clear();
  out.texts.clear();
  JsonCursor cursor(text, out.texts);
  ValueReader values(cursor, out.texts, report);
  if (!cursor.take('{')) return;
  bool first = true;
  for (std::string_view name; cursor.member(first, name);) {
    switch (keyNamed(name)) {
      case Key::Attributes: values.attributes(out.attributes); break;
      case Key::DroppedAttributes:
        out.view.droppedAttributes = values.smallNumber("droppedAttributesCount");
        break;
      case Key::EntityRefs: out.view.entityRefs = entityRefs(cursor, values, report, out.texts); break;
      default: cursor.skip();
    }
  }
  if (cursor.failed())
    report.error("damaged resource", text.data(), "the resource is no JSON: read up to the damage");
  out.view.attributes = out.attributes;
}

void readScope(std::string_view text, PieceReport& report, ScopeBuffer& out) {
  out.view = {};
  out.attributes.clear();
  out.texts.clear();
  JsonCursor cursor(text, out.texts);
  ValueReader values(cursor, out.texts, report);
  if (!cursor.take('{')) return;
  bool first = true;
  for (std::string_view name; cursor.member(first, name);) {
    switch (keyNamed(name)) {
      case Key::Name: out.view.name = values.text(); break;
      case Key::Version: out.view.version = values.text(); break;
      case Key::Attributes: values.attributes(out.attributes); break;
      case Key::DroppedAttributes:
        out.view.droppedAttributes = values.smallNumber("droppedAttributesCount");
        break;
      default: cursor.skip();
    }
  }
  if (cursor.failed())
    report.error("damaged scope", text.data(), "the scope is no JSON: read up to the damage");
  out.view.attributes = out.attributes;
}

}  // namespace spanloupe::formats::json
