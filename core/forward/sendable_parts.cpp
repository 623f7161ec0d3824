// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/sendable_parts.h"

#include <limits>
#include <utility>

#include "core/forward/json_to_protobuf.h"
#include "core/forward/request_cutter.h"

namespace spanloupe::forward {
namespace {

std::deque<WaitingRequest> cut(const WaitingRequest& request) {
  std::deque<WaitingRequest> parts;
  RequestCutter cutter(request.signal, std::numeric_limits<std::size_t>::max(), [&parts](CutRequest part) {
    parts.push_back({part.signal, Encoding::Protobuf, std::move(part.body)});
  });
  cutter.setMostBytes(kMostSent);
  cutter.add(request.body);
  cutter.finish();
  return parts;
}

}  // namespace

Result<std::deque<WaitingRequest>> sendableParts(WaitingRequest request, Transport transport) {
  const bool isLarge = request.body.size() > kMostSent;
  if (request.encoding == Encoding::Json && (isLarge || transport == Transport::Grpc)) {
    auto body = jsonToProtobuf(request.signal, request.body);
    if (!body && transport == Transport::Grpc) return tl::unexpected(body.error());
    if (body) request = {request.signal, Encoding::Protobuf, std::move(*body)};
  }
  std::deque<WaitingRequest> parts;
  if (request.encoding == Encoding::Protobuf && request.body.size() > kMostSent) parts = cut(request);
  if (parts.empty()) parts.push_back(std::move(request));
  return parts;
}

}  // namespace spanloupe::forward
