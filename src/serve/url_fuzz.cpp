// Whatever a client writes into an address: no crash, no NUL, nothing longer than what was sent.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>

#include "base/result.h"
#include "serve/cursor.h"
#include "serve/etag.h"
#include "serve/image_query_url.h"
#include "serve/static_files.h"
#include "serve/url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace photosieve;  // NOLINT(google-build-using-namespace): of this function alone
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto segments = path_segments(text)) {
    std::size_t bytes = 0;
    for (const std::string& one : *segments) {
      PS_CHECK(one.find('\0') == std::string::npos);
      bytes += one.size();
    }
    PS_CHECK(bytes <= size);
  }
  if (const auto query = Query::parse(text)) {
    const auto wanted = image_list_query(*query, "list");
    PS_CHECK(!wanted || (wanted->limit >= 1 && wanted->limit <= kLargestImagePage));
  }
  static_cast<void>(read_cursor("list", text, 2));
  static_cast<void>(etag_matches(text, "\"tag\""));
  static_cast<void>(accepts_coding(text, "br"));
  return 0;
}
