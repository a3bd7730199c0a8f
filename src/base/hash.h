// Xxh3: the 128-bit XXH3 hash of bytes, all at once or piece by piece.
//
// Written as 32 lower-case hexadecimal digits, high half first (xxHash's canonical form). It finds
// changes and copies; it is no defence against someone who forges them.
// Threads: one at a time an object. Cost: tens of GB/s.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct XXH3_state_s;

namespace photosieve {

struct Hash128 {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend bool operator==(const Hash128&, const Hash128&) = default;
  friend auto operator<=>(const Hash128&, const Hash128&) = default;
};

[[nodiscard]] Hash128 xxh3(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::string to_hex(const Hash128& hash);
[[nodiscard]] std::optional<Hash128> hash_from_hex(std::string_view hex);

class Xxh3Stream {
 public:
  Xxh3Stream();
  ~Xxh3Stream();
  Xxh3Stream(const Xxh3Stream&) = delete;
  Xxh3Stream& operator=(const Xxh3Stream&) = delete;

  void update(std::span<const std::uint8_t> bytes);
  [[nodiscard]] Hash128 digest() const;

 private:
  XXH3_state_s* state_;
};

}  // namespace photosieve
