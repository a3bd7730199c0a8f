// SPDX-License-Identifier: Apache-2.0
#include "net/client_target.h"

#include <algorithm>
#include <array>

namespace photosieve::net {
namespace {

struct Scheme {
  std::string_view prefix;
  bool secure;
};
constexpr std::array<Scheme, 4> kSchemes = {
    {{"http://", false}, {"https://", true}, {"ws://", false}, {"wss://", true}}};

}  // namespace

Result<ClientTarget> parse_target(std::string_view url) {
  ClientTarget target;
  if (url.substr(0, 5) == "unix:") {
    PS_TRY(target.endpoint, parse_endpoint(url));
    target.host = "localhost";
    return target;
  }
  const auto* scheme = std::find_if(kSchemes.begin(), kSchemes.end(), [&](const Scheme& known) {
    return url.substr(0, known.prefix.size()) == known.prefix;
  });
  if (scheme == kSchemes.end())
    return fail(ErrorKind::kUsage, std::string(url) + ": expected http://, https:// or unix:");
  target.secure = scheme->secure;
  std::string_view place = url.substr(scheme->prefix.size());
  place = place.substr(0, std::min(place.find('/'), place.size()));
  target.host = std::string(place);
  const std::size_t bracket = place.rfind(']');
  const std::size_t colon = place.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  std::string text(place);
  if (!has_port) text += target.secure ? ":443" : ":80";
  PS_TRY(target.endpoint, parse_endpoint(text));
  if (target.endpoint.host.empty())
    return fail(ErrorKind::kUsage, std::string(url) + ": a host is missing");
  return target;
}

}  // namespace photosieve::net
