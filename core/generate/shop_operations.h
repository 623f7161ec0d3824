// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the shop's services do, as a table: each operation, how it is called, how long its own work takes and
// which operations it calls in which order. Steps never form a cycle, so walking them ends. Constant.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/generate/shop_names.h"

namespace spanloupe::generate {

enum class Op : std::uint8_t {
  None,
  // Entrances: what users call, and one batch consumer.
  Home,
  Product,
  SearchPage,
  ViewCart,
  AddToCart,
  PlaceOrder,
  Login,
  OrderBatch,
  // Between services.
  CartGet,
  CartAdd,
  Orders,
  Reservations,
  StockGet,
  Charges,
  ShippingQuote,
  SearchQuery,
  FraudScore,
  PriceQuote,
  Recommend,
  AuthVerify,
  AuthLogin,
  // Inside a service.
  SessionLoad,
  RenderPage,
  OrderValidate,
  PriceRecalculate,
  RankItems,
  PlanRoute,
  EvaluateRules,
  VerifyToken,
  HashPassword,
  RenderMail,
  DecodeBatch,
  RetryBackoff,
  ModelInference,
  // Databases.
  SelectItems,
  UpsertItem,
  InsertOrder,
  InsertOrderItems,
  SelectStockForUpdate,
  UpdateStock,
  SelectStock,
  CommitStock,
  InsertPayment,
  SelectPrice,
  SelectUser,
  SelectRates,
  SelectIndex,
  SelectProduct,
  SelectHistory,
  InsertFacts,
  // Caches.
  SessionGet,
  CartHgetall,
  CartHset,
  RiskMget,
  RecommendGet,
  PriceGet,
  SessionSet,
  // Outside.
  Acquirer,
  MailApi,
  // Queues; what their consumers do are the steps.
  OrdersCreated,
  ShipmentsRequested,
  OrdersFailed,
  Count
};

enum class Protocol : std::uint8_t { Http, Grpc, Internal, Database, Cache, External, Queue };

/// The business value an operation carries, unique to a user, order, product …
enum class Subject : std::uint8_t { None, User, Order, Product, Session, Card, Request, Items };

struct Step {
  Op op = Op::None;
  std::uint8_t percent = 100;
  std::uint8_t least = 1, most = 1;  ///< How often, one after the other.
  std::uint8_t attempts = 1;
  bool parallel = false;  ///< Runs beside the parallel steps next to it.
  bool required = true;   ///< Its failure is the caller's failure.
};

struct Operation {
  Op op;
  Service service;  ///< Who serves it; for what runs inside a service, any.
  Protocol protocol;
  std::string_view name;    ///< Method and route, package.Service/Method, function, SQL verb, topic.
  std::string_view target;  ///< Host, table or key prefix.
  std::string_view space;   ///< Database, or class of the function.
  std::string_view text;    ///< SQL, or what the service logs.
  std::uint32_t micros;     ///< Own work, median.
  Subject subject;
  std::span<const Step> steps;
};

[[nodiscard]] const Operation& operation(Op op);

/// The operation a trace begins with; `percent` of all traces.
struct Entrance {
  Op op;
  std::uint8_t percent;
};
[[nodiscard]] std::span<const Entrance> entrances();

/// The verb or method of a name like "POST /orders" and what follows it.
[[nodiscard]] std::string_view firstWord(std::string_view name);
[[nodiscard]] std::string_view afterFirstWord(std::string_view name);

}  // namespace spanloupe::generate
