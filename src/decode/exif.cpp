// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/exif.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace photosieve {
namespace {

constexpr std::size_t kMostTags = 512;
constexpr std::size_t kTagBytes = 12;
constexpr std::uint16_t kOrientationTag = 0x0112;
constexpr std::uint16_t kShortType = 3;
constexpr std::uint8_t kApp1 = 0xE1;
constexpr std::uint8_t kStartOfScan = 0xDA;
constexpr std::uint8_t kEndOfImage = 0xD9;
constexpr std::array<std::uint8_t, 6> kExifName{'E', 'x', 'i', 'f', 0, 0};

// Numbers of a TIFF block in its own byte order; nothing outside the block.
class TiffReader {
 public:
  TiffReader(std::span<const std::uint8_t> bytes, bool big_endian)
      : bytes_(bytes), big_endian_(big_endian) {}

  [[nodiscard]] std::optional<std::uint16_t> u16(std::size_t at) const {
    if (at > bytes_.size() || bytes_.size() - at < 2) return std::nullopt;
    const unsigned first = bytes_[at];
    const unsigned second = bytes_[at + 1];
    return static_cast<std::uint16_t>(big_endian_ ? first << 8 | second : second << 8 | first);
  }
  [[nodiscard]] std::optional<std::uint32_t> u32(std::size_t at) const {
    const auto first = u16(at);
    const auto second = u16(at + 2);
    if (!first || !second) return std::nullopt;
    const std::uint32_t high = big_endian_ ? *first : *second;
    const std::uint32_t low = big_endian_ ? *second : *first;
    return high << 16 | low;
  }

 private:
  std::span<const std::uint8_t> bytes_;
  bool big_endian_;
};

}  // namespace

int tiff_orientation(std::span<const std::uint8_t> tiff) {
  if (tiff.size() < 8 || tiff[0] != tiff[1] || (tiff[0] != 'I' && tiff[0] != 'M')) return 1;
  const TiffReader reader(tiff, tiff[0] == 'M');
  if (reader.u16(2) != 42) return 1;
  const std::size_t directory = reader.u32(4).value_or(0);
  const std::size_t tags = std::min<std::size_t>(reader.u16(directory).value_or(0), kMostTags);
  for (std::size_t i = 0; i < tags; ++i) {
    const std::size_t tag = directory + 2 + i * kTagBytes;
    if (reader.u16(tag) != kOrientationTag) continue;
    if (reader.u16(tag + 2) != kShortType) return 1;
    const int value = reader.u16(tag + 8).value_or(1);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

int jpeg_orientation(std::span<const std::uint8_t> file) {
  std::size_t at = 2;  // behind SOI
  while (at + 4 <= file.size()) {
    if (file[at] != 0xFF) return 1;
    const std::uint8_t marker = file[at + 1];
    if (marker == 0xFF) {  // fill byte
      ++at;
      continue;
    }
    if (marker == kStartOfScan || marker == kEndOfImage) return 1;
    const std::size_t length = static_cast<std::size_t>(file[at + 2]) << 8 | file[at + 3];
    if (length < 2) return 1;
    const auto rest = file.subspan(at + 4);
    const auto segment = rest.first(std::min(length - 2, rest.size()));
    if (marker == kApp1 && segment.size() > kExifName.size() &&
        std::equal(kExifName.begin(), kExifName.end(), segment.begin()))
      return tiff_orientation(segment.subspan(kExifName.size()));
    at += 2 + length;
  }
  return 1;
}

}  // namespace photosieve
