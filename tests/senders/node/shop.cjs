// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An HTTP service and its caller, both instrumented, sending JSON. shop.cjs FILE writes down there what was made.
'use strict';
const { appendFileSync } = require('node:fs');
const { context, trace, SpanStatusCode } = require('@opentelemetry/api');
const { SeverityNumber } = require('@opentelemetry/api-logs');
const { OTLPLogExporter } = require('@opentelemetry/exporter-logs-otlp-http');
const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-http');
const { registerInstrumentations } = require('@opentelemetry/instrumentation');
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
const { resourceFromAttributes } = require('@opentelemetry/resources');
const { BatchLogRecordProcessor, LoggerProvider, SimpleLogRecordProcessor } = require('@opentelemetry/sdk-logs');
const { BatchSpanProcessor, NodeTracerProvider, SimpleSpanProcessor } = require('@opentelemetry/sdk-trace-node');

const written = process.argv[2];
// Nanoseconds are beyond the integers of a number; compare.py reads them as text.
const nanos = (time) => (BigInt(time[0]) * 1000000000n + BigInt(time[1])).toString();
const write = (records) => appendFileSync(written, records.map((one) => JSON.stringify(one) + '\n').join(''));
const done = { code: 0 };

/** Writes down every span. */
const writtenSpans = {
  export(spans, callback) {
    write(spans.map((span) => ({
      what: 'span',
      service: span.resource.attributes['service.name'],
      scope: span.instrumentationScope.name,
      trace_id: span.spanContext().traceId,
      span_id: span.spanContext().spanId,
      parent_id: span.parentSpanContext?.spanId ?? null,
      name: span.name,
      kind: span.kind + 1,
      status: span.status.code,
      status_message: span.status.message ?? '',
      start_ns: nanos(span.startTime),
      end_ns: nanos(span.endTime),
      attributes: span.attributes,
      events: span.events.map((event) => [event.name, nanos(event.time), event.attributes ?? {}]),
      links: span.links.map((link) => [link.context.traceId, link.context.spanId, link.attributes ?? {}]),
    })));
    callback(done);
  },
  forceFlush: async () => {},
  shutdown: async () => {},
};

/** Writes down every log record. */
const writtenLogs = {
  export(records, callback) {
    write(records.map((record) => ({
      what: 'log',
      service: record.resource.attributes['service.name'],
      body: record.body,
      severity: record.severityNumber,
      trace_id: record.spanContext?.traceId ?? '0'.repeat(32),
      span_id: record.spanContext?.spanId ?? '0'.repeat(16),
    })));
    callback(done);
  },
  shutdown: async () => {},
};

const resource = resourceFromAttributes({ 'service.name': 'node-shop' });
const spans = new NodeTracerProvider({
  resource,
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter()), new SimpleSpanProcessor(writtenSpans)],
});
spans.register();
const logs = new LoggerProvider({
  resource,
  processors: [new BatchLogRecordProcessor(new OTLPLogExporter()), new SimpleLogRecordProcessor(writtenLogs)],
});
registerInstrumentations({
  instrumentations: [new HttpInstrumentation({
    // The exporter's own requests are none of the program's.
    ignoreOutgoingRequestHook: (request) => String(request.path).startsWith('/v1/'),
  })],
});
const http = require('node:http');
const tracer = trace.getTracer('node-shop');
const logger = logs.getLogger('node-shop');
let earlier;

function answer(request, response) {
  tracer.startActiveSpan('price', { links: earlier ? [{ context: earlier, attributes: { why: 'before' } }] : [] }, (span) => {
    earlier = span.spanContext();
    span.setAttributes({ text: 'größer ✓', count: 42, share: 0.25, paid: true, list: ['a', 'b'], large: 2 ** 40 });
    span.addEvent('priced', { cents: 1250 });
    if (request.url.endsWith('4')) {
      span.recordException(new Error('card is declined'));
      span.setStatus({ code: SpanStatusCode.ERROR, message: 'declined' });
      response.statusCode = 500;
    }
    logger.emit({ severityNumber: SeverityNumber.INFO, severityText: 'INFO', body: `order ${request.url}`, context: context.active() });
    span.end();
    response.end('ordered');
  });
}

const get = (url) => new Promise((resolve, reject) => {
  http.get(url, (response) => response.resume().on('end', resolve)).on('error', reject);
});

async function main() {
  const server = http.createServer(answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  for (let number = 0; number < 40; ++number) {
    await tracer.startActiveSpan('customer', async (span) => {
      await get(`http://127.0.0.1:${server.address().port}/order/${number}`);
      span.end();
    });
  }
  await new Promise((resolve) => server.close(resolve));
  await spans.shutdown();
  await logs.shutdown();
}

main();
