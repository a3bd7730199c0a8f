// Whatever a client sends as a body: a request whose folders lie below the roots, or a sentence.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "serve/rest_sessions.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace photosieve;  // NOLINT(google-build-using-namespace): of this function alone
  static const auto kRoots = Roots::make({"/tmp"});
  PS_CHECK(kRoots.has_value());
  const auto body = net::parse_json({reinterpret_cast<const char*>(data), size});
  if (!body || !body->is_object()) return 0;
  if (const auto request = start_request_of(*body, *kRoots)) {
    PS_CHECK(kRoots->holds(request->input) && kRoots->holds(request->output));
    PS_CHECK(request->settings.workers <= 1024);
  } else {
    PS_CHECK(!request.error().detail.empty() && request.error().status >= 400);
  }
  if (const auto change = settings_change_of(*body)) PS_CHECK(change->workers.value_or(0) <= 1024);
  return 0;
}
