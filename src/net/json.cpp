// SPDX-License-Identifier: Apache-2.0
#include "net/json.h"

#include <algorithm>
#include <array>

namespace photosieve::net {
namespace {

constexpr std::size_t kDeepest = 256;

// Counts brackets and colons outside strings; malformed text is the parser's business.
bool within(std::string_view text, const JsonLimits& limits) {
  std::array<std::size_t, kDeepest + 1> keys{};
  const std::size_t deepest = std::min(limits.max_depth, kDeepest);
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    switch (c) {
      case '"':
        in_string = true;
        break;
      case '[':
      case '{':
        if (++depth > deepest) return false;
        keys.at(depth) = 0;
        break;
      case ']':
      case '}':
        if (depth > 0) --depth;
        break;
      case ':':
        if (++keys.at(depth) > limits.max_keys) return false;
        break;
      default:
        break;
    }
  }
  return true;
}

}  // namespace

std::optional<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (!within(text, limits)) return std::nullopt;
  Json value = Json::parse(text.begin(), text.end(), nullptr, false);
  if (value.is_discarded()) return std::nullopt;
  return value;
}

std::string dump_json(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace photosieve::net
