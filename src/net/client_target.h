// ClientTarget: the server that a client is to reach, from its URL.
//
// Text     "http://host:3000", "https://host", "ws://...", "wss://...", "unix:/run/x.sock".
// Errors   kUsage for anything else.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "net/endpoint.h"

namespace photosieve::net {

struct ClientTarget {
  Endpoint endpoint;
  bool secure = false;
  std::string host;  // for the Host field: with the port where it is not the scheme's own
};

[[nodiscard]] Result<ClientTarget> parse_target(std::string_view url);

}  // namespace photosieve::net
