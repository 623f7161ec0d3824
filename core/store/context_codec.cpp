// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Both are protobuf messages of our own: 1 attribute {1 key, 2 value} repeated, 2 dropped attributes, 3
// schema URL, resource 4 entity references, scope 4 name and 5 version.
#include "core/store/context_codec.h"

#include "core/model/wire.h"

namespace spanloupe::store {
namespace {

void appendAttributes(std::string& out, std::span<const Attribute> attributes) {
  for (const Attribute& attribute : attributes) {
    const std::size_t keySize = attribute.key.size();
    const std::size_t valueSize = attribute.value.bytes().size();
    wire::appendTag(out, 1, wire::Type::Length);
    wire::appendVarint(out,
                       2 + wire::varintSize(keySize) + keySize + wire::varintSize(valueSize) + valueSize);
    wire::appendLengthField(out, 1, attribute.key);
    wire::appendLengthField(out, 2, attribute.value.bytes());
  }
}

void appendText(std::string& out, std::uint32_t field, std::string_view text) {
  if (!text.empty()) wire::appendLengthField(out, field, text);
}

void appendCount(std::string& out, std::uint32_t count) {
  if (count == 0) return;
  wire::appendTag(out, 2, wire::Type::Varint);
  wire::appendVarint(out, count);
}

bool readAttribute(std::string_view bytes, std::vector<Attribute>& attributes) {
  Attribute& attribute = attributes.emplace_back();
  wire::Field field;
  wire::Reader reader(bytes);
  while (reader.next(field)) {
    if (field.number == 1) attribute.key = field.bytes;
    if (field.number == 2) attribute.value = AttributeValue(field.bytes);
  }
  return !reader.failed();
}

}  // namespace

std::string encodeResource(const ResourceView& resource) {
  std::string out;
  appendAttributes(out, resource.attributes);
  appendCount(out, resource.droppedAttributes);
  appendText(out, 3, resource.schemaUrl);
  appendText(out, 4, resource.entityRefs);
  return out;
}

std::string encodeScope(const ScopeView& scope) {
  std::string out;
  appendAttributes(out, scope.attributes);
  appendCount(out, scope.droppedAttributes);
  appendText(out, 3, scope.schemaUrl);
  appendText(out, 4, scope.name);
  appendText(out, 5, scope.version);
  return out;
}

bool decodeResource(std::string_view bytes, std::vector<Attribute>& attributes, ResourceView& resource) {
  attributes.clear();
  resource = {};
  wire::Field field;
  wire::Reader reader(bytes);
  while (reader.next(field)) {
    if (field.number == 1 && !readAttribute(field.bytes, attributes)) return false;
    if (field.number == 2) resource.droppedAttributes = static_cast<std::uint32_t>(field.value);
    if (field.number == 3) resource.schemaUrl = field.bytes;
    if (field.number == 4) resource.entityRefs = field.bytes;
  }
  resource.attributes = attributes;
  return !reader.failed();
}

bool decodeScope(std::string_view bytes, std::vector<Attribute>& attributes, ScopeView& scope) {
  attributes.clear();
  scope = {};
  wire::Field field;
  wire::Reader reader(bytes);
  while (reader.next(field)) {
    if (field.number == 1 && !readAttribute(field.bytes, attributes)) return false;
    if (field.number == 2) scope.droppedAttributes = static_cast<std::uint32_t>(field.value);
    if (field.number == 3) scope.schemaUrl = field.bytes;
    if (field.number == 4) scope.name = field.bytes;
    if (field.number == 5) scope.version = field.bytes;
  }
  scope.attributes = attributes;
  return !reader.failed();
}

std::string_view serviceName(std::span<const Attribute> attributes) {
  for (const Attribute& attribute : attributes)
    if (attribute.key == "service.name" && attribute.value.type() == ValueType::String)
      return attribute.value.asString();
  return {};
}

}  // namespace spanloupe::store
