// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who may talk to an OTLP/HTTP endpoint. Pure functions, any thread.
//
// What they keep out is web pages: a browser on this machine reaches 127.0.0.1 for every page it shows.
// - Origin: browsers send it with every POST of a script and with every preflight, so a request that has one
//   comes from a page, and pages must be on the list of allowed origins. SDKs and collectors send none.
// - Host: a page whose own name was made to resolve to this machine ("DNS rebinding") is not another origin
//   to the browser, but the browser still sends that name as Host. Only names that always mean this machine
//   are accepted. An address cannot be rebound, but only those that we listen on are expected.
// - An endpoint that is open to other machines is reached by names that we do not know. There a Host of any
//   name is accepted if there is no Origin: a rebound page cannot POST without one, and a GET shows it no
//   more than that we listen. It is accepted as well if a token is set, which such a page does not know.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spanloupe::receive {

struct HttpAccess {
  std::vector<std::string> addresses;  ///< That we listen on, numeric.
  std::string token;                   ///< Empty: none is asked for.
};

/// Other machines can reach it.
[[nodiscard]] bool isOpen(const HttpAccess& access);
/// `host` as in the header, with or without a port.
[[nodiscard]] bool isAllowedHost(const HttpAccess& access, std::string_view host, bool hasOrigin);

/// Lower case, without the default port and a slash at the end, as origins are compared.
[[nodiscard]] std::string normalOrigin(std::string_view origin);
/// "null", which files and sandboxed frames of any page have, is never allowed.
[[nodiscard]] bool isAllowedOrigin(std::string_view origin, const std::vector<std::string>& allowed);

/// `authorization` is "Bearer TOKEN". Takes the same time wherever the two differ.
[[nodiscard]] bool isRightToken(std::string_view authorization, std::string_view token);

}  // namespace spanloupe::receive
