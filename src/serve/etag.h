// etag_matches(): whether a client has what it asks for already (RFC 9110, section 13.1.2).
//
// `header` is If-None-Match as sent: "*", or tags between commas, each maybe weak (W/"..."). Tags
// are compared weakly, as that section says.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace photosieve {

[[nodiscard]] bool etag_matches(std::string_view header, std::string_view tag);

}  // namespace photosieve
