// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/shop_operations.h"

#include <array>

namespace spanloupe::generate {
namespace {

constexpr std::size_t kOpCount = static_cast<std::size_t>(Op::Count);

// Step: op, percent, least, most, attempts, parallel, required.
constexpr Step kHome[] = {{Op::SessionLoad},
                          {Op::AuthVerify, 70},
                          {.op = Op::Recommend, .parallel = true, .required = false},
                          {.op = Op::CartGet, .percent = 80, .parallel = true, .required = false},
                          {.op = Op::StockGet, .least = 1, .most = 3, .parallel = true},
                          {.op = Op::PriceQuote, .least = 2, .most = 5, .parallel = true},
                          {Op::RenderPage}};
constexpr Step kProduct[] = {{Op::SessionLoad},
                             {Op::AuthVerify, 60},
                             {.op = Op::PriceQuote, .least = 1, .most = 3, .parallel = true},
                             {.op = Op::Recommend, .parallel = true, .required = false},
                             {.op = Op::ShippingQuote, .percent = 70, .parallel = true, .required = false},
                             {.op = Op::StockGet, .parallel = true},
                             {.op = Op::SearchQuery, .percent = 50, .required = false},
                             {Op::RenderPage}};
constexpr Step kSearchPage[] = {{Op::SessionLoad},
                                {Op::AuthVerify},
                                {Op::SearchQuery},
                                {.op = Op::PriceQuote, .least = 3, .most = 6, .parallel = true},
                                {.op = Op::StockGet, .least = 1, .most = 3, .parallel = true},
                                {.op = Op::Recommend, .percent = 40, .parallel = true, .required = false},
                                {Op::RenderPage}};
constexpr Step kViewCart[] = {{Op::SessionLoad},
                              {Op::AuthVerify},
                              {Op::CartGet},
                              {.op = Op::PriceQuote, .least = 2, .most = 5, .parallel = true},
                              {.op = Op::ShippingQuote, .percent = 50, .required = false},
                              {Op::RenderPage}};
constexpr Step kAddToCart[] = {{Op::SessionLoad}, {Op::AuthVerify},
                               {Op::StockGet},    {Op::CartAdd},
                               {Op::PriceQuote},  {.op = Op::Recommend, .percent = 50, .required = false}};
constexpr Step kPlaceOrder[] = {
    {Op::SessionLoad}, {Op::AuthVerify}, {Op::CartGet}, {Op::Orders}, {Op::RenderPage, 40}};
constexpr Step kLogin[] = {{Op::SessionLoad}, {Op::AuthLogin}, {Op::SessionSet}, {Op::RenderPage}};
constexpr Step kOrderBatch[] = {{Op::DecodeBatch},
                                {.op = Op::SelectHistory, .least = 2, .most = 5},
                                {.op = Op::InsertFacts, .least = 5, .most = 10}};

// One cart in six is read row by row: the N+1 pattern to be found.
constexpr Step kCartGet[] = {{Op::CartHgetall},
                             {.op = Op::SelectItems, .least = 1, .most = 3},
                             {.op = Op::SelectItems, .percent = 17, .least = 8, .most = 24},
                             {Op::PriceRecalculate, 60}};
constexpr Step kCartAdd[] = {{Op::CartHgetall}, {Op::UpsertItem}, {Op::CartHset}};
constexpr Step kOrders[] = {{Op::OrderValidate},
                            {.op = Op::PriceQuote, .least = 2, .most = 4, .parallel = true},
                            {.op = Op::ShippingQuote, .parallel = true},
                            {Op::Reservations},
                            {Op::InsertOrder},
                            {.op = Op::InsertOrderItems, .least = 1, .most = 4},
                            {.op = Op::Charges, .attempts = 2},
                            {Op::OrdersCreated},
                            {Op::ShipmentsRequested, 90}};
constexpr Step kReservations[] = {
    {Op::SelectStockForUpdate}, {.op = Op::UpdateStock, .least = 1, .most = 3}, {Op::CommitStock}};
constexpr Step kStockGet[] = {{Op::SelectStock}};
constexpr Step kCharges[] = {{.op = Op::FraudScore, .attempts = 2}, {Op::Acquirer}, {Op::InsertPayment}};
constexpr Step kShippingQuote[] = {{Op::PlanRoute}, {.op = Op::SelectRates, .least = 1, .most = 2}};
constexpr Step kSearchQuery[] = {
    {.op = Op::SelectIndex, .least = 1, .most = 3}, {Op::RankItems}, {Op::SelectProduct}};
constexpr Step kFraudScore[] = {
    {Op::RiskMget}, {Op::EvaluateRules}, {Op::SelectHistory, 40}, {Op::ModelInference, 50}};
constexpr Step kPriceQuote[] = {{Op::PriceGet}, {Op::SelectPrice, 25}};
constexpr Step kRecommend[] = {
    {Op::RecommendGet}, {Op::RankItems}, {.op = Op::SelectProduct, .least = 1, .most = 4}};
constexpr Step kAuthVerify[] = {{Op::VerifyToken}};
constexpr Step kAuthLogin[] = {{Op::SelectUser}, {Op::HashPassword}, {Op::VerifyToken}};
constexpr Step kSessionLoad[] = {{Op::SessionGet}};
constexpr Step kPlanRoute[] = {{Op::SelectRates, 30}};
constexpr Step kOrdersCreated[] = {{Op::RenderMail}, {Op::MailApi}};
constexpr Step kShipmentsRequested[] = {{Op::PlanRoute}, {Op::SelectRates}};
constexpr Step kOrdersFailed[] = {{Op::UpdateStock}};

using enum Protocol;
using S = Service;
using Sub = Subject;

// op, service, protocol, name, target, space, text, micros, subject, steps
constexpr Operation kOperations[] = {
    {Op::None, S::Frontend, Internal, "", "", "", "", 0, Sub::None, {}},
    {Op::Home, S::Frontend, Http, "GET /", "", "", "page served", 1500, Sub::Session, kHome},
    {Op::Product, S::Frontend, Http, "GET /products/{id}", "", "", "page served", 1700, Sub::Product,
     kProduct},
    {Op::SearchPage, S::Frontend, Http, "GET /search", "", "", "page served", 1400, Sub::Session,
     kSearchPage},
    {Op::ViewCart, S::Frontend, Http, "GET /api/cart", "", "", "cart shown", 1100, Sub::User, kViewCart},
    {Op::AddToCart, S::Frontend, Http, "POST /api/cart/items", "", "", "item added to cart", 1000,
     Sub::Product, kAddToCart},
    {Op::PlaceOrder, S::Frontend, Http, "POST /api/checkout", "", "", "checkout finished", 2300, Sub::Order,
     kPlaceOrder},
    {Op::Login, S::Frontend, Http, "POST /api/login", "", "", "user logged in", 900, Sub::User, kLogin},
    {Op::OrderBatch, S::Analytics, Queue, "orders.created", "analytics-facts", "", "batch stored", 1800,
     Sub::Items, kOrderBatch},

    {Op::CartGet, S::Cart, Http, "GET /v1/cart/{user}", "cart", "", "cart loaded", 2200, Sub::User, kCartGet},
    {Op::CartAdd, S::Cart, Http, "POST /v1/cart/{user}/items", "cart", "", "cart updated", 1800, Sub::User,
     kCartAdd},
    {Op::Orders, S::Checkout, Http, "POST /orders", "checkout", "", "order accepted", 5200, Sub::Order,
     kOrders},
    {Op::Reservations, S::Inventory, Http, "POST /reservations", "inventory", "", "stock reserved", 2600,
     Sub::Order, kReservations},
    {Op::StockGet, S::Inventory, Http, "GET /stock/{sku}", "inventory", "", "", 900, Sub::Product, kStockGet},
    {Op::Charges, S::Payment, Http, "POST /charges", "payment", "", "card charged", 3200, Sub::Card,
     kCharges},
    {Op::ShippingQuote, S::Shipping, Http, "POST /quotes", "shipping", "", "", 2100, Sub::None,
     kShippingQuote},
    {Op::SearchQuery, S::Search, Http, "GET /v2/search", "search", "", "search served", 2400, Sub::None,
     kSearchQuery},
    {Op::FraudScore, S::Fraud, Grpc, "shop.fraud.v1.FraudService/Score", "fraud", "", "score computed", 1800,
     Sub::Card, kFraudScore},
    {Op::PriceQuote, S::Pricing, Grpc, "shop.pricing.v1.PricingService/Quote", "pricing", "", "", 350,
     Sub::Product, kPriceQuote},
    {Op::Recommend, S::Recommendation, Grpc, "shop.recommendation.v1.RecommendationService/List",
     "recommendation", "", "", 2900, Sub::User, kRecommend},
    {Op::AuthVerify, S::Auth, Grpc, "shop.auth.v1.AuthService/Verify", "auth", "", "", 300, Sub::None,
     kAuthVerify},
    {Op::AuthLogin, S::Auth, Grpc, "shop.auth.v1.AuthService/Login", "auth", "", "login", 900, Sub::User,
     kAuthLogin},

    {Op::SessionLoad, S::Frontend, Internal, "session.load", "", "SessionStore", "", 600, Sub::None,
     kSessionLoad},
    {Op::RenderPage, S::Frontend, Internal, "page.render", "", "Renderer", "", 3800, Sub::None, {}},
    {Op::OrderValidate,
     S::Checkout,
     Internal,
     "order.validate",
     "",
     "shop.checkout.OrderValidator",
     "",
     6200,
     Sub::Items,
     {}},
    {Op::PriceRecalculate,
     S::Cart,
     Internal,
     "price.recalculate",
     "",
     "cart.Service",
     "",
     2700,
     Sub::Items,
     {}},
    {Op::RankItems, S::Search, Internal, "items.rank", "", "ranking", "", 4300, Sub::Items, {}},
    {Op::PlanRoute, S::Shipping, Internal, "route.plan", "", "Shop.Shipping.RoutePlanner", "", 3100,
     Sub::None, kPlanRoute},
    {Op::EvaluateRules, S::Fraud, Internal, "rules.evaluate", "", "fraud.rules", "", 2600, Sub::Items, {}},
    {Op::VerifyToken, S::Auth, Internal, "token.verify", "", "auth.Verifier", "", 180, Sub::None, {}},
    {Op::HashPassword, S::Auth, Internal, "password.hash", "", "auth.Hasher", "", 62000, Sub::None, {}},
    {Op::RenderMail, S::Notification, Internal, "mail.render", "", "OrderMailer", "", 5100, Sub::Order, {}},
    {Op::DecodeBatch,
     S::Analytics,
     Internal,
     "batch.decode",
     "",
     "shop.analytics.Decoder",
     "",
     2100,
     Sub::Items,
     {}},
    {Op::RetryBackoff, S::Checkout, Internal, "retry.backoff", "", "", "", 100000, Sub::None, {}},
    {Op::ModelInference, S::Fraud, Internal, "model.inference", "", "fraud.model", "", 14000, Sub::None, {}},

    {Op::SelectItems,
     S::Cart,
     Database,
     "SELECT items",
     "items",
     "cart",
     "SELECT sku, quantity, added_at FROM items WHERE cart_id = $1 AND line = $2",
     2900,
     Sub::None,
     {}},
    {Op::UpsertItem,
     S::Cart,
     Database,
     "INSERT items",
     "items",
     "cart",
     "INSERT INTO items (cart_id, sku, quantity) VALUES ($1, $2, $3) ON CONFLICT (cart_id, sku) DO UPDATE "
     "SET quantity = items.quantity + $3",
     5200,
     Sub::None,
     {}},
    {Op::InsertOrder,
     S::Checkout,
     Database,
     "INSERT orders",
     "orders",
     "shop",
     "INSERT INTO orders (id, user_id, total, currency, state) VALUES ($1, $2, $3, $4, 'placed')",
     9300,
     Sub::None,
     {}},
    {Op::InsertOrderItems,
     S::Checkout,
     Database,
     "INSERT order_items",
     "order_items",
     "shop",
     "INSERT INTO order_items (order_id, sku, quantity, price) VALUES ($1, $2, $3, $4)",
     3400,
     Sub::None,
     {}},
    {Op::SelectStockForUpdate,
     S::Inventory,
     Database,
     "SELECT stock",
     "stock",
     "inventory",
     "SELECT sku, on_hand, reserved\n  FROM stock\n WHERE warehouse_id = $1 AND sku = ANY($2)\n   FOR UPDATE",
     7200,
     Sub::None,
     {}},
    {Op::UpdateStock,
     S::Inventory,
     Database,
     "UPDATE stock",
     "stock",
     "inventory",
     "UPDATE stock SET reserved = reserved + $1 WHERE sku = $2",
     4100,
     Sub::None,
     {}},
    {Op::SelectStock,
     S::Inventory,
     Database,
     "SELECT stock",
     "stock",
     "inventory",
     "SELECT on_hand - reserved FROM stock WHERE sku = $1",
     2300,
     Sub::None,
     {}},
    {Op::CommitStock, S::Inventory, Database, "COMMIT", "", "inventory", "COMMIT", 3100, Sub::None, {}},
    {Op::InsertPayment,
     S::Payment,
     Database,
     "INSERT payments",
     "payments",
     "shop",
     "INSERT INTO payments (order_id, amount, currency, acquirer_ref) VALUES ($1, $2, $3, $4)",
     6100,
     Sub::None,
     {}},
    {Op::SelectPrice,
     S::Pricing,
     Database,
     "SELECT prices",
     "prices",
     "catalog",
     "SELECT amount, currency FROM prices WHERE sku = $1",
     1900,
     Sub::None,
     {}},
    {Op::SelectUser,
     S::Auth,
     Database,
     "SELECT users",
     "users",
     "accounts",
     "SELECT id, password_hash FROM users WHERE email = $1",
     2400,
     Sub::None,
     {}},
    {Op::SelectRates,
     S::Shipping,
     Database,
     "SELECT rates",
     "rates",
     "shipping",
     "SELECT carrier, price FROM rates WHERE zone = @zone AND weight_from <= @weight",
     2800,
     Sub::None,
     {}},
    {Op::SelectIndex,
     S::Search,
     Database,
     "SELECT documents",
     "documents",
     "search",
     "SELECT id, ts_rank(body, query) FROM documents, plainto_tsquery($1) query WHERE body @@ query LIMIT 50",
     11000,
     Sub::None,
     {}},
    {Op::SelectProduct,
     S::Search,
     Database,
     "SELECT products",
     "products",
     "catalog",
     "SELECT id, title, image FROM products WHERE id = ANY($1)",
     3300,
     Sub::None,
     {}},
    {Op::SelectHistory,
     S::Fraud,
     Database,
     "SELECT orders",
     "orders",
     "shop",
     "SELECT count(*), sum(total) FROM orders WHERE user_id = %s AND created_at > %s",
     8800,
     Sub::None,
     {}},
    {Op::InsertFacts,
     S::Analytics,
     Database,
     "INSERT facts",
     "facts",
     "warehouse",
     "INSERT INTO facts SELECT * FROM unnest($1)",
     7600,
     Sub::None,
     {}},

    {Op::SessionGet, S::Frontend, Cache, "GET", "session:", "0", "", 900, Sub::Session, {}},
    {Op::CartHgetall, S::Cart, Cache, "HGETALL", "cart:", "1", "", 1100, Sub::User, {}},
    {Op::CartHset, S::Cart, Cache, "HSET", "cart:", "1", "", 1000, Sub::User, {}},
    {Op::RiskMget, S::Fraud, Cache, "MGET", "risk:card:", "2", "", 1600, Sub::Card, {}},
    {Op::RecommendGet, S::Recommendation, Cache, "GET", "reco:", "3", "", 1200, Sub::User, {}},
    {Op::PriceGet, S::Pricing, Cache, "GET", "price:", "4", "", 500, Sub::Product, {}},
    {Op::SessionSet, S::Frontend, Cache, "SET", "session:", "0", "", 1000, Sub::Session, {}},

    {Op::Acquirer,
     S::Payment,
     External,
     "POST /v2/charges",
     "acquirer.example",
     "",
     "",
     118000,
     Sub::Order,
     {}},
    {Op::MailApi,
     S::Notification,
     External,
     "POST /v3/mail/send",
     "mail.example",
     "",
     "",
     41000,
     Sub::None,
     {}},

    {Op::OrdersCreated, S::Notification, Queue, "orders.created", "notification", "", "mail sent", 2400,
     Sub::Order, kOrdersCreated},
    {Op::ShipmentsRequested, S::Shipping, Queue, "shipments.requested", "shipping", "", "shipment planned",
     3300, Sub::Order, kShipmentsRequested},
    {Op::OrdersFailed, S::Inventory, Queue, "orders.failed", "inventory", "", "reservation released", 1900,
     Sub::Order, kOrdersFailed},
};
static_assert(std::size(kOperations) == kOpCount);

constexpr bool isInOrder() {
  for (std::size_t i = 0; i < kOpCount; ++i) {
    if (kOperations[i].op != static_cast<Op>(i)) return false;
  }
  return true;
}
static_assert(isInOrder());

constexpr Entrance kEntrances[] = {{Op::Home, 21},     {Op::Product, 21},  {Op::SearchPage, 14},
                                   {Op::ViewCart, 12}, {Op::AddToCart, 8}, {Op::PlaceOrder, 20},
                                   {Op::Login, 2},     {Op::OrderBatch, 2}};

}  // namespace

const Operation& operation(Op op) { return kOperations[static_cast<std::size_t>(op)]; }

std::span<const Entrance> entrances() { return kEntrances; }

std::string_view firstWord(std::string_view name) { return name.substr(0, name.find(' ')); }

std::string_view afterFirstWord(std::string_view name) {
  const std::size_t space = name.find(' ');
  return space == std::string_view::npos ? std::string_view() : name.substr(space + 1);
}

}  // namespace spanloupe::generate
