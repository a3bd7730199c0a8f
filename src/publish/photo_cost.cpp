// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/photo_cost.h"

#include <algorithm>
#include <array>

namespace photosieve {
namespace {

// What opening, telling and committing a photo take, in bytes that could be decoded meanwhile:
// about a millisecond at 32 MB/s of JPEG a core.
constexpr double kOfAPhoto = 32 * 1024;

struct Worth {
  std::string_view extension;
  double of_a_byte;  // a byte of JPEG is 1
};
constexpr std::array<Worth, 8> kWorth{{{"png", 1.1},
                                       {"webp", 4.3},
                                       {"tif", 0.12},
                                       {"tiff", 0.12},
                                       {"heic", 10.5},
                                       {"heif", 10.5},
                                       {"hif", 10.5},
                                       {"avif", 16}}};

bool same(std::string_view name, std::string_view lower) {
  return std::equal(name.begin(), name.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

}  // namespace

double photo_cost(std::string_view path, std::uint64_t bytes) {
  const std::string_view extension = path.substr(path.rfind('.') + 1);
  const auto* known = std::find_if(kWorth.begin(), kWorth.end(), [&](const Worth& worth) {
    return same(extension, worth.extension);
  });
  const double worth = known == kWorth.end() ? 1 : known->of_a_byte;
  return worth * static_cast<double>(bytes) + kOfAPhoto;
}

}  // namespace photosieve
