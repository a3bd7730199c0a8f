// Json: the values that events carry; objects keep the order of their keys.
//
// Binary values (Json::binary) travel as attachments beside the text of a packet.
// parse_json refuses what costs more than its length: deep nesting (writing a value recurses) and
// objects with very many keys (keeping their order makes each insertion a search).
// Errors   nothing for text that is not JSON, not UTF-8 or over a limit.
// Threads  pure.
// Cost     one pass before nlohmann's parser.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace photosieve::net {

using Json = nlohmann::ordered_json;
using Args = std::vector<Json>;  // the arguments of an event or an acknowledgement

struct JsonLimits {
  std::size_t max_depth = 64;   // at most 256
  std::size_t max_keys = 1000;  // in one object
};

[[nodiscard]] std::optional<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

// Compact, in the order of the keys; invalid UTF-8 becomes U+FFFD. Holds no binary value.
[[nodiscard]] std::string dump_json(const Json& value);

}  // namespace photosieve::net
