// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/reach.h"

#include "core/forward/export_target.h"
#include "core/receive/own_addresses.h"
#include "core/receive/pem_files.h"

namespace spanloupe::session {
namespace {

Result<std::string> tokenOf(const Reach& reach) {
  if (reach.tokenFile.empty()) return std::string();
  auto token = forward::readSecretFile(reach.tokenFile);
  if (token && token->empty())
    return fail(ErrorKind::InvalidArgument, "there is no token in this file", reach.tokenFile);
  return token;
}

}  // namespace

AppliedReach appliedReach(const Reach& reach) {
  AppliedReach applied;
  const auto own = receive::ownAddresses();
  applied.state.bridge = receive::containerBridge(own);
  if (reach.addresses.empty()) return applied;
  receive::Opening opening = receive::openingFor(reach.addresses, own);
  applied.state.absent = std::move(opening.absent);
  if (opening.addresses.empty()) return applied;
  auto token = tokenOf(reach);
  const auto pem = receive::readPemFiles(reach.certificateFile, reach.keyFile);
  if (!token || !pem) {
    applied.state.problem = token ? pem.error() : token.error();
    return applied;
  }
  applied.addresses = std::move(opening.addresses);
  applied.token = std::move(*token);
  applied.certificateFile = reach.certificateFile;
  applied.keyFile = reach.keyFile;
  return applied;
}

}  // namespace spanloupe::session
