// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/otlp_client.h"

namespace spanloupe::forward {

Result<std::unique_ptr<OtlpClient>> makeClient(const ExportTarget& target) {
  return target.transport == Transport::Grpc ? makeGrpcClient(target) : makeHttpClient(target);
}

}  // namespace spanloupe::forward
