// PhotoBits: a bit for each photo of a block. Private to store/.
//
// Bytes: 64-bit words, the first photo the lowest bit, little-endian.
// Threads: values.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace photosieve {

// Photo n stands in block (n - 1) / 896 at place (n - 1) % 896. So a column of numbers takes 7 kB,
// which is read at once, and fits a page of PostgreSQL.
inline constexpr std::uint32_t kBlockPhotos = 896;

[[nodiscard]] constexpr std::uint32_t block_of(std::uint32_t n) {
  return (n - 1) / kBlockPhotos;
}
[[nodiscard]] constexpr std::size_t place_of(std::uint32_t n) {
  return (n - 1) % kBlockPhotos;
}

class PhotoBits {
 public:
  static constexpr std::size_t kBytes = kBlockPhotos / 8;

  PhotoBits& set(std::size_t place, bool value = true) {
    const std::uint64_t bit = std::uint64_t{1} << place % 64;
    words_[place / 64] = value ? words_[place / 64] | bit : words_[place / 64] & ~bit;
    return *this;
  }
  [[nodiscard]] bool operator[](std::size_t place) const {
    return (words_[place / 64] >> place % 64 & 1U) != 0;
  }
  [[nodiscard]] std::size_t count() const {
    std::size_t all = 0;
    for (const std::uint64_t word : words_) all += static_cast<std::size_t>(std::popcount(word));
    return all;
  }
  [[nodiscard]] bool any() const {
    for (const std::uint64_t word : words_)
      if (word != 0) return true;
    return false;
  }
  PhotoBits& operator&=(const PhotoBits& other) {
    for (std::size_t i = 0; i < kWords; ++i) words_[i] &= other.words_[i];
    return *this;
  }
  PhotoBits& operator|=(const PhotoBits& other) {
    for (std::size_t i = 0; i < kWords; ++i) words_[i] |= other.words_[i];
    return *this;
  }
  [[nodiscard]] PhotoBits operator~() const {
    PhotoBits other = *this;
    for (std::uint64_t& word : other.words_) word = ~word;
    return other;
  }
  bool operator==(const PhotoBits&) const = default;

  // Calls with each place whose bit is set, in order.
  template <class Each>
  void each(const Each& each) const {
    for (std::size_t i = 0; i < kWords; ++i)
      for (std::uint64_t word = words_[i]; word != 0; word &= word - 1)
        each(i * 64 + static_cast<std::size_t>(std::countr_zero(word)));
  }

  void add_to(std::string& bytes) const {
    const std::size_t at = bytes.size();
    bytes.resize(at + kBytes);
    std::memcpy(bytes.data() + at, words_.data(), kBytes);
  }
  // Of at least kBytes.
  [[nodiscard]] static PhotoBits from(std::string_view bytes) {
    PhotoBits bits;
    std::memcpy(bits.words_.data(), bytes.data(), kBytes);
    return bits;
  }

 private:
  static_assert(kBlockPhotos % 64 == 0 && std::endian::native == std::endian::little);
  static constexpr std::size_t kWords = kBlockPhotos / 64;
  std::array<std::uint64_t, kWords> words_{};
};

}  // namespace photosieve
