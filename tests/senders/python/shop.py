# SPDX-FileCopyrightText: The Spanloupe authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two Flask services, the first calling the second with requests, both instrumented as their users would: with
exceptions, links, events, attributes of every type, and logs. shop.py FILE writes down there what was made."""

import logging
import os
import sys
import threading

import requests
from flask import Flask
from opentelemetry import metrics, trace
from opentelemetry._logs import SeverityNumber
from opentelemetry.instrumentation.flask import FlaskInstrumentor
from opentelemetry.instrumentation.requests import RequestsInstrumentor
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor, SimpleLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor
from werkzeug.serving import make_server

from written import WrittenLogs, WrittenSpans

if os.environ["OTEL_EXPORTER_OTLP_PROTOCOL"] == "grpc":
    from opentelemetry.exporter.otlp.proto.grpc._log_exporter import OTLPLogExporter
    from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
else:
    from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

written = sys.argv[1]
logging.getLogger("werkzeug").setLevel(logging.CRITICAL)


class Service:
    """One service with providers of its own, as if it were a process of its own."""

    def __init__(self, name):
        resource = Resource.create({"service.name": name, "service.version": "1.2.3"})
        self.spans = TracerProvider(resource=resource)
        self.spans.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self.spans.add_span_processor(SimpleSpanProcessor(WrittenSpans(written)))
        self.logs = LoggerProvider(resource=resource)
        self.logs.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
        self.logs.add_log_record_processor(SimpleLogRecordProcessor(WrittenLogs(written)))
        self.meters = MeterProvider(
            resource=resource, metric_readers=[PeriodicExportingMetricReader(OTLPMetricExporter())]
        )
        self.tracer = self.spans.get_tracer("shop")
        self.logger = self.logs.get_logger("shop")
        self.counter = self.meters.get_meter("shop").create_counter("requests")
        self.app = Flask(name)
        FlaskInstrumentor().instrument_app(self.app, tracer_provider=self.spans, meter_provider=self.meters)
        self.server = make_server("127.0.0.1", 0, self.app, threaded=True)

    def log(self, severity, text):
        self.logger.emit(severity_number=severity, severity_text=severity.name, body=text)

    def url(self, path):
        return f"http://127.0.0.1:{self.server.port}{path}"

    def start(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        for provider in (self.spans, self.logs, self.meters):
            provider.shutdown()


shop = Service("shop")
bank = Service("bank")
RequestsInstrumentor().instrument(tracer_provider=shop.spans, meter_provider=shop.meters)
earlier = []


@shop.app.route("/order/<int:number>")
def order(number):
    shop.counter.add(1)
    links = [trace.Link(context, {"why": "the same customer"}) for context in earlier[-2:]]
    with shop.tracer.start_as_current_span("price", links=links) as span:
        span.set_attributes(
            {"text": "größer ✓", "count": number, "share": number / 7, "paid": number % 2 == 0}
        )
        span.set_attribute("list", ["a", "b"])
        span.set_attribute("numbers", [1, 2, 1 << 60])
        span.add_event("priced", {"cents": 100 * number})
        earlier.append(span.get_span_context())
    answer = requests.get(bank.url(f"/charge/{number}"), timeout=10)
    shop.log(SeverityNumber.INFO, f"order {number}: {answer.status_code}")
    return "ordered", answer.status_code


@bank.app.route("/charge/<int:number>")
def charge(number):
    with bank.tracer.start_as_current_span("check the card"):
        if number % 5 == 4:
            bank.log(SeverityNumber.ERROR, f"card {number} is declined")
            raise ValueError(f"card {number} is declined")
    return "charged"


def main():
    shop.start()
    bank.start()
    for number in range(40):
        with shop.tracer.start_as_current_span(f"customer {number % 3}", kind=trace.SpanKind.PRODUCER):
            requests.get(shop.url(f"/order/{number}"), timeout=10)
    shop.stop()
    bank.stop()


logging.getLogger("bank").setLevel(logging.CRITICAL)
main()
