// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/etag.h"

namespace photosieve {

bool etag_matches(std::string_view header, std::string_view tag) {
  while (!header.empty()) {
    const std::size_t end = header.find(',');
    std::string_view one = header.substr(0, end);
    while (!one.empty() && (one.front() == ' ' || one.front() == '\t')) one.remove_prefix(1);
    while (!one.empty() && (one.back() == ' ' || one.back() == '\t')) one.remove_suffix(1);
    if (one == "*") return true;
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == tag) return true;
    header = end == std::string_view::npos ? std::string_view{} : header.substr(end + 1);
  }
  return false;
}

}  // namespace photosieve
