// walk_cbor(): a CBOR item (RFC 8949), told text by text; nothing is built.
//
// Told is each text with the map key it stands under (in a list: the list's key; "" where there is
// none), in the order of the bytes.
// Errors   false for what is no CBOR, cut short, nested deeper than 16 or of more than 20,000
// items;
//          what came before was told.
// Threads  pure. Cost: nanoseconds a byte, no allocation.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace photosieve {

using EachCborText = std::function<void(std::string_view key, std::string_view text)>;

[[nodiscard]] bool walk_cbor(std::span<const std::uint8_t> bytes, const EachCborText& each);

}  // namespace photosieve
