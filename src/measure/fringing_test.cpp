// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/fringing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

constexpr std::size_t kWidth = 898;
constexpr std::size_t kHeight = 706;
const double kCorner = std::hypot(kWidth, kHeight) / 2;

// Discs of 40 pixels on a ground of another colour, seen by a lens that images red larger by
// `apart` / 2 pixels in the corners, blue smaller by as much, and red displaced by `shift`.
struct Seen {
  double apart = 0;
  double shift = 0;
  std::size_t chroma_step = 2;
};

double discs(double x, double y) {
  const auto wave = [](double at) { return std::fmod(at + 6400, 64) - 32; };
  return std::clamp((20 - std::hypot(wave(x), wave(y))) / 2.5 + 0.5, 0.0, 1.0);
}

Image seen(const Seen& as) {
  const auto channel = [&](double x, double y, double grows, double shift) {
    const double scale = 1 + grows / kCorner;
    return discs((x - kWidth / 2.0) / scale + shift, (y - kHeight / 2.0) / scale);
  };
  const auto red = [&](double x, double y) {
    return 60 + 120 * channel(x, y, as.apart / 2, as.shift);
  };
  const auto green = [&](double x, double y) { return 70 + 90 * channel(x, y, 0, 0); };
  const auto blue = [&](double x, double y) { return 50 + 100 * channel(x, y, -as.apart / 2, 0); };
  const auto luma = [&](double x, double y) {
    return 0.299 * red(x, y) + 0.587 * green(x, y) + 0.114 * blue(x, y);
  };
  Image image;
  image.luma = test::plane(kWidth, kHeight, luma);
  const auto step = static_cast<double>(as.chroma_step);
  // A sample lies in the middle of the pixels that it covers.
  const auto plane = [&](auto value) {
    return test::plane((kWidth + as.chroma_step - 1) / as.chroma_step,
                       (kHeight + as.chroma_step - 1) / as.chroma_step, [&](double x, double y) {
                         double sum = 0;
                         for (double v = 0; v < step; ++v)
                           for (double u = 0; u < step; ++u)
                             sum += value(x * step + u, y * step + v);
                         return 128 + sum / (step * step);
                       });
  };
  image.cb = plane([&](double x, double y) { return (blue(x, y) - luma(x, y)) / 1.772; });
  image.cr = plane([&](double x, double y) { return (red(x, y) - luma(x, y)) / 1.402; });
  return image;
}

std::optional<Fringing> fringing_of(const Image& image) {
  return measure_fringing(image, survey(image.luma.view()));
}

TEST(Fringing, IsHowFarRedAndBlueLieApartInTheCorners) {
  for (const double apart : {-4.0, -2.0, 1.0, 2.0, 3.0, 4.0}) {
    SCOPED_TRACE(apart);
    const auto fringing = fringing_of(seen({.apart = apart}));
    ASSERT_TRUE(fringing);
    EXPECT_NEAR(fringing->apart, std::abs(apart), 0.25 * std::abs(apart));
  }
}

TEST(Fringing, ColouredEdgesWithoutFringesHaveNone) {
  const auto fringing = fringing_of(seen({}));
  ASSERT_TRUE(fringing);
  EXPECT_LT(fringing->apart, 0.1);
}

TEST(Fringing, ChromaOfFullSizeSaysTheSame) {
  const auto full = fringing_of(seen({.apart = 3, .chroma_step = 1}));
  const auto half = fringing_of(seen({.apart = 3}));
  ASSERT_TRUE(full);
  ASSERT_TRUE(half);
  EXPECT_NEAR(full->apart, half->apart, 0.3);
  EXPECT_FALSE(fringing_of(seen({.apart = 3, .chroma_step = 4}))) << "too coarse";
}

TEST(Fringing, AShiftOfTheWholePhotoIsNoGrowth) {
  const auto fringing = fringing_of(seen({.shift = 0.5}));
  ASSERT_TRUE(fringing);
  EXPECT_LT(fringing->apart, 0.3);
}

TEST(Fringing, TheRegionLiesFarFromTheMiddle) {
  const auto fringing = fringing_of(seen({.apart = 3}));
  ASSERT_TRUE(fringing);
  EXPECT_GT(
      std::hypot(fringing->region.x + 32 - kWidth / 2.0, fringing->region.y + 32 - kHeight / 2.0),
      kCorner / 3);
}

TEST(Fringing, WithoutColourOrEdgesThereIsNoValue) {
  EXPECT_FALSE(fringing_of(test::grey(
      test::plane(kWidth, kHeight, [](double x, double y) { return 60 + 100 * discs(x, y); }))));
  EXPECT_FALSE(fringing_of(test::coloured(
      test::plane(kWidth, kHeight, [](double x, double) { return 60 + x / 20; }), 90, 160)));
  EXPECT_FALSE(
      fringing_of(test::coloured(test::plane(40, 40, [](double, double) { return 60; }), 90, 160)));
}

TEST(Fringing, NoiseHasNoFringes) {
  test::Random random(31);
  Image image = test::coloured(
      test::plane(kWidth, kHeight, [&](double, double) { return 128 + 30 * random.normal(); }), 128,
      128);
  for (Plane* plane : {&image.cb, &image.cr})
    for (std::size_t y = 0; y < plane->height(); ++y)
      for (std::size_t x = 0; x < plane->width(); ++x)
        plane->row(y)[x] = test::level(128 + 40 * random.normal());
  const auto fringing = fringing_of(image);
  EXPECT_LT(fringing ? fringing->apart : 0, 1);
}

}  // namespace
}  // namespace photosieve
