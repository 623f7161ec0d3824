// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The list of receivers: a further protocol is a line here.
#include "core/receive/otlp_grpc_receiver.h"
#include "core/receive/otlp_http_receiver.h"
#include "core/receive/receiver.h"

namespace spanloupe::receive {

Result<std::unique_ptr<Receiver>> startReceiver(const ReceiverOptions& options, TakeRequest take) {
  switch (options.protocol) {
    case Protocol::OtlpGrpc: return OtlpGrpcReceiver::start(options, std::move(take));
    case Protocol::OtlpHttp: return OtlpHttpReceiver::start(options, std::move(take));
  }
  return fail(ErrorKind::Unsupported, "there is no receiver of this protocol");
}

}  // namespace spanloupe::receive
