// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/local_features.h"

#include <algorithm>

namespace photosieve {
namespace {

constexpr std::size_t kSketchBytes = LocalFeatures::kSketchSide * LocalFeatures::kSketchSide;
constexpr std::size_t kHeadBytes = 4 + kSketchBytes;
constexpr std::size_t kPlaceBytes = 22;

template <class Whole>
void put(std::string& bytes, Whole value) {
  for (std::size_t i = 0; i < sizeof value; ++i)
    bytes.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
}

template <class Whole>
Whole take(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(Whole); ++i)
    value |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  bytes.remove_prefix(sizeof(Whole));
  return static_cast<Whole>(value);
}

}  // namespace

std::string features_bytes(const LocalFeatures& features) {
  std::string bytes;
  bytes.reserve(kHeadBytes + kPlaceBytes * features.places.size());
  put(bytes, features.width);
  put(bytes, features.height);
  for (const std::uint8_t level : features.sketch) put(bytes, level);
  for (const LocalFeature& place : features.places) {
    put(bytes, place.x);
    put(bytes, place.y);
    put(bytes, place.size);
    put(bytes, place.angle);
    put(bytes, place.bits[0]);
    put(bytes, place.bits[1]);
  }
  return bytes;
}

std::optional<LocalFeatures> features_from_bytes(std::string_view bytes) {
  if (bytes.size() < kHeadBytes || (bytes.size() - kHeadBytes) % kPlaceBytes != 0 ||
      (bytes.size() - kHeadBytes) / kPlaceBytes > LocalFeatures::kMost)
    return std::nullopt;
  LocalFeatures features;
  features.width = take<std::uint16_t>(bytes);
  features.height = take<std::uint16_t>(bytes);
  if (features.width == 0 || features.height == 0) return std::nullopt;
  for (std::uint8_t& level : features.sketch) level = take<std::uint8_t>(bytes);
  features.places.resize(bytes.size() / kPlaceBytes);
  for (LocalFeature& place : features.places) {
    place.x = take<std::uint16_t>(bytes);
    place.y = take<std::uint16_t>(bytes);
    place.size = take<std::uint8_t>(bytes);
    place.angle = take<std::uint8_t>(bytes);
    place.bits[0] = take<std::uint64_t>(bytes);
    place.bits[1] = take<std::uint64_t>(bytes);
    if (place.x > features.width || place.y > features.height) return std::nullopt;
  }
  return features;
}

}  // namespace photosieve
