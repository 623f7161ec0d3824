// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/body_workers.h"

#include "core/formats/input.h"
#include "core/formats/registry.h"

namespace spanloupe::receive {
namespace {

/// A connection has one request at a time, so that this many jobs never wait.
std::size_t mostJobs(const HttpLimits& limits) { return 2 * limits.connections + 1; }

}  // namespace

BodyWorkers::BodyWorkers(unsigned threads, const HttpEndpoint& endpoint,
                         std::shared_ptr<HttpOutcomes> outcomes)
    : m_endpoint(endpoint), m_outcomes(std::move(outcomes)), m_jobs(mostJobs(endpoint.limits)) {
  for (unsigned i = 0; i < threads; ++i)
    m_threads.emplace_back([this] {
      while (auto job = m_jobs.pop())
        if (!m_stopping) work(std::move(*job));
    });
}

void BodyWorkers::stop() {
  m_stopping = true;
  m_jobs.close();
  m_threads.clear();
}

void BodyWorkers::work(Job job) {
  const BodyEncoding encoding = job.encoding ? *job.encoding : sniffEncoding(job.body);
  if (encoding != BodyEncoding::Identity) {
    auto inflated = inflateBody(job.body, encoding, m_endpoint.rules.messageLimit);
    if (!inflated) return m_outcomes->push({job.request, inflated.error(), {}});
    job.body = std::move(*inflated);
  }
  formats::pad(job.body);
  const bool isJson = job.format == AnswerFormat::Json;
  m_endpoint.take({m_endpoint.source, formats::formatNamed(isJson ? "otlp-json" : "otlp-proto"),
                   std::move(job.body), job.signal},
                  [outcomes = m_outcomes, request = job.request](ingest::Receipt receipt) {
                    outcomes->push({request, std::nullopt, std::move(receipt)});
                  });
}

}  // namespace spanloupe::receive
