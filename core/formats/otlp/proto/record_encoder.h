// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Spans, log records, resources and scopes as OTLP protobuf messages. Each appends to memory that grows once
// per record, because this is most of the work of an export. Pure, any thread.
#pragma once

#include "core/formats/otlp/proto/record_bytes.h"
#include "core/model/span.h"

namespace spanloupe::formats::proto {

/// Field 2 of a ScopeSpans or ScopeLogs message: tag, length and the record.
void appendSpanField(RecordBytes& out, const SpanView& span);
void appendLogField(RecordBytes& out, const LogView& log);

// The messages themselves, without tag and length.
void appendResource(RecordBytes& out, const ResourceView& resource);
void appendScope(RecordBytes& out, const ScopeView& scope);

}  // namespace spanloupe::formats::proto
