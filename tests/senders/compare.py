# SPDX-FileCopyrightText: The Spanloupe authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""compare.py CLI SESSION WRITTEN: the spans and logs of a session against those that a program wrote down as it made
them, one by one and with all that is in them. Says what differs and ends with status 1."""

import base64
import json
import subprocess
import sys
import tempfile


def run(*words):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout


def value_of(value):
    kind, content = next(iter(value.items()), (None, None))
    if kind == "intValue":
        return int(content)
    if kind == "doubleValue":
        return float(content)
    if kind == "arrayValue":
        return [value_of(item) for item in content.get("values", [])]
    if kind == "kvlistValue":
        return attributes_of(content.get("values", []))
    if kind == "bytesValue":
        return {"bytes": base64.b64decode(content).hex()}
    return content


def attributes_of(pairs):
    return {pair["key"]: value_of(pair["value"]) for pair in pairs}


def number(text):
    return int(text or 0)


def span_of(service, scope, span):
    status = span.get("status", {})
    return {
        "what": "span",
        "service": service,
        "scope": scope,
        "trace_id": span["traceId"],
        "span_id": span["spanId"],
        "parent_id": span.get("parentSpanId") or None,
        "name": span.get("name", ""),
        "kind": span.get("kind", 0),
        "status": status.get("code", 0),
        "status_message": status.get("message", ""),
        "start_ns": number(span.get("startTimeUnixNano")),
        "end_ns": number(span.get("endTimeUnixNano")),
        "attributes": attributes_of(span.get("attributes", [])),
        "events": [
            [e.get("name", ""), number(e.get("timeUnixNano")), attributes_of(e.get("attributes", []))]
            for e in span.get("events", [])
        ],
        "links": [
            [l["traceId"], l["spanId"], attributes_of(l.get("attributes", []))] for l in span.get("links", [])
        ],
    }


def log_of(service, log):
    return {
        "what": "log",
        "service": service,
        "body": value_of(log.get("body", {})),
        "severity": log.get("severityNumber", 0),
        "trace_id": log.get("traceId", "0" * 32),
        "span_id": log.get("spanId", "0" * 16),
    }


def in_session(cli, session):
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        run(cli, "export", "--store", session, "--to", file.name)
        documents = [json.loads(line) for line in open(file.name, encoding="utf-8")]
    for document in documents:
        for group in document.get("resourceSpans", []) + document.get("resourceLogs", []):
            service = attributes_of(group["resource"]["attributes"])["service.name"]
            for part in group.get("scopeSpans", []):
                for span in part["spans"]:
                    yield span_of(service, part.get("scope", {}).get("name", ""), span)
            for part in group.get("scopeLogs", []):
                for log in part["logRecords"]:
                    yield log_of(service, log)


def written_in(path):
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        if record["what"] == "span":
            # Text where the language's numbers are too small.
            record["start_ns"], record["end_ns"] = int(record["start_ns"]), int(record["end_ns"])
            record["events"] = [[name, int(time), attributes] for name, time, attributes in record["events"]]
        yield record


def canonical(value):
    """Numbers that are equal are the same, whether a language calls them integers or not."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [canonical(item) for item in value]
    if isinstance(value, dict):
        return {key: canonical(item) for key, item in value.items()}
    return value


def key_of(record):
    return json.dumps(canonical(record), sort_keys=True)


def identity_of(record):
    return (record["what"], record["trace_id"], record["span_id"], record.get("body"))


def main():
    cli, session, path = sys.argv[1:]
    written = list(written_in(path))
    stored = list(in_session(cli, session))
    statistics = json.loads(run(cli, "stats", "--store", session, "--output", "json"))
    counts = {what: sum(record["what"] == what for record in written) for what in ("span", "log")}
    problems = []
    if (statistics["spans"], statistics["logs"]) != (counts["span"], counts["log"]):
        problems.append(f"made {counts}, but stats says {statistics['spans']} spans, {statistics['logs']} logs")
    if subprocess.run([cli, "check", session], stdout=subprocess.DEVNULL).returncode != 0:
        problems.append("check finds the session damaged")
    if not written:
        problems.append("the program wrote nothing down")
    one = {identity_of(record): record for record in stored}
    missing = sorted(set(map(key_of, written)) - set(map(key_of, stored)))
    for record in map(json.loads, missing[:5]):
        problems.append(f"made:   {key_of(record)}\nstored: {key_of(one.get(identity_of(record)))}")
    if sorted(map(key_of, written)) != sorted(map(key_of, stored)):
        problems.append(f"{len(written)} records were made, {len(stored)} are stored, {len(missing)} of the made differ")
    print(f"{counts['span']} spans and {counts['log']} logs were made; {len(stored)} records are in the session")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


sys.exit(main())
