// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/local_features.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <random>

namespace photosieve {
namespace {

// Bright and dark blobs of many sizes, the same for the same seed, drawn over the whole picture.
class Blobs {
 public:
  explicit Blobs(unsigned seed) {
    std::mt19937 random(seed);
    const auto share = [&] { return static_cast<double>(random() % 10000) / 10000; };
    for (int i = 0; i < 120; ++i) {
      const double size = 0.008 * std::exp2(3 * share());
      blobs_.push_back(
          {1.5 * share(), share(), size, 140 * (share() - 0.5), 1 + share(), 3.14 * share()});
    }
  }

  // At a place of a picture 1.5 wide and 1 high.
  [[nodiscard]] double at(double x, double y) const {
    double level = 128;
    for (const Blob& blob : blobs_) {
      const double dx = x - blob.x;
      const double dy = y - blob.y;
      const double reach = 11 * blob.size;
      if (std::abs(dx) > reach || std::abs(dy) > reach) continue;
      const double along = (dx * std::cos(blob.angle) + dy * std::sin(blob.angle)) / blob.shape;
      const double across = dy * std::cos(blob.angle) - dx * std::sin(blob.angle);
      const double square = (along * along + across * across) / (blob.size * blob.size);
      if (square < 30) level += blob.height * std::exp(-0.5 * square);
    }
    return level;
  }

 private:
  struct Blob {
    double x, y, size, height, shape, angle;
  };
  std::vector<Blob> blobs_;
};

using Level = std::function<double(double x, double y)>;  // places as in Blobs

LocalFeatures features_of(std::size_t width, std::size_t height, const Level& level) {
  Plane plane(width, height);
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      const double value = level((static_cast<double>(x) + 0.5) * 1.5 / static_cast<double>(width),
                                 (static_cast<double>(y) + 0.5) / static_cast<double>(height));
      plane.row(y)[x] = static_cast<std::uint8_t>(std::clamp(std::round(value), 0.0, 255.0));
    }
  }
  const auto features = measure_local_features(plane.view(), survey(plane.view()));
  EXPECT_TRUE(features);
  return features.value_or(LocalFeatures{});
}

// Of the first's places those that are found, within 3 points of where they should be and 16 bits.
double found_again(const LocalFeatures& first, const LocalFeatures& second, bool mirrored,
                   const std::function<std::array<double, 2>(double x, double y)>& moved) {
  int found = 0;
  for (const LocalFeature& one : first.places) {
    const auto [x, y] = moved(one.x / 32.0, one.y / 32.0);
    found += std::any_of(second.places.begin(), second.places.end(), [&](const auto& other) {
      const int bits = std::popcount(one.bits[mirrored ? 1 : 0] ^ other.bits[0]) +
                       std::popcount(one.bits[mirrored ? 0 : 1] ^ other.bits[1]);
      return bits <= 16 && std::hypot(other.x / 32.0 - x, other.y / 32.0 - y) < 3;
    });
  }
  return static_cast<double>(found) / static_cast<double>(first.places.size());
}

class LocalFeaturesOfBlobs : public testing::Test {
 protected:
  Level level() const {
    return [this](double x, double y) { return blobs.at(x, y); };
  }
  Blobs blobs{3};
  LocalFeatures photo = features_of(900, 600, level());
  const double width = photo.width / 32.0;
  const double height = photo.height / 32.0;
};

TEST_F(LocalFeaturesOfBlobs, AreManyAndLieAllOverThePhoto) {
  EXPECT_EQ(photo.places.size(), LocalFeatures::kMost);
  EXPECT_NEAR(width * height, 65536, 500);
  std::array<int, 4> parts{};
  for (const LocalFeature& place : photo.places)
    ++parts[(place.x * 2 > photo.width ? 1U : 0U) + (place.y * 2 > photo.height ? 2U : 0U)];
  for (const int part : parts) EXPECT_GE(part, 5);
}

TEST_F(LocalFeaturesOfBlobs, AreTheSameInASmallerAndInALargerCopy) {
  const auto same = [](double x, double y) { return std::array{x, y}; };
  EXPECT_GT(found_again(photo, features_of(450, 300, level()), false, same), 0.8);
  EXPECT_GT(found_again(photo, features_of(1500, 1000, level()), false, same), 0.8);
}

TEST_F(LocalFeaturesOfBlobs, DoNotMindBrightnessAndContrast) {
  const LocalFeatures other =
      features_of(900, 600, [this](double x, double y) { return 60 + 0.5 * blobs.at(x, y); });
  EXPECT_GT(found_again(photo, other, false,
                        [](double x, double y) {
                          return std::array{x, y};
                        }),
            0.8);
}

TEST_F(LocalFeaturesOfBlobs, OfAMirroredPhotoHaveTheirWordsTheOtherWayRound) {
  const LocalFeatures other =
      features_of(900, 600, [this](double x, double y) { return blobs.at(1.5 - x, y); });
  EXPECT_GT(found_again(photo, other, true,
                        [&](double x, double y) {
                          return std::array{width - x, y};
                        }),
            0.8);
}

TEST_F(LocalFeaturesOfBlobs, TurnWithThePhoto) {
  // A quarter to the right: what was at the left is above.
  const LocalFeatures other =
      features_of(600, 900, [this](double x, double y) { return blobs.at(1.5 * y, 1 - x / 1.5); });
  EXPECT_GT(found_again(photo, other, false,
                        [&](double x, double y) {
                          return std::array{height - y, x};
                        }),
            0.8);
}

TEST_F(LocalFeaturesOfBlobs, AreOthersInAnotherPhoto) {
  const Blobs others(4);
  const LocalFeatures other =
      features_of(900, 600, [&](double x, double y) { return others.at(x, y); });
  EXPECT_LT(found_again(photo, other, false,
                        [](double x, double y) {
                          return std::array{x, y};
                        }),
            0.05);
}

TEST(LocalFeaturesMeasure, APlainPhotoHasNoPlacesButASketch) {
  const LocalFeatures plain = features_of(640, 480, [](double, double) { return 77; });
  EXPECT_TRUE(plain.places.empty());
  EXPECT_EQ(plain.sketch[100], 77);
}

TEST(LocalFeaturesMeasure, ThereAreNoneOfWhatIsTooSmallOrTooLong) {
  for (const auto& [width, height] : {std::pair{31, 100}, {100, 31}, {40 * 17, 40}, {0, 0}}) {
    Plane plane(static_cast<std::size_t>(width), static_cast<std::size_t>(height));
    for (std::size_t y = 0; y < plane.height(); ++y)
      std::fill_n(plane.row(y), plane.width(), std::uint8_t{9});
    EXPECT_FALSE(measure_local_features(plane.view(), survey(plane.view()))) << width;
  }
}

}  // namespace
}  // namespace photosieve
