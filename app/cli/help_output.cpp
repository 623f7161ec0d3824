// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help.h"

namespace spanloupe::cli {

std::string_view outputHelp() {
  return R"(Output forms:
  --output table   for people; the only one that may change between versions
  --output json    one JSON value
  --output jsonl   one JSON object a line (rows), or the one object on one line
  --output csv     a line of field names, then one line a row (RFC 4180)
  Without --output: table on a terminal, jsonl otherwise.

Rules that hold for json, jsonl and csv:
  Fields are never renamed or removed; new ones may come.
  Integers are written as integers, however large. Times are integer nanoseconds since 1970-01-01 UTC
  and durations integer nanoseconds; their names end in _ns. Ids are lower-case hexadecimal.
  Commands that print rows give {"rows":[...],"count":n} in json, where count is the number of all rows
  that there are, and the rows alone in jsonl and csv.

Output of stats:
  spans, traces, errors, events, links, logs   counts; errors = spans with status ERROR
  metric_points   data points of metrics that were seen and not kept
  services        object: spans of each service.name
  sources         number of sources (files, streams)
  diagnostics     problems found while reading
  duplicates      records that were there already and are kept once
  first_ns, last_ns   smallest and largest start of a span, without those before 1973 or after 2262;
                  null when there is none

Output of import:
  spans, logs, duplicates, diagnostics   sums (json only)
  cancelled       true when it was interrupted (json only)
  files           the rows below (json only; jsonl and csv give the rows alone)
  name, state     path; "complete" or "incomplete"
  format          its format, or "mixed" for an archive of several
  bytes           size read
  spans, logs, metric_points, duplicates, diagnostics   counts
  already_there   true when its content was in the session and it was not imported again
  error           why it could not be read, or not to its end; null when it could
  entries         problems: [{severity, kind, offset, text, member}]; the first 200 of each kind (not in csv)
                  severity is "note", "warning" or "error"; offset counts bytes after decompression;
                  member is the file inside an archive

Output of sources (rows):
  id, name, format, state, bytes, spans, logs, metric_points, duplicates, diagnostics, entries   as for import;
                  state may be "importing", or "live" for an endpoint that receives, too
  imported_at_ns  when
  content_hash    XXH3-128 of the decompressed content; empty while incomplete

Output of keys (rows):
  scope           "intrinsic", "span", "resource", "scope", "event", "link" or "log"
  key, type       type is "string", "int", …, or several joined by |
  count           spans (events, links, log records) that carry it
  coverage        count as share of all of them, 0 to 1
  distinct        number of different values; an upper bound where there are very many

Output of values (rows):
  value, type, count

Output of show:
  json is one object:
    trace_id, root_service, root_name, start_ns, duration_ns, spans, errors
    services        names, sorted
    complete        true when there is one root and no parent is missing
    missing_parents [{span_id, children}]: ids that are named as a parent and are not there
    rows            the spans, parents before children
  A span row (jsonl and csv give these alone):
    trace_id, span_id, parent_id (null for a root), depth
    service, name, kind, status, status_message
    start_ns, duration_ns (null while unfinished)
    attributes, resource   objects; a key that occurs again gets #2, #3 … (not in csv)
    events          [{time_ns, name, attributes}] (not in csv)
    links           [{trace_id, span_id, attributes}] (not in csv)

Output of serve (one object, at the end):
  store           the session file
  spans, logs, metric_points, requests, bytes   received; metrics are counted and not kept; bytes after decompression
  rejected_spans, rejected_logs   without a valid id
  refused_requests   turned away: damaged, too large, or told to come again
  refusals        why: [{reason, count, last}] (not in csv); last is what the last one was about; reason is host,
                  origin, token, path, type, damaged, too_large, too_slow, connections, not_http or busy
  repeated_requests   that came again after they had been stored; kept once, counted here only
  evicted_spans, evicted_logs   dropped because of --retention-…
  duration_ns     how long it listened
  exit_status     of the program that was run; null without one
  endpoints       [{protocol, port, addresses}] (not in csv); protocol is "grpc" or "http"
  With --tee also:
  forwarded_requests   taken by the other endpoint; forward_rejected_records are spans and logs in them that were not
  forward_waiting_requests, forward_waiting_bytes   left for the next start
  forward_dropped_requests   there was no room for them
  forward_refused_requests   the other endpoint does not want them
  forward_error   what went wrong last; empty when nothing did

Output of send (one object, at the end):
  spans, logs, requests, bytes   acknowledged; bytes of requests before compression
  rejected_spans, rejected_logs   not taken out of requests that were
  failed_requests, failed_records   refused, or given up after --retry-for; their spans and logs
  retries         how often a request was sent again
  duration_ns     from the first request to the last answer
  spans_per_s     acknowledged spans by duration
  latency_p50_ns, latency_p90_ns, latency_p99_ns, latency_max_ns   of acknowledged requests

Output of sql:
  rows with one field for each column of the statement. Blobs are lower-case hexadecimal. json has the list columns
  beside rows and count.

Output of check:
  ok              true when nothing is wrong
  segments, spans, logs, traces, sources   what was looked at
  problems        [{where, text}]
  problem_count   also counts those that are not listed

Output of formats (rows):
  name, title, reads, writes, suffixes, recognised_by
)";
}

}  // namespace spanloupe::cli
