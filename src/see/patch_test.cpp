// SPDX-License-Identifier: GPL-3.0-or-later
#include "see/patch.h"

#include <gtest/gtest.h>

#include <numbers>

#include "see/test_photo.h"

namespace photosieve {
namespace {

Image ramp(std::size_t width, std::size_t height) {
  return test::grey_photo(width, height, [](std::size_t x, std::size_t) { return x % 200; });
}

TEST(PatchTest, A_shrunk_photo_has_the_means_of_what_its_pixels_cover) {
  const Patch patch = shrunk(ramp(160, 80), {0, 0, 160, 80}, 20, 10);
  ASSERT_EQ(patch.rgb.size(), 20U * 10U * 3U);
  for (std::size_t x = 0; x < 20; ++x) {
    EXPECT_NEAR(patch.pixel(x, 5)[0], static_cast<double>(x) * 8 + 3.5, 0.01);
    EXPECT_EQ(patch.pixel(x, 5)[0], patch.pixel(x, 5)[2]) << "grey has three equal channels";
  }
}

TEST(PatchTest, What_lies_outside_is_black) {
  const Image image = test::grey_photo(64, 64, [](std::size_t, std::size_t) { return 200; });
  const Patch patch = shrunk(image, {-32, 0, 128, 64}, 16, 8);
  EXPECT_EQ(patch.pixel(1, 4)[1], 0);
  EXPECT_EQ(patch.pixel(8, 4)[1], 200);
  EXPECT_EQ(patch.pixel(14, 4)[1], 0);
}

TEST(PatchTest, Chroma_of_half_the_size_gives_the_same_colours) {
  Image image = test::grey_photo(64, 64, [](std::size_t, std::size_t) { return 76; });
  image.cb = Plane(32, 32);
  image.cr = Plane(32, 32);
  for (std::size_t y = 0; y < 32; ++y)
    for (std::size_t x = 0; x < 32; ++x) {
      image.cb.row(y)[x] = 85;
      image.cr.row(y)[x] = 255;
    }
  for (const Patch& patch :
       {shrunk(image, {0, 0, 64, 64}, 8, 8), cut(image, {32, 32, 64, 64, 0}, 8, 8)}) {
    EXPECT_NEAR(patch.pixel(3, 3)[0], 254, 1) << "pure red";
    EXPECT_NEAR(patch.pixel(3, 3)[1], 0, 1);
    EXPECT_NEAR(patch.pixel(3, 3)[2], 0, 1);
  }
}

TEST(PatchTest, A_cut_is_turned_by_its_angle) {
  const Image image = ramp(200, 200);
  const Patch level = cut(image, {100, 100, 80, 40, 0}, 40, 20);
  EXPECT_NEAR(level.pixel(0, 10)[0], 60.5, 0.6);
  EXPECT_NEAR(level.pixel(39, 10)[0], 138.5, 0.6);
  const Patch turned = cut(image, {100, 100, 80, 40, std::numbers::pi}, 40, 20);
  EXPECT_NEAR(turned.pixel(0, 10)[0], 138.5, 0.6);
  const Patch upright = cut(image, {100, 100, 80, 40, std::numbers::pi / 2}, 40, 20);
  EXPECT_NEAR(upright.pixel(0, 10)[0], upright.pixel(39, 10)[0], 0.6) << "its width runs down";
  EXPECT_NEAR(upright.pixel(20, 0)[0], 118.5, 0.6);
}

TEST(PatchTest, A_cut_over_the_edge_repeats_it) {
  const Image image = ramp(64, 64);
  const Patch patch = cut(image, {0, 0, 64, 64, 0}, 32, 32);
  EXPECT_EQ(patch.pixel(0, 0)[0], 0);
  EXPECT_NEAR(patch.pixel(31, 31)[0], 30.5, 0.6);
}

TEST(PatchTest, Boxes_know_what_they_share) {
  EXPECT_DOUBLE_EQ(overlap({0, 0, 10, 10}, {0, 0, 10, 10}), 1);
  EXPECT_DOUBLE_EQ(overlap({0, 0, 10, 10}, {5, 0, 10, 10}), 50.0 / 150);
  EXPECT_DOUBLE_EQ(overlap({0, 0, 10, 10}, {10, 0, 10, 10}), 0);
  const Box box = around({50, 50, 40, 20, std::numbers::pi / 2});
  EXPECT_NEAR(box.width, 20, 1e-9);
  EXPECT_NEAR(box.height, 40, 1e-9);
  EXPECT_NEAR(box.x, 40, 1e-9);
}

TEST(PatchTest, A_region_lies_in_the_photo_whatever_the_box) {
  const Image image = ramp(100, 50);
  EXPECT_EQ(region_of({10, 20, 30, 10}, image), (Region{10, 20, 30, 10}));
  EXPECT_EQ(region_of({-10, -10, 500, 500}, image), (Region{0, 0, 100, 50}));
  EXPECT_EQ(region_of({300, 300, 10, 10}, image), (Region{99, 49, 1, 1}));
}

}  // namespace
}  // namespace photosieve
