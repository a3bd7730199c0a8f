// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/fingerprint.h"

#include <gtest/gtest.h>

#include <fstream>
#include <vector>

#include "measure/test_jpeg.h"
#include "measure/test_pictures.h"

namespace photosieve {
namespace {

// A picture with structure at every scale, as photos have it, and no symmetry: 40 waves in random
// directions, the longer the stronger. About 500 x 400 pixels.
double scene(double x, double y) {
  struct Wave {
    double across, down, phase, strength;
  };
  static const std::vector<Wave> waves = [] {
    test::Random random(17);
    const auto uniform = [&] { return static_cast<double>(random.next()) / 4294967296.0; };
    std::vector<Wave> all;
    for (int i = 0; i < 40; ++i) {
      const double frequency = 0.006 * std::pow(12.0, uniform());
      const double direction = 6.283 * uniform();
      all.push_back({frequency * std::cos(direction), frequency * std::sin(direction),
                     6.283 * uniform(), 0.1 / frequency});
    }
    return all;
  }();
  double value = 128;
  for (const Wave& wave : waves)
    value += wave.strength * std::sin(wave.across * x + wave.down * y + wave.phase);
  return value;
}

Fingerprint fingerprint_of(const Plane& plane) {
  const auto result = fingerprint(plane.view(), survey(plane.view()));
  EXPECT_TRUE(result);
  return result.value_or(Fingerprint{});
}

TEST(Fingerprint, LiesWithinTenBitsOfThePublishedHashes) {
  const std::string folder = PHOTOSIEVE_SOURCE_DIR "/../shared/data/pdq/";
  std::ifstream list(folder + "hashes.csv");
  if (!list) GTEST_SKIP() << "the reference pictures of PDQ are not in " << folder;
  int compared = 0;
  for (std::string line; std::getline(list, line);) {
    const std::size_t first = line.find(',');
    const std::size_t second = line.rfind(',');
    if (line.starts_with('#') || first == second) continue;
    SCOPED_TRACE(line);
    const Plane luma = test::read_luma(folder + line.substr(0, first));
    ASSERT_TRUE(luma.valid());
    const auto published = pdq_from_hex(line.substr(first + 1, second - first - 1));
    ASSERT_TRUE(published);
    const Fingerprint ours = fingerprint_of(luma);
    EXPECT_LE(distance(ours.variants[0], *published), 10);
    EXPECT_NEAR(ours.quality, std::stoi(line.substr(second + 1)), 3);
    ++compared;
  }
  EXPECT_EQ(compared, 12);
}

struct TurnCase {
  const char* name;
  // Where the pixel (x, y) of the turned picture comes from, in a square of side n.
  std::pair<double, double> (*from)(double x, double y, double n);
};

TEST(Fingerprint, TheVariantsAreTheHashesOfTheTurnedAndMirroredPictures) {
  using Pair = std::pair<double, double>;
  const TurnCase cases[8] = {
      {"as it is",
       [](double x, double y, double) {
         return Pair{x, y};
       }},
      {"90 anticlockwise",
       [](double x, double y, double n) {
         return Pair{n - 1 - y, x};
       }},
      {"180",
       [](double x, double y, double n) {
         return Pair{n - 1 - x, n - 1 - y};
       }},
      {"270 anticlockwise",
       [](double x, double y, double n) {
         return Pair{y, n - 1 - x};
       }},
      {"top and bottom",
       [](double x, double y, double n) {
         return Pair{x, n - 1 - y};
       }},
      {"left and right",
       [](double x, double y, double n) {
         return Pair{n - 1 - x, y};
       }},
      {"main diagonal",
       [](double x, double y, double) {
         return Pair{y, x};
       }},
      {"other diagonal",
       [](double x, double y, double n) {
         return Pair{n - 1 - y, n - 1 - x};
       }},
  };
  constexpr std::size_t side = 448;  // a multiple of 64, so that the samples lie alike when turned
  const Fingerprint upright = fingerprint_of(test::plane(side, side, scene));
  for (std::size_t i = 0; i < 8; ++i) {
    SCOPED_TRACE(cases[i].name);
    const Plane turned = test::plane(side, side, [&](double x, double y) {
      const auto [u, v] = cases[i].from(x, y, side);
      return scene(u, v);
    });
    const PdqHash hash = fingerprint_of(turned).variants[0];
    EXPECT_LE(distance(hash, upright.variants[i]), 20);  // half a pixel aside
    for (std::size_t other = 0; other < 8; ++other) {
      if (other == i) continue;
      EXPECT_GT(distance(hash, upright.variants[other]), 60) << other;
    }
  }
}

TEST(Fingerprint, ALargePhotoHasTheHashOfItsSmallCopy) {
  const auto at_scale = [](double scale) {
    return fingerprint_of(
        test::plane(static_cast<std::size_t>(500 * scale), static_cast<std::size_t>(400 * scale),
                    [&](double x, double y) { return scene(x / scale, y / scale); }));
  };
  const Fingerprint small = at_scale(1);
  for (const double scale : {0.5, 1.7, 2.7}) {
    const Fingerprint other = at_scale(scale);
    EXPECT_LE(distance(small.variants[0], other.variants[0]), 31) << scale;
  }
}

TEST(Fingerprint, APlainPictureHasNoQuality) {
  EXPECT_EQ(fingerprint_of(test::plane(300, 300, [](double, double) { return 90.0; })).quality, 0);
  EXPECT_EQ(fingerprint_of(
                test::plane(300, 300,
                            [](double x, double y) {
                              return std::fmod(std::floor(x / 12) + std::floor(y / 12), 2.0) * 255;
                            }))
                .quality,
            100);
}

TEST(Fingerprint, HalfOfTheBitsAreSetAndTinyPicturesHaveNone) {
  const Fingerprint result = fingerprint_of(test::plane(200, 300, scene));
  EXPECT_EQ(distance(result.variants[0], PdqHash{}), 128);
  const Plane tiny = test::plane(4, 300, scene);
  EXPECT_FALSE(fingerprint(tiny.view(), survey(tiny.view())));
  fingerprint_of(test::plane(5, 5, scene));
}

}  // namespace
}  // namespace photosieve
