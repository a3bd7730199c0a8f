// SPDX-License-Identifier: Apache-2.0
#include "base/hash.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <charconv>

#include "base/result.h"

namespace photosieve {

Hash128 xxh3(std::span<const std::uint8_t> bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

std::string to_hex(const Hash128& hash) {
  return fmt::format("{:016x}{:016x}", hash.high, hash.low);
}

std::optional<Hash128> hash_from_hex(std::string_view hex) {
  if (hex.size() != 32) return std::nullopt;
  Hash128 hash;
  const char* begin = hex.data();
  const auto high = std::from_chars(begin, begin + 16, hash.high, 16);
  const auto low = std::from_chars(begin + 16, begin + 32, hash.low, 16);
  if (high.ec != std::errc{} || high.ptr != begin + 16) return std::nullopt;
  if (low.ec != std::errc{} || low.ptr != begin + 32) return std::nullopt;
  return hash;
}

Xxh3Stream::Xxh3Stream() : state_(XXH3_createState()) {
  PS_CHECK(state_ != nullptr);
  XXH3_128bits_reset(state_);
}

Xxh3Stream::~Xxh3Stream() {
  XXH3_freeState(state_);
}

void Xxh3Stream::update(std::span<const std::uint8_t> bytes) {
  XXH3_128bits_update(state_, bytes.data(), bytes.size());
}

Hash128 Xxh3Stream::digest() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(state_);
  return {hash.high64, hash.low64};
}

}  // namespace photosieve
