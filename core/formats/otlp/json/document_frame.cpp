// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/document_frame.h"

namespace spanloupe::formats::json {

Result<void> DocumentFrame::next(Signal signal) {
  bool& begun = signal == Signal::Traces ? m_spans : m_logs;
  if (begun) return m_output.write(kBetweenGroups);
  begun = true;
  if (signal == Signal::Traces) return m_output.write("{\"resourceSpans\":[\n");
  return m_output.write(m_spans ? "\n],\"resourceLogs\":[\n" : "{\"resourceLogs\":[\n");
}

Result<void> DocumentFrame::finish() {
  return m_output.write(m_spans || m_logs ? "\n]}\n" : "{\"resourceSpans\":[]}\n");
}

}  // namespace spanloupe::formats::json
