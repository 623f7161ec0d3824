// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/shop_faults.h"

namespace spanloupe::generate {
namespace {

constexpr std::string_view kJavaTimeout =
    "java.net.SocketTimeoutException: Read timed out\n"
    "\tat java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:278)\n"
    "\tat java.base/sun.nio.ch.NioSocketImpl.implRead(NioSocketImpl.java:304)\n"
    "\tat okhttp3.internal.connection.ConnectInterceptor.intercept(ConnectInterceptor.kt:34)\n"
    "\tat okhttp3.internal.connection.RealCall.execute(RealCall.kt:154)\n"
    "\tat shop.payment.acquirer.AcquirerClient.charge(AcquirerClient.java:88)\n"
    "\tat shop.payment.ChargeService.charge(ChargeService.java:141)\n"
    "\tat shop.payment.web.ChargeController.post(ChargeController.java:52)\n"
    "Caused by: java.net.SocketException: Socket closed\n"
    "\tat java.base/sun.nio.ch.NioSocketImpl.endRead(NioSocketImpl.java:243)\n"
    "\t... 31 more";
constexpr std::string_view kJavaDeadlock =
    "org.postgresql.util.PSQLException: ERROR: deadlock detected\n"
    "  Detail: Process 4711 waits for ShareLock on transaction 90210; blocked by process 4713.\n"
    "\tat org.postgresql.core.v3.QueryExecutorImpl.receiveErrorResponse(QueryExecutorImpl.java:2734)\n"
    "\tat org.postgresql.jdbc.PgPreparedStatement.executeQuery(PgPreparedStatement.java:137)\n"
    "\tat com.zaxxer.hikari.pool.ProxyPreparedStatement.executeQuery(ProxyPreparedStatement.java:52)\n"
    "\tat shop.inventory.StockRepository.lock(StockRepository.java:67)\n"
    "\tat shop.inventory.ReservationService.reserve(ReservationService.java:39)";
constexpr std::string_view kPythonValue =
    "Traceback (most recent call last):\n"
    "  File \"/app/recommendation/server.py\", line 114, in List\n"
    "    ranked = rank(candidates, profile)\n"
    "  File \"/app/recommendation/ranking.py\", line 48, in rank\n"
    "    scores = model.predict(features)\n"
    "  File \"/usr/local/lib/python3.12/site-packages/sklearn/utils/validation.py\", line 1093, in "
    "check_array\n"
    "    raise ValueError(msg)\n"
    "ValueError: Found array with 0 sample(s) (shape=(0, 24)) while a minimum of 1 is required.";
constexpr std::string_view kGoRefused =
    "goroutine 8412 [running]:\n"
    "runtime/debug.Stack()\n"
    "\t/usr/local/go/src/runtime/debug/stack.go:26 +0x5e\n"
    "shop/cart/store.(*Redis).Load(0xc0004a2000, {0x1a3f2c8, 0xc000b1e3f0}, {0xc0007c4a10, 0x7})\n"
    "\t/src/cart/store/redis.go:71 +0x1d2\n"
    "shop/cart.(*Service).Get(0xc000114480, {0x1a3f2c8, 0xc000b1e3f0}, {0xc0007c4a10, 0x7})\n"
    "\t/src/cart/service.go:54 +0x9b";
constexpr std::string_view kDotnetNull =
    "System.NullReferenceException: Object reference not set to an instance of an object.\n"
    "   at Shop.Shipping.RoutePlanner.<PlanAsync>d__7.MoveNext() in /src/Shipping/RoutePlanner.cs:line 61\n"
    "--- End of stack trace from previous location ---\n"
    "   at Shop.Shipping.QuoteEndpoint.<Post>d__3.MoveNext() in /src/Shipping/QuoteEndpoint.cs:line 29\n"
    "   at Microsoft.AspNetCore.Routing.EndpointMiddleware.<Invoke>g__AwaitRequestTask|7_0(Endpoint "
    "endpoint, Task requestTask, ILogger logger)";
constexpr std::string_view kRubySmtp =
    "/app/app/mailers/order_mailer.rb:37:in `deliver': 421 4.7.0 Temporary System Problem "
    "(Net::SMTPServerBusy)\n"
    "\tfrom /usr/local/bundle/gems/net-smtp-0.5.1/lib/net/smtp.rb:1076:in `check_response'\n"
    "\tfrom /usr/local/bundle/gems/karafka-2.5.4/lib/karafka/base_consumer.rb:94:in `on_consume'\n"
    "\tfrom /app/app/consumers/orders_consumer.rb:12:in `consume'";
constexpr std::string_view kNodeType =
    "TypeError: Cannot read properties of undefined (reading 'currency')\n"
    "    at formatPrice (/app/src/render/price.js:22:31)\n"
    "    at Array.map (<anonymous>)\n"
    "    at renderPage (/app/src/render/page.js:118:27)\n"
    "    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)\n"
    "    at async /app/src/server.js:64:14";
constexpr std::string_view kRustPool =
    "PoolTimedOut: pool timed out while waiting for an open connection\n"
    "   0: sqlx_core::pool::inner::PoolInner<DB>::acquire::{{closure}}\n"
    "             at /cargo/registry/src/sqlx-core-0.8.6/src/pool/inner.rs:247:13\n"
    "   1: pricing::store::price_of::{{closure}}\n"
    "             at ./src/store.rs:38:27\n"
    "   2: <pricing::service::Pricing as shop::pricing_server::Pricing>::quote::{{closure}}\n"
    "             at ./src/service.rs:71:45";

// entrance, target, failures, weight, http, grpc, extra µs, type, message, stack
constexpr Fault kFaults[] = {
    {Op::PlaceOrder, Op::Acquirer, 1, 4, 504, "", 450'000, "java.net.SocketTimeoutException",
     "Read timed out", kJavaTimeout},
    {Op::PlaceOrder, Op::Acquirer, 2, 5, 504, "", 450'000, "java.net.SocketTimeoutException",
     "Read timed out", kJavaTimeout},
    {Op::PlaceOrder, Op::SelectStockForUpdate, 1, 3, 500, "", 138'000, "org.postgresql.util.PSQLException",
     "ERROR: deadlock detected", kJavaDeadlock},
    {Op::PlaceOrder, Op::FraudScore, 1, 3, 503, "UNAVAILABLE", 0, "",
     "upstream connect error or disconnect/reset before headers", ""},
    {Op::PlaceOrder, Op::MailApi, 1, 3, 421, "", 90'000, "Net::SMTPServerBusy",
     "421 4.7.0 Temporary System Problem", kRubySmtp},
    {Op::Home, Op::RankItems, 1, 4, 500, "", 0, "ValueError",
     "Found array with 0 sample(s) (shape=(0, 24)) while a minimum of 1 is required.", kPythonValue},
    {Op::Home, Op::RenderPage, 1, 2, 500, "", 0, "TypeError",
     "Cannot read properties of undefined (reading 'currency')", kNodeType},
    {Op::ViewCart, Op::CartHgetall, 1, 3, 500, "", 1'200, "*net.OpError",
     "dial tcp 10.20.9.6:6379: connect: connection refused", kGoRefused},
    {Op::ViewCart, Op::PriceQuote, 1, 2, 500, "DEADLINE_EXCEEDED", 200'000, "sqlx::Error::PoolTimedOut",
     "pool timed out while waiting for an open connection", kRustPool},
    {Op::Product, Op::PlanRoute, 1, 3, 500, "", 0, "System.NullReferenceException",
     "Object reference not set to an instance of an object.", kDotnetNull},
    {Op::Product, Op::StockGet, 1, 4, 404, "", 0, "", "", ""},
    {Op::SearchPage, Op::SearchQuery, 1, 2, 429, "", 0, "", "", ""},
    {Op::AddToCart, Op::CartAdd, 1, 2, 409, "", 0, "", "", ""},
};

}  // namespace

std::span<const Fault> faults() { return kFaults; }

}  // namespace spanloupe::generate
