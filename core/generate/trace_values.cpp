// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/trace_values.h"

namespace spanloupe::generate {
namespace {

constexpr std::string_view kKeys[8] = {
    "",           "app.user.id",          "app.order.id",   "app.product.sku",
    "session.id", "app.card.fingerprint", "app.request.id", "app.items.count"};

std::string_view join(ByteArena& bytes, std::string_view first, std::string_view second) {
  char* const begin = bytes.allocate(first.size() + second.size());
  first.copy(begin, first.size());
  second.copy(begin + first.size(), second.size());
  return {begin, first.size() + second.size()};
}

}  // namespace

void TraceValues::draw(Random& random, ByteArena& bytes) {
  const auto set = [this](Subject subject, std::string_view text) {
    m_texts[static_cast<std::size_t>(subject)] = text;
  };
  set(Subject::User, join(bytes, "u-", Decimal(random.between(10'000, 59'999)).text()));
  set(Subject::Order, join(bytes, "ord-", Hex8(random.next()).text()));
  set(Subject::Session, bytes.copy(Hex8(random.next()).text()));
  set(Subject::Card, bytes.copy(Hex8(random.below(200'000) * 2654435761U).text()));
  set(Subject::Request, join(bytes, "req-", Hex8(random.next()).text()));
  drawProduct(random, bytes);
  const std::uint64_t address = random.next();
  const std::string_view low =
      join(bytes, join(bytes, Decimal(address & 255).text(), "."), Decimal(address >> 8 & 255).text());
  clientAddress = join(bytes, "203.0.", low);
  userAgent = kUserAgents[random.below(kUserAgents.size())];
  tenant = kTenants[random.below(kTenants.size())];
  currency = kCurrencies[random.below(kCurrencies.size())];
}

void TraceValues::drawProduct(Random& random, ByteArena& bytes) {
  m_texts[static_cast<std::size_t>(Subject::Product)] =
      join(bytes, "SKU-", Decimal(random.between(1000, 4999)).text());
}

void TraceValues::write(AttributeWriter& writer, Subject subject, Random& random) const {
  if (subject == Subject::None) return;
  const std::string_view key = kKeys[static_cast<std::size_t>(subject)];
  if (subject == Subject::Items) {
    writer.number(key, random.between(1, 48));
  } else {
    writer.text(key, text(subject));
  }
}

}  // namespace spanloupe::generate
