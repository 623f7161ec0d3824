# SPDX-FileCopyrightText: The Spanloupe authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exporters beside the ones under test: write down, a JSON object a line, every span and log that was made."""

import json
import threading

from opentelemetry.sdk._logs.export import LogRecordExporter, LogRecordExportResult
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult

_lock = threading.Lock()


def _plain(attributes):
    def value(one):
        if isinstance(one, bytes):
            return {"bytes": one.hex()}
        if isinstance(one, (list, tuple)):
            return [value(item) for item in one]
        return one

    return {key: value(one) for key, one in (attributes or {}).items()}


def _append(path, lines):
    with _lock, open(path, "a", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)


class WrittenSpans(SpanExporter):
    def __init__(self, path):
        self._path = path

    def export(self, spans):
        _append(self._path, [self._line(span) for span in spans])
        return SpanExportResult.SUCCESS

    @staticmethod
    def _line(span):
        return {
            "what": "span",
            "service": span.resource.attributes["service.name"],
            "scope": span.instrumentation_scope.name,
            "trace_id": format(span.context.trace_id, "032x"),
            "span_id": format(span.context.span_id, "016x"),
            "parent_id": format(span.parent.span_id, "016x") if span.parent else None,
            "name": span.name,
            # The API counts from 0 where OTLP has 0 for "not said".
            "kind": span.kind.value + 1,
            "status": span.status.status_code.value,
            "status_message": span.status.description or "",
            "start_ns": span.start_time,
            "end_ns": span.end_time,
            "attributes": _plain(span.attributes),
            "events": [[e.name, e.timestamp, _plain(e.attributes)] for e in span.events],
            "links": [
                [format(l.context.trace_id, "032x"), format(l.context.span_id, "016x"), _plain(l.attributes)]
                for l in span.links
            ],
        }


class WrittenLogs(LogRecordExporter):
    def __init__(self, path):
        self._path = path

    def export(self, batch):
        _append(self._path, [self._line(one) for one in batch])
        return LogRecordExportResult.SUCCESS

    def shutdown(self):
        pass

    def force_flush(self, timeout_millis=10_000):
        return True

    @staticmethod
    def _line(one):
        record = one.log_record
        return {
            "what": "log",
            "service": one.resource.attributes["service.name"],
            "body": record.body,
            "severity": record.severity_number.value,
            "trace_id": format(record.trace_id or 0, "032x"),
            "span_id": format(record.span_id or 0, "016x"),
        }
