// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <ctime>
#include <mutex>

#include "core/forward/otlp_client.h"

namespace spanloupe::forward {
namespace {

constexpr std::size_t kLargestAnswer = std::size_t{4} << 20;

struct Transfer {
  HttpResponse response;
  const std::stop_token* stop = nullptr;
};

std::size_t takeBody(const char* bytes, std::size_t, std::size_t count, void* user) {
  auto& response = static_cast<Transfer*>(user)->response;
  if (response.body.size() + count > kLargestAnswer) return 0;  // Ends the transfer.
  response.body.append(bytes, count);
  return count;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  return text;
}

std::size_t takeHeader(const char* bytes, std::size_t, std::size_t count, void* user) {
  auto& response = static_cast<Transfer*>(user)->response;
  const std::string_view line(bytes, count);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return count;
  std::string name(line.substr(0, colon));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (name == "retry-after") response.retryAfter = trimmed(line.substr(colon + 1));
  if (name == "content-type") response.contentType = trimmed(line.substr(colon + 1));
  return count;
}

int progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Transfer*>(user)->stop->stop_requested() ? 1 : 0;
}

struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListDeleter>;

void append(List& list, const std::string& line) {
  curl_slist* grown = curl_slist_append(list.get(), line.c_str());
  if (grown == nullptr) return;
  static_cast<void>(list.release());  // It is what `grown` begins with, unless it was empty.
  list.reset(grown);
}

class HttpClient final : public OtlpClient {
 public:
  HttpClient(ExportTarget target, CURL* curl) : m_target(std::move(target)), m_curl(curl) {
    for (const Encoding encoding : {Encoding::Protobuf, Encoding::Json}) {
      List& list = m_headers[static_cast<std::size_t>(encoding)];
      append(list, encoding == Encoding::Json ? "Content-Type: application/json"
                                              : "Content-Type: application/x-protobuf");
      append(list, "Expect:");  // Else curl waits a second for receivers that do not know it.
      for (const auto& [name, value] : m_target.headers)
        append(list, value.empty() ? name + ";" : std::string(name).append(": ").append(value));
    }
    m_error.fill('\0');
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, m_error.data());
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, takeBody);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, takeHeader);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
    if (m_target.isLoopback()) curl_easy_setopt(curl, CURLOPT_PROXY, "");
    if (!m_target.certificateAuthorities.empty())
      curl_easy_setopt(curl, CURLOPT_CAINFO, m_target.certificateAuthorities.c_str());
  }
  ~HttpClient() override { curl_easy_cleanup(m_curl); }

  ExportReply send(const ExportRequest& request, std::chrono::milliseconds within,
                   const std::stop_token& stop) override {
    Transfer transfer;
    transfer.stop = &stop;
    const std::string url = m_target.url(request.signal);
    curl_easy_setopt(m_curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(m_curl, CURLOPT_HTTPHEADER, m_headers[static_cast<std::size_t>(request.encoding)].get());
    curl_easy_setopt(m_curl, CURLOPT_POST, 1L);
    curl_easy_setopt(m_curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(m_curl, CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(m_curl, CURLOPT_TIMEOUT_MS, static_cast<long>(within.count()));
    curl_easy_setopt(m_curl, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(m_curl, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(m_curl, CURLOPT_XFERINFODATA, &transfer);
    const CURLcode code = curl_easy_perform(m_curl);
    if (code != CURLE_OK) {
      ExportReply reply;
      reply.outcome = ExportReply::Outcome::Unreachable;
      if (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_WEIRD_SERVER_REPLY)
        reply.message = "the answer is not HTTP; perhaps the port is for gRPC";
      else
        reply.message = m_error[0] != '\0' ? m_error.data() : curl_easy_strerror(code);
      return reply;
    }
    long status = 0;
    curl_easy_getinfo(m_curl, CURLINFO_RESPONSE_CODE, &status);
    transfer.response.status = static_cast<int>(status);
    return replyOfHttp(transfer.response, std::time(nullptr));
  }

 private:
  ExportTarget m_target;
  CURL* m_curl;
  std::array<List, 2> m_headers;
  std::array<char, CURL_ERROR_SIZE> m_error{};
};

}  // namespace

Result<std::unique_ptr<OtlpClient>> makeHttpClient(const ExportTarget& target) {
  static std::once_flag initialised;
  std::call_once(initialised, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  CURL* curl = curl_easy_init();
  if (curl == nullptr) return fail(ErrorKind::Io, "libcurl cannot be used");
  return std::make_unique<HttpClient>(target, curl);
}

}  // namespace spanloupe::forward
