// Whatever stands in a request's fields: nobody is let in by another name, or without the token.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "serve/access.h"
#include "serve/token_book.h"

// A line each: Host, Origin, Sec-Fetch-Site.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace photosieve;  // NOLINT(google-build-using-namespace): of this function alone
  static const TokenBook kBook;
  static const SystemClock kClock;
  static const auto kAccess = Access::make({"127.0.0.1", 8000, {}}, "", kBook, kClock);
  PS_CHECK(kAccess.has_value());
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  net::HttpRequest request;
  request.method = "POST";
  for (const char* name : {"Host", "Origin", "Sec-Fetch-Site"}) {
    const std::size_t end = rest.find('\n');
    if (!rest.substr(0, end).empty()) request.headers.emplace_back(name, rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  if (!kAccess->allows(request)) return 0;
  const std::string_view host = request.header("Host");
  const std::string_view origin = request.header("Origin");
  PS_CHECK(is_loopback_name(host.substr(0, host.rfind(':'))) || is_loopback_name(host));
  PS_CHECK(origin.empty() || origin.ends_with(host) || origin.size() > host.size());
  PS_CHECK(request.header("Sec-Fetch-Site") != "cross-site");
  return 0;
}
