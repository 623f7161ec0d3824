// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
package sender;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.FileWriter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;

/** An extension of the agent: writes down every span and log beside the exporters, into $SPANLOUPE_WRITTEN. */
public final class WrittenDown implements AutoConfigurationCustomizerProvider {
  @Override
  public void customize(AutoConfigurationCustomizer customizer) {
    customizer.addTracerProviderCustomizer(
        (provider, config) -> provider.addSpanProcessor(SimpleSpanProcessor.create(new Spans())));
    customizer.addLoggerProviderCustomizer(
        (provider, config) -> provider.addLogRecordProcessor(SimpleLogRecordProcessor.create(new Logs())));
  }

  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");

  private static synchronized CompletableResultCode write(List<String> lines) {
    try (FileWriter file = new FileWriter(System.getenv("SPANLOUPE_WRITTEN"), true)) {
      for (String line : lines) file.write(line + "\n");
      return CompletableResultCode.ofSuccess();
    } catch (IOException error) {
      throw new IllegalStateException(error);
    }
  }

  private static <T> List<String> map(Collection<T> from, Function<T, String> line) {
    return from.stream().map(line).collect(java.util.stream.Collectors.toList());
  }

  private static String text(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c < 0x20) out.append(String.format("\\u%04x", (int) c));
      else out.append(c);
    }
    return out.append('"').toString();
  }

  private static String value(Object value) {
    if (value instanceof List) return map((List<?>) value, WrittenDown::value).toString();
    return value instanceof String ? text((String) value) : value.toString();
  }

  private static String attributes(Attributes attributes) {
    StringJoiner out = new StringJoiner(",", "{", "}");
    attributes.forEach((key, value) -> out.add(text(key.getKey()) + ":" + value(value)));
    return out.toString();
  }

  private static String event(EventData event) {
    return "[" + text(event.getName()) + "," + event.getEpochNanos() + "," + attributes(event.getAttributes()) + "]";
  }

  private static String link(LinkData link) {
    return "[" + text(link.getSpanContext().getTraceId()) + "," + text(link.getSpanContext().getSpanId()) + ","
        + attributes(link.getAttributes()) + "]";
  }

  /** The SDK's own order is that of OTLP but for what is not said. */
  private static int status(StatusData status) {
    switch (status.getStatusCode()) {
      case OK: return 1;
      case ERROR: return 2;
      default: return 0;
    }
  }

  private static final class Spans implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return write(map(spans, span -> "{\"what\":\"span\",\"service\":" + text(span.getResource().getAttribute(SERVICE))
          + ",\"scope\":" + text(span.getInstrumentationScopeInfo().getName())
          + ",\"trace_id\":" + text(span.getTraceId()) + ",\"span_id\":" + text(span.getSpanId())
          + ",\"parent_id\":" + (span.getParentSpanContext().isValid() ? text(span.getParentSpanId()) : "null")
          + ",\"name\":" + text(span.getName()) + ",\"kind\":" + (span.getKind().ordinal() + 1)
          + ",\"status\":" + status(span.getStatus())
          + ",\"status_message\":" + text(span.getStatus().getDescription())
          + ",\"start_ns\":" + span.getStartEpochNanos() + ",\"end_ns\":" + span.getEndEpochNanos()
          + ",\"attributes\":" + attributes(span.getAttributes())
          + ",\"events\":" + map(span.getEvents(), WrittenDown::event)
          + ",\"links\":" + map(span.getLinks(), WrittenDown::link) + "}"));
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private static final class Logs implements LogRecordExporter {
    @Override
    public CompletableResultCode export(Collection<LogRecordData> logs) {
      return write(map(logs, log -> "{\"what\":\"log\",\"service\":" + text(log.getResource().getAttribute(SERVICE))
          + ",\"body\":" + text(log.getBodyValue().asString()) + ",\"severity\":" + log.getSeverity().getSeverityNumber()
          + ",\"trace_id\":" + text(log.getSpanContext().getTraceId())
          + ",\"span_id\":" + text(log.getSpanContext().getSpanId()) + "}"));
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
