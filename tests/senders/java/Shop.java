// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
package sender;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Logger;

/** An HTTP service and its caller, instrumented by the agent, with spans of their own and logs. */
public final class Shop {
  private static final Tracer TRACER = GlobalOpenTelemetry.getTracer("java-shop");
  private static final Logger LOGGER = Logger.getLogger("shop");
  private static SpanContext earlier;

  private static synchronized void order(HttpExchange exchange) throws IOException {
    boolean declined = exchange.getRequestURI().getPath().endsWith("4");
    SpanBuilder builder = TRACER.spanBuilder("price");
    if (earlier != null) builder.addLink(earlier, Attributes.of(AttributeKey.stringKey("why"), "before"));
    Span span = builder.startSpan();
    try (Scope scope = span.makeCurrent()) {
      earlier = span.getSpanContext();
      span.setAttribute("text", "größer ✓").setAttribute("count", 1L << 60).setAttribute("share", 0.25);
      span.setAttribute("paid", true).setAttribute(AttributeKey.stringArrayKey("list"), java.util.List.of("a", "b"));
      span.addEvent("priced", Attributes.of(AttributeKey.longKey("cents"), 1250L));
      LOGGER.warning("order " + exchange.getRequestURI());
      if (declined) throw new IllegalArgumentException("card is declined");
      exchange.sendResponseHeaders(200, -1);
    } catch (IllegalArgumentException error) {
      span.recordException(error);
      span.setStatus(StatusCode.ERROR, "declined");
      exchange.sendResponseHeaders(500, -1);
    } finally {
      span.end();
      exchange.close();
    }
  }

  public static void main(String[] arguments) throws Exception {
    LOGGER.setUseParentHandlers(false); // The agent takes them; the terminal need not.
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService executor = Executors.newFixedThreadPool(2);
    server.setExecutor(executor);
    server.createContext("/order", Shop::order);
    server.start();
    HttpClient client = HttpClient.newHttpClient();
    for (int number = 0; number < 40; ++number) {
      Span span = TRACER.spanBuilder("customer").startSpan();
      try (Scope scope = span.makeCurrent()) {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/order/" + number);
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
      } finally {
        span.end();
      }
    }
    server.stop(1);
    executor.shutdown();
  }
}
