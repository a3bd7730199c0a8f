// What a list of images is asked for: filters, order and page out of a URL's query.
//
// decision, category, code, severity, reviewed, q, group, folder; sort (n, path, quality,
// confidence, bytes, megapixels, elapsed_ms or any measure) and order (asc, desc); limit, cursor.
// Errors   400 invalid_payload, naming the parameter and what it may be.
// Threads  pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "serve/call.h"
#include "store/image_query.h"

namespace photosieve {

struct ImageListQuery {
  ImageFilter filter;
  ImageOrder order;
  std::optional<ImagePlace> after;
  std::uint32_t limit = 100;
};

inline constexpr std::uint32_t kLargestImagePage = 500;

// `list` is what cursors of this list are bound to.
[[nodiscard]] Served<ImageListQuery> image_list_query(const Query& query, const std::string& list);
[[nodiscard]] std::string image_cursor(const std::string& list, const ImagePlace& place);

[[nodiscard]] const std::vector<std::string_view>& image_parameters();
[[nodiscard]] std::vector<std::string_view> image_sorts();

}  // namespace photosieve
