// Encodings that the protocols ask for: SHA-1 (the WebSocket handshake), base64, percent encoding.
//
// SHA-1 (FIPS 180-4) proves here that a peer speaks WebSocket; it protects nothing.
// Errors   decoders answer nothing for what is not well formed.
// Threads  pure.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace photosieve::net {

[[nodiscard]] std::array<std::uint8_t, 20> sha1(std::string_view bytes);

[[nodiscard]] std::string base64_encode(std::string_view bytes);

// Takes the standard alphabet, with or without padding at the end.
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text);

// "%2Fa+b" is "/a b"; a percent sign without two digits stays as it is.
[[nodiscard]] std::string percent_decode(std::string_view text);
[[nodiscard]] std::string percent_encode(std::string_view text);

// The value of `name` in "a=1&b=2", percent-decoded; nothing when it is not there.
[[nodiscard]] std::optional<std::string> query_value(std::string_view query, std::string_view name);

// Strict UTF-8 (RFC 3629: no surrogates, no overlong forms); eight bytes a step through ASCII.
[[nodiscard]] bool is_utf8(std::string_view bytes);

// ASCII letters only, as HTTP compares names.
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace photosieve::net
